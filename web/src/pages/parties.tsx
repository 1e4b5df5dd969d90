import { useMemo } from "preact/hooks";
import { useAllFindings } from "../all_findings";
import type { PageProps } from "../app";
import { withAcross } from "../findings";
import { usePages, type Schemas } from "../api/client";
import { navigate, setQuery } from "../router";
import { partyAddress } from "../ui/finding_row";
import { Empty, Failure, Field, PageHead, Text } from "../ui/parts";
import { Table, type Column } from "../ui/table";
import { Term } from "../ui/tip";
import { number, plural } from "../words/format";
import { labelOf } from "../words/terms";

type Row = Schemas["PartySummary"];
type Sort = "name" | "-words" | "-contradicts" | "-reports";

const figure = (key: keyof Row["counts"], head: string, term: string): Column<Row> => ({
  key,
  head: <Term of={term}>{head}</Term>,
  cell: (row) => (
    <>
      {number(row.counts[key])}
      <span class="only-narrow"> {head.toLowerCase()}</span>
    </>
  ),
  width: "6.5rem",
  end: true,
});

const kColumns: Column<Row>[] = [
  {
    key: "name",
    head: "Party",
    cell: (row) => (
      <a href={partyAddress(row.party.key)}>
        <Text of={row.party.name} />
      </a>
    ),
    width: "minmax(12rem, 3fr)",
    narrow: "main",
    sorts: ["name", "-words"],
  },
  { key: "kind", head: "Kind", cell: (row) => labelOf(row.kind), width: "minmax(6rem, 1fr)", narrow: "hide" },
  figure("commitments", "Commitments", "commitment"),
  figure("denials", "Denials", "denial"),
  figure("demands", "Demands", "demand"),
  figure("incidents", "Incidents", "incident"),
  { ...figure("reports", "Reports", "report"), sorts: ["-reports"] },
  { ...figure("contradicts", "Against", "contradicts"), head: <Term of="contradicts">Findings against</Term>, width: "9rem", sorts: ["-contradicts"] },
];

export function PartiesPage({ place }: PageProps) {
  const q = place.query.get("q") ?? "";
  const sort = (place.query.get("sort") ?? "-words") as Sort;
  const list = usePages("/parties", { query: { q: q || undefined, sort } });
  const findings = useAllFindings("", "all");
  const rows = useMemo(() => list.items.map((row) => withAcross(row, findings.items)), [list.items, findings.items]);
  return (
    <>
      <PageHead title="Parties">Whom words and deeds are laid to: a spokesperson's word to the office or state, a soldier's deed to the army.</PageHead>
      <div class="filters">
        <Field label="Name holds" value={q} onChange={(value) => setQuery({ q: value })} />
        <span class="quiet small">{list.total !== null ? plural(list.total, "party", "parties") : ""}</span>
      </div>
      {list.problem && <Failure problem={list.problem} again={list.again} />}
      {!list.loading && list.items.length === 0 && !list.problem ? (
        <Empty title="No party of this name">
          <p>Names are those of the registry or of the texts. Try a part of the name, or look under Actors for other spellings.</p>
        </Empty>
      ) : (
        <Table
          label="Parties"
          rows={rows}
          columns={kColumns}
          rowKey={(row) => row.party.key}
          onOpen={(row) => navigate(partyAddress(row.party.key))}
          onNearEnd={list.more}
          total={list.total ?? undefined}
          sort={sort}
          onSort={(value) => setQuery({ sort: value })}
        />
      )}
    </>
  );
}
