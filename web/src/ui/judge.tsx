// A person's judgement of a row: accept, reject, amend, note; and the history of those before. The machine's reading
// is never overwritten.

import { useState } from "preact/hooks";
import { addReview, undoReview, type Problem, type Schemas } from "../api/client";
import { ledgerChanged } from "../api/version";
import { mayReview, useHere } from "../session";
import { moment } from "../words/format";
import { labelOf } from "../words/terms";
import { Chip, Failure, Text } from "./parts";

export type Verdict = "accept" | "reject" | "amend" | "note"; // what a person may enter
type Review = Schemas["Review"];

export interface AmendField {
  name: string; // of the row's field
  label: string;
  value: string;
  options?: string[]; // a closed list; free text when not given
}

interface JudgeProps {
  row: string;
  fields?: AmendField[];
  onDone?: (review: Review) => void;
}

const kNames: Record<Verdict, string> = { accept: "Accept", reject: "Reject", amend: "Correct", note: "Note" };

function AmendForm({ fields, values, onChange }: { fields: AmendField[]; values: Record<string, string>; onChange: (name: string, value: string) => void }) {
  return (
    <div class="filters">
      {fields.map((field) => (
        <label class="field" key={field.name}>
          {field.label}
          {field.options ? (
            <select value={values[field.name] ?? field.value} onChange={(event) => onChange(field.name, event.currentTarget.value)}>
              {!field.options.includes(field.value) && <option value={field.value}>{labelOf(field.value) || "(none)"}</option>}
              {field.options.map((option) => (
                <option key={option} value={option}>
                  {labelOf(option)}
                </option>
              ))}
            </select>
          ) : (
            <input value={values[field.name] ?? field.value} onInput={(event) => onChange(field.name, event.currentTarget.value)} />
          )}
        </label>
      ))}
    </div>
  );
}

export function Judge({ row, fields = [], onDone }: JudgeProps) {
  const { session } = useHere();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [reason, setReason] = useState("");
  const [values, setValues] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  if (!mayReview(session)) return <p class="small quiet">You may read this ledger. To judge rows, ask for the role of a reviewer.</p>;
  const changed = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== fields.find((field) => field.name === name)?.value));
  const send = async (event: Event) => {
    event.preventDefault();
    if (!verdict) return;
    setBusy(true);
    setProblem(null);
    try {
      const review = await addReview({ row, verdict, reason, ...(verdict === "amend" ? { fields: changed } : {}) });
      setVerdict(null);
      setReason("");
      setValues({});
      ledgerChanged();
      onDone?.(review);
    } catch (failure) {
      setProblem(failure as Problem);
    } finally {
      setBusy(false);
    }
  };
  const choices: Verdict[] = fields.length ? ["accept", "reject", "amend", "note"] : ["accept", "reject", "note"];
  return (
    <form class="judge stack" onSubmit={send}>
      <div class="row" role="group" aria-label="Your judgement">
        {choices.map((choice) => (
          <button type="button" key={choice} aria-pressed={verdict === choice} onClick={() => setVerdict(verdict === choice ? null : choice)}>
            {kNames[choice]}
          </button>
        ))}
      </div>
      {verdict && (
        <>
          {verdict === "amend" && <AmendForm fields={fields} values={values} onChange={(name, value) => setValues({ ...values, [name]: value })} />}
          <label class="field">
            {verdict === "note" ? "Your note" : "Reason, for those who read this later"}
            <textarea rows={2} value={reason} required={verdict !== "accept"} onInput={(event) => setReason(event.currentTarget.value)} />
          </label>
          <div class="row">
            <button class="primary" disabled={busy || (verdict === "amend" && Object.keys(changed).length === 0)}>
              Enter it in the log
            </button>
            <button type="button" onClick={() => setVerdict(null)}>
              Cancel
            </button>
          </div>
        </>
      )}
      {problem && <Failure problem={problem} />}
    </form>
  );
}

export function History({ reviews }: { reviews: Review[] }) {
  const { session } = useHere();
  const [problem, setProblem] = useState<Problem | null>(null);
  const undo = (id: number) => undoReview(id).then(ledgerChanged, setProblem);
  if (reviews.length === 0) return <p class="small quiet">Nobody has judged this yet. What is shown is the machine's reading.</p>;
  return (
    <>
      <ol class="rows small">
        {reviews.map((review) => (
          <li key={review.id} class={review.undone ? "undone" : ""}>
            <div class="row">
              <Chip of={review.verdict} tone={review.verdict === "reject" ? "against" : review.verdict === "note" ? "" : "inline"} />
              <b>
                <Text of={review.who} />
              </b>
              <span class="quiet num">{moment(review.at)}</span>
              {review.undone && <span class="quiet">withdrawn</span>}
              {review.undoes !== null && <span class="quiet">withdraws review {review.undoes}</span>}
              {!review.undone && review.undoes === null && mayReview(session) && (session.local || review.who === session.user) && (
                <button class="plain" onClick={() => undo(review.id)}>
                  Withdraw
                </button>
              )}
            </div>
            {Object.entries(review.fields).map(([name, value]) => (
              <div key={name}>
                {labelOf(name)}: <Text of={String(value)} />
              </div>
            ))}
            {review.reason && <Text of={review.reason} />}
          </li>
        ))}
      </ol>
      {problem && <Failure problem={problem} />}
    </>
  );
}
