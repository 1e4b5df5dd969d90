import type { PageProps } from "../app";
import { usePages, type Schemas } from "../api/client";
import { navigate, setQuery } from "../router";
import { documentAddress } from "../ui/finding_row";
import { Empty, Failure, Field, PageHead, Text, Filters } from "../ui/parts";
import { Table, type Column } from "../ui/table";
import { Term } from "../ui/tip";
import { day, number, plural } from "../words/format";

type Row = Schemas["DocumentSummary"];

const figure = (key: "statements" | "events" | "obligations" | "findings", head: string, term: string): Column<Row> => ({
  key,
  head: <Term of={term}>{head}</Term>,
  cell: (row) => (
    <>
      {number(row[key])}
      <span class="only-narrow"> {head.toLowerCase()}</span>
    </>
  ),
  width: "7.5rem",
  end: true,
});

const kColumns: Column<Row>[] = [
  { key: "date", head: "Published", cell: (row) => day(row.document.published), width: "7.5rem", sorts: ["-date", "date"] },
  {
    key: "title",
    head: "Title",
    cell: (row) => (
      <a href={documentAddress(row.document.id)}>
        <Text of={row.document.title || row.document.short} />
      </a>
    ),
    width: "minmax(14rem, 4fr)",
    narrow: "main",
  },
  { key: "publisher", head: "Publisher", cell: (row) => <Text of={row.document.publisher} />, width: "minmax(8rem, 2fr)" },
  figure("statements", "Statements", "function"),
  figure("events", "Reports", "report"),
  { ...figure("obligations", "Obligations", "obligation"), narrow: "hide" },
  { ...figure("findings", "Findings", "finding"), narrow: "hide" },
];

export function DocumentsPage({ place }: PageProps) {
  const value = (name: string) => place.query.get(name) ?? "";
  const sort = value("sort") || "-date";
  const set = (name: string) => (text: string) => setQuery({ [name]: text });
  const query = { publisher: value("publisher") || undefined, since: value("since") || undefined, until: value("until") || undefined, sort: sort as "date" | "-date" };
  const list = usePages("/documents", { query });
  return (
    <>
      <PageHead title="Documents">The texts as they were read, each with what was found in it.</PageHead>
      <Filters on={["publisher", "since", "until"].filter((name) => value(name)).length}>
        <Field label="Publisher" value={value("publisher")} onChange={set("publisher")} />
        <Field label="From" type="date" value={value("since")} onChange={set("since")} />
        <Field label="To" type="date" value={value("until")} onChange={set("until")} />
        <span class="quiet small">{list.total !== null ? plural(list.total, "document") : ""}</span>
      </Filters>
      {list.problem && <Failure problem={list.problem} again={list.again} />}
      {!list.loading && list.items.length === 0 && !list.problem ? (
        <Empty title="No document here">
          <p>
            Texts come in with <code>avow read FOLDER -o LEDGER</code>. If you set filters, widen them: a text without a date is in no span of days.
          </p>
        </Empty>
      ) : (
        <Table label="Documents" rows={list.items} columns={kColumns} rowKey={(row) => row.document.id} onOpen={(row) => navigate(documentAddress(row.document.id))} onNearEnd={list.more} total={list.total ?? undefined} sort={sort} onSort={set("sort")} />
      )}
    </>
  );
}
