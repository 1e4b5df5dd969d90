// The queue: one finding at a time, both texts, and one key for each judgement.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PageProps } from "../app";
import { addReview, undoReview, useData, type Problem, type Schemas } from "../api/client";
import { useAllFindings } from "../all_findings";
import { ledgerChanged } from "../api/version";
import { stateOf } from "../findings";
import { navigate, setQuery } from "../router";
import { mayReview, useHere } from "../session";
import { DecisionChip, findingAddress, PartyLink } from "../ui/finding_row";
import { History, type Verdict } from "../ui/judge";
import { Chip, Empty, Failure, Loading, PageHead, Select, Text } from "../ui/parts";
import { PartyField } from "../ui/party_field";
import { PassageCard } from "../ui/passage";
import { Term } from "../ui/tip";
import { day, number, percent, plural } from "../words/format";

type Item = Schemas["Finding"];
type State = "open" | "reviewed" | "differ" | "all";

const kStates = [
  { value: "open", label: "not reviewed" },
  { value: "differ", label: "reviewers differ" },
  { value: "reviewed", label: "reviewed" },
  { value: "all", label: "all" },
];

const kKeys: [string, string][] = [
  ["j", "next finding"],
  ["k", "previous finding"],
  ["a", "accept: the machine read it right"],
  ["r", "reject: it misread; asks for a reason"],
  ["e", "correct it on its own page"],
  ["n", "note; changes nothing"],
  ["u", "undo your last judgement"],
  ["o", "open the finding"],
  ["?", "these keys"],
];

function Keys({ onClose }: { onClose: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} onClose={onClose} aria-label="Keys">
      <h2>Keys</h2>
      <dl class="facts">
        {kKeys.map(([key, means]) => (
          <>
            <dt key={key}>
              <kbd>{key}</kbd>
            </dt>
            <dd>{means}</dd>
          </>
        ))}
      </dl>
      <form method="dialog">
        <button autoFocus>Close</button>
      </form>
    </dialog>
  );
}

interface ReasonProps {
  verdict: Verdict;
  onSend: (reason: string) => void;
  onCancel: () => void;
}

function ReasonForm({ verdict, onSend, onCancel }: ReasonProps) {
  const field = useRef<HTMLInputElement>(null);
  // At once: the letters typed next are the reason, and no keys of the queue.
  useLayoutEffect(() => field.current?.focus(), []);
  const send = (event: Event) => {
    event.preventDefault();
    const reason = field.current?.value.trim();
    if (reason) onSend(reason);
  };
  return (
    <form class="row reason" onSubmit={send} onKeyDown={(event) => event.key === "Escape" && onCancel()}>
      <label class="field wide">
        {verdict === "note" ? "Your note" : "Why is it wrong?"}
        <input ref={field} required />
      </label>
      <button class="primary">Enter</button>
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
    </form>
  );
}

function Current({ item }: { item: Item }) {
  const { data, problem, again } = useData("/findings/{id}", { path: { id: item.id } });
  if (problem && !data) return <Failure problem={problem} again={again} />;
  if (!data) return <Loading what="the finding" />;
  const { finding } = data;
  const { agreement } = item.decision;
  return (
    <div class="stack">
      <div class="card">
        <div class="row">
          <PartyLink party={finding.party} />
          <Chip of={finding.relation} />
          <span class="small">
            <Term of="scope">scope</Term>: <Chip of={finding.scope} />
          </span>
          <Chip of={finding.type} tone="deed" />
          {finding.grade && <Chip of={finding.grade} />}
          {agreement && <Chip of={agreement} tone={agreement === "differ" ? "warn" : "inline"} />}
          <span class="small quiet">
            {plural(finding.origins, "origin")} · <Term of="confidence">confidence</Term> {percent(finding.confidence)}
          </span>
        </div>
        <p class="why">
          <Text of={finding.why} />
        </p>
      </div>
      <div class="cols">
        <PassageCard passage={data.word} side="word" heading="What was said" />
        <PassageCard passage={data.deed} side="deed" heading="What is reported" />
      </div>
      {data.history.length > 0 && (
        <section class="card">
          <h2>Judged before</h2>
          <History reviews={data.history} />
        </section>
      )}
    </div>
  );
}

interface QueueListProps {
  items: Item[];
  at: number;
  onPick: (item: Item) => void;
  more: () => void;
}

function QueueList({ items, at, onPick, more }: QueueListProps) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
    if (at >= items.length - 10) more();
  }, [at, items.length]);
  return (
    <ol class="queue" ref={list}>
      {items.map((item, index) => (
        <li key={item.id}>
          <button aria-current={index === at ? "true" : undefined} onClick={() => onPick(item)}>
            <span class="row small">
              <Text of={item.party?.name} />
              <span class="quiet num">{day(item.date)}</span>
              {item.decision.verdict && <DecisionChip decision={item.decision} quiet />}
            </span>
            <span class="quote clamp">
              <Text of={item.word_text} />
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

interface Done {
  review: number;
  finding: string;
}

// What a reviewer has done here, newest last, and how to take it back.
function useJudging(item: Item | undefined, onJudged: () => void) {
  const [done, setDone] = useState<Done[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [said, setSaid] = useState("");
  const judge = async (verdict: Verdict, reason: string) => {
    if (!item) return;
    try {
      const review = (await addReview({ row: item.id, verdict, reason })).id;
      setDone((before) => [...before, { review, finding: item.id }]);
      setProblem(null);
      setSaid(`${verdict === "note" ? "Note entered" : verdict === "accept" ? "Accepted" : "Rejected"}. Press u to undo.`);
      if (verdict !== "note") onJudged();
      ledgerChanged();
    } catch (failure) {
      setProblem(failure as Problem);
    }
  };
  const undo = async () => {
    const last = done.at(-1);
    if (!last) return setSaid("Nothing to undo.");
    try {
      await undoReview(last.review);
      setDone((before) => before.slice(0, -1));
      setSaid("Taken back; the log keeps both.");
      setProblem(null);
      setQuery({ at: last.finding }, { replace: true });
      ledgerChanged();
    } catch (failure) {
      setProblem(failure as Problem);
    }
  };
  return { judge, undo, done, problem, said };
}

export function ReviewPage(props: PageProps) {
  const { session } = useHere();
  if (mayReview(session)) return <Queue {...props} />;
  return (
    <div class="stack">
      <PageHead title="Review" />
      <Empty title="The queue is for reviewers">
        <p>You may read this ledger. To judge what the machine read, ask whoever runs this server for the role of a reviewer.</p>
        <p>
          <a class="button" href="/findings">
            All findings
          </a>
        </p>
      </Empty>
    </div>
  );
}

function Queue({ place }: PageProps) {
  const state = (place.query.get("state") || "open") as State;
  const party = place.query.get("party") ?? "";
  const everything = useAllFindings(party, "all");
  const list = { ...everything, items: useMemo(() => everything.items.filter((one) => state === "all" || stateOf(one.decision) === state), [everything.items, state]) };
  const [asking, setAsking] = useState<Verdict | null>(null);
  const [keys, setKeys] = useState(false);
  const wanted = place.query.get("at");
  const at = Math.max(0, list.items.findIndex((item) => item.id === wanted));
  const item = list.items[at];
  const go = (index: number) => {
    const next = list.items[Math.max(0, Math.min(list.items.length - 1, index))];
    setAsking(null);
    if (next) setQuery({ at: next.id }, { replace: true });
  };
  const judging = useJudging(item, () => go(at + 1 < list.items.length ? at + 1 : at - 1));
  const actions: Record<string, () => void> = useMemo(
    () => ({
      j: () => go(at + 1),
      k: () => go(at - 1),
      o: () => item && navigate(findingAddress(item.id)),
      e: () => item && navigate(findingAddress(item.id)),
      "?": () => setKeys(true),
      a: () => item && void judging.judge("accept", ""),
      r: () => setAsking("reject"),
      n: () => setAsking("note"),
      u: () => void judging.undo(),
    }),
    [at, item, list.items, judging.done],
  );
  // Before the next frame, so that a quick second key is never answered as things were before the first.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.target as Element).closest("input, textarea, select, dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [actions]);

  const total = everything.items.length;
  const reviewed = everything.items.filter((one) => stateOf(one.decision) !== "open").length;
  return (
    <div class="stack">
      <PageHead title="Review">Was it read right? Judge the reading, not the party: whether words were honoured is for those who use this ledger to say.</PageHead>
      <div class="filters">
        <Select label="Show" value={state} options={kStates} onChange={(value) => setQuery({ state: value, at: "" })} />
        <PartyField value={party} onChange={(value) => setQuery({ party: value, at: "" })} />
        {total > 0 && (
          <div class="progress small">
            {number(reviewed)} of {plural(total, "finding")} judged, {number(judging.done.length)} by you now
            <div class="meter" role="progressbar" aria-label="Findings judged" aria-valuemin={0} aria-valuemax={total} aria-valuenow={reviewed}>
              <i style={{ width: `${(reviewed / total) * 100}%` }} />
            </div>
          </div>
        )}
        <button onClick={() => setKeys(true)}>
          Keys <kbd>?</kbd>
        </button>
      </div>
      {list.problem && <Failure problem={list.problem} again={list.again} />}
      {judging.problem && <Failure problem={judging.problem} />}
      <p class="small" role="status" aria-live="polite">
        {judging.said}
      </p>
      {!item && !list.loading && (
        <Empty title={state === "open" ? "Nothing waits for a review" : "No finding of this state"}>
          <p>Findings come in with new documents. Two reviewers who judge one finding differently bring it up under “reviewers differ”.</p>
        </Empty>
      )}
      {!item && list.loading && <Loading what="the queue" />}
      {item && (
        <div class="reviewing">
          <QueueList items={list.items} at={at} onPick={(one) => setQuery({ at: one.id }, { replace: true })} more={list.more} />
          <div class="stack">
              <div class="row verdicts" role="group" aria-label="Your judgement">
                <button onClick={actions["a"]}>
                  Accept <kbd>a</kbd>
                </button>
                <button onClick={actions["r"]}>
                  Reject <kbd>r</kbd>
                </button>
                <button onClick={actions["e"]}>
                  Correct <kbd>e</kbd>
                </button>
                <button onClick={actions["n"]}>
                  Note <kbd>n</kbd>
                </button>
                <button onClick={actions["u"]} disabled={judging.done.length === 0}>
                  Undo <kbd>u</kbd>
                </button>
                {item.decision.agreement === "differ" && (
                  <span class="chip warn">
                    <Term of="adjudicate">decide between reviewers</Term>
                  </span>
                )}
              </div>
            {asking && (
              <ReasonForm
                verdict={asking}
                onCancel={() => setAsking(null)}
                onSend={(reason) => {
                  setAsking(null);
                  void judging.judge(asking, reason);
                }}
              />
            )}
            <Current key={item.id} item={item} />
          </div>
        </div>
      )}
      {keys && <Keys onClose={() => setKeys(false)} />}
    </div>
  );
}
