import type { PageProps } from "../app";
import { usePages, type Schemas } from "../api/client";
import { addressOf, navigate, setQuery } from "../router";
import { Chip, Empty, Failure, Field, PageHead, Text } from "../ui/parts";
import { Table, type Column } from "../ui/table";
import { Term } from "../ui/tip";
import { number, plural } from "../words/format";
import { labelOf } from "../words/terms";

type Row = Schemas["ActorSummary"];

export const actorAddress = (key: string) => addressOf({ page: "actor", id: key });

const kColumns: Column<Row>[] = [
  {
    key: "name",
    head: "Name",
    cell: (row) => (
      <a href={actorAddress(row.party.key)}>
        <Text of={row.party.name} />
      </a>
    ),
    width: "minmax(12rem, 3fr)",
    narrow: "main",
    sorts: ["name", "-words"],
  },
  { key: "kind", head: "Kind", cell: (row) => labelOf(row.kind), width: "minmax(8rem, 1fr)" },
  { key: "country", head: "Country", cell: (row) => row.country ?? "", width: "6rem", narrow: "hide" },
  { key: "registry", head: <Term of="registry">Registry</Term>, cell: (row) => (row.registry ? <Chip of="registry" quiet>known</Chip> : <span class="quiet">from texts</span>), width: "8rem" },
  { key: "statements", head: "Statements", cell: (row) => number(row.counts.statements), width: "7rem", end: true, narrow: "hide" },
  { key: "incidents", head: <Term of="incident">Incidents</Term>, cell: (row) => number(row.counts.incidents), width: "7rem", end: true, narrow: "hide" },
];

export function ActorsPage({ place }: PageProps) {
  const q = place.query.get("q") ?? "";
  const sort = (place.query.get("sort") || "-words") as "name" | "-words";
  const list = usePages("/actors", { query: { q: q || undefined, sort } });
  return (
    <>
      <PageHead title="Actors">Who is who: names that the texts use, and what the registry knows of them.</PageHead>
      <div class="filters">
        <Field label="Name holds" value={q} onChange={(value) => setQuery({ q: value })} />
        <span class="quiet small">{list.total !== null ? plural(list.total, "actor") : ""}</span>
      </div>
      {list.problem && <Failure problem={list.problem} again={list.again} />}
      {!list.loading && !list.problem && list.items.length === 0 ? (
        <Empty title="No actor of this name">
          <p>
            Try a part of the name. To teach avow a party of your own, write a registry file and read with <code>--registry FILE</code>.
          </p>
        </Empty>
      ) : (
        <Table label="Actors" rows={list.items} columns={kColumns} rowKey={(row) => row.party.key} onOpen={(row) => navigate(actorAddress(row.party.key))} onNearEnd={list.more} total={list.total ?? undefined} sort={sort} onSort={(value) => setQuery({ sort: value })} />
      )}
    </>
  );
}
