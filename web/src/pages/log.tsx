// The append-only log: who did what when, and a button that proves it whole.

import { useState } from "preact/hooks";
import type { PageProps } from "../app";
import { usePages, verifyLedger, type Problem, type Schemas } from "../api/client";
import { setQuery } from "../router";
import { mayReview, useHere } from "../session";
import { documentAddress } from "../ui/finding_row";
import { Empty, Failure, Field, PageHead, Text } from "../ui/parts";
import { Table, type Column } from "../ui/table";
import { Term } from "../ui/tip";
import { moment, number, plural } from "../words/format";

type Row = Schemas["LogEntry"];

function About({ row }: { row: Row }) {
  if (row.document)
    return (
      <a class="mono" href={documentAddress(row.document, row.row ?? undefined)}>
        {row.row ?? row.document.replace("sha256:", "").slice(0, 8)}
      </a>
    );
  return <span class="mono">{row.row ?? ""}</span>;
}

const kColumns: Column<Row>[] = [
  { key: "entry", head: "Entry", cell: (row) => number(row.entry), width: "4.5rem", end: true, narrow: "meta" },
  { key: "at", head: "When", cell: (row) => <span class="num">{moment(row.at)}</span>, width: "13rem", sorts: ["-date", "date"] },
  { key: "who", head: "Who", cell: (row) => <Text of={row.who} />, width: "minmax(6rem, 1fr)" },
  { key: "action", head: "What", cell: (row) => <Text of={row.action} />, width: "minmax(10rem, 2fr)", narrow: "main" },
  { key: "about", head: "Row or document", cell: (row) => <About row={row} />, width: "minmax(8rem, 1fr)" },
  { key: "tool", head: <Term of="versions">With</Term>, cell: (row) => (
      <span title={row.versions ?? undefined}>
        <Text of={row.versions ? `${row.tool}, ${row.versions}` : row.tool} />
      </span>
    ), width: "minmax(6rem, 1fr)", narrow: "hide" },
  { key: "hash", head: <Term of="hash">Hash</Term>, cell: (row) => <span class="mono">{row.hash.slice(0, 16)}</span>, width: "10rem", narrow: "hide" },
];

function Verify() {
  const [answer, setAnswer] = useState<Schemas["Verification"] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const verify = () => {
    setBusy(true);
    setProblem(null);
    verifyLedger()
      .then(setAnswer, setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <div class="stack">
      <button onClick={verify} disabled={busy}>
        {busy ? "Computing every hash again …" : "Verify the ledger"}
      </button>
      {problem && <Failure problem={problem} />}
      {answer && (
        <div class={`notice ${answer.intact ? "good" : "error"}`} role="status">
          {answer.intact ? (
            <>
              <b>The ledger is what its log says.</b> {plural(answer.entries, "entry", "entries")} and {plural(answer.documents, "document")} were checked. Head: <code>{answer.head}</code>. Written down elsewhere, it shows later whether anything was changed.
            </>
          ) : (
            <>
              <b>Entry {answer.bad_entry} does not fit.</b> {answer.what} Keep this file as it is and compare it with a copy.
            </>
          )}
        </div>
      )}
    </div>
  );
}

export function LogPage({ place }: PageProps) {
  const { session } = useHere();
  const who = place.query.get("who") ?? "";
  const sort = place.query.get("sort") || "-date";
  const list = usePages("/log", { query: { who: who || undefined, sort: sort as "date" | "-date" } });
  return (
    <div class="stack">
      <PageHead title="Log">Every change of the ledger, never altered: each entry holds the hash of the one before it.</PageHead>
      {mayReview(session) && <Verify />}
      <div class="filters">
        <Field label="Who" value={who} onChange={(value) => setQuery({ who: value })} />
        <span class="quiet small">{list.total !== null ? plural(list.total, "entry", "entries") : ""}</span>
      </div>
      {list.problem && <Failure problem={list.problem} again={list.again} />}
      {!list.loading && !list.problem && list.items.length === 0 ? (
        <Empty title="No entry">
          <p>Nobody of this name has changed the ledger. Names are those people signed in with, or the account that ran avow.</p>
        </Empty>
      ) : (
        <Table label="Log" rows={list.items} columns={kColumns} rowKey={(row) => String(row.entry)} onNearEnd={list.more} total={list.total ?? undefined} sort={sort} onSort={(value) => setQuery({ sort: value })} />
      )}
    </div>
  );
}
