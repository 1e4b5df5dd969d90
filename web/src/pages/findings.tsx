import type { PageProps } from "../app";
import { usePages, type Ask, type Schemas } from "../api/client";
import { navigate, setQuery } from "../router";
import { kRelationChoices, kScopeChoices, kTypeChoices } from "../ui/choices";
import { DecisionChip, findingAddress } from "../ui/finding_row";
import { Chip, Empty, Failure, Field, PageHead, Select, Text, Filters } from "../ui/parts";
import { PartyField } from "../ui/party_field";
import { Table, type Column } from "../ui/table";
import { Term } from "../ui/tip";
import { day, number, plural } from "../words/format";

type Row = Schemas["Finding"];

const kColumns: Column<Row>[] = [
  { key: "date", head: "Date of the deed", cell: (row) => day(row.date), width: "8rem", sorts: ["-date", "date"] },
  { key: "party", head: "Party", cell: (row) => <Text of={row.party?.name} />, width: "minmax(8rem, 1fr)" },
  {
    key: "said",
    head: "What was said",
    cell: (row) => (
      <a href={findingAddress(row.id)} class="quote">
        <Text of={row.word_text} />
      </a>
    ),
    width: "minmax(12rem, 2fr)",
    narrow: "main",
  },
  {
    key: "deed",
    head: "What is reported",
    cell: (row) => (
      <span class="quote">
        <Text of={row.deed_text} />
      </span>
    ),
    width: "minmax(8rem, 2fr)",
    narrow: "hide",
  },
  { key: "relation", head: <Term of="relation">Relation</Term>, cell: (row) => <Chip of={row.relation} quiet />, width: "7.5rem" },
  { key: "grade", head: <Term of="grade">Grade</Term>, cell: (row) => row.grade && <Chip of={row.grade} quiet />, width: "8rem", narrow: "hide" },
  { key: "origins", head: <Term of="origin">Origins</Term>, cell: (row) => number(row.origins), width: "5rem", end: true, narrow: "hide" },
  { key: "decision", head: "Review", cell: (row) => <DecisionChip decision={row.decision} quiet />, width: "8rem" },
];

export function FindingsPage({ place }: PageProps) {
  const value = (name: string) => place.query.get(name) ?? "";
  const query = Object.fromEntries(["party", "relation", "type", "scope", "since", "until"].map((name) => [name, value(name) || undefined]));
  const sort = value("sort") || "-date";
  const across = value("across") === "no" ? "no" : "yes";
  const list = usePages("/findings", { query: { ...query, across, sort } as Ask<"/findings">["query"] });
  // Over documents the server narrows by party and days; the rest is narrowed here.
  const passes = (row: Row) => (["relation", "type", "scope"] as const).every((name) => !value(name) || row[name] === value(name));
  const rows = list.items.filter(passes);
  const set = (name: string) => (text: string) => setQuery({ [name]: text });
  return (
    <>
      <PageHead title="Findings">Where words and deeds meet. Each is a reading by a machine until a person has judged it.</PageHead>
      <Filters on={["party", "relation", "type", "scope", "since", "until"].filter((name) => value(name)).length}>
        <PartyField value={value("party")} onChange={set("party")} />
        <Select
          label="They meet"
          value={across}
          options={[
            { value: "yes", label: "over documents" },
            { value: "no", label: "inside one document" },
          ]}
          onChange={(choice) => setQuery({ across: choice === "no" ? "no" : "" })}
        />
        <Select label="Relation" value={value("relation")} options={kRelationChoices} onChange={set("relation")} />
        <Select label="Type of act" value={value("type")} options={kTypeChoices} onChange={set("type")} />
        <Select label="Scope" value={value("scope")} options={kScopeChoices} onChange={set("scope")} />
        <Field label="From" type="date" value={value("since")} onChange={set("since")} />
        <Field label="To" type="date" value={value("until")} onChange={set("until")} />
        <span class="quiet small">{list.total !== null ? plural(list.total, "finding") : ""}</span>
      </Filters>
      {list.problem && <Failure problem={list.problem} again={list.again} />}
      {!list.loading && rows.length === 0 && !list.problem ? (
        <Empty title="No finding here">
          <p>A finding needs a commitment, demand or denial of a party and a report of its conduct that meets it. Widen the filters, or look at a party's page: its words and deeds stand there even where they do not meet.</p>
          <p>
            <a class="button" href="/findings">
              Take all filters away
            </a>
          </p>
        </Empty>
      ) : (
        <Table label="Findings" rows={rows} columns={kColumns} rowKey={(row) => row.id} onOpen={(row) => navigate(findingAddress(row.id))} onNearEnd={list.more} total={list.total ?? undefined} sort={sort} onSort={set("sort")} />
      )}
    </>
  );
}
