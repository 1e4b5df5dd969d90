// Who is who, as people say it: two names are one party's, or are two parties', or a name means another in one document.
// Each is an entry of the log; everything counted over documents follows, and what the texts say stays as it was read.

import { useState } from "preact/hooks";
import { addPartyWord, undoPartyWord, useData, type Problem, type Schemas } from "../api/client";
import { ledgerChanged } from "../api/version";
import { addressOf } from "../router";
import { mayReview, useHere } from "../session";
import { moment } from "../words/format";
import { Failure, Text } from "./parts";

type Actor = Schemas["Actor"];
type Word = Schemas["PartyWord"];
type Kind = "one" | "two" | "elsewhere";

const kKinds: { kind: Kind; name: string; other: string; hint: string }[] = [
  { kind: "one", name: "Merge", other: "is the same party as", hint: "Words and deeds of both are shown and counted as one party's." },
  { kind: "two", name: "Hold apart", other: "is not the same party as", hint: "Takes an earlier merge of the two back, and forbids it." },
  { kind: "elsewhere", name: "Split off a document", other: "means another party in document", hint: "In that document the name is another's: its rows leave this party." },
];

export function OneOrTwo({ actor }: { actor: Actor }) {
  const { session } = useHere();
  const [kind, setKind] = useState<Kind>("one");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [said, setSaid] = useState("");
  const parties = useData("/parties", { query: { limit: 500, sort: "name" } });
  const chosen = kKinds.find((one) => one.kind === kind) as (typeof kKinds)[number];
  if (!mayReview(session))
    return (
      <section class="card">
        <h2>One party or two?</h2>
        <p class="small quiet">Reviewers may merge this party with another, or split it.</p>
      </section>
    );
  const send = async (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    setProblem(null);
    try {
      await addPartyWord({ kind, party: actor.party.key, other: text("other").replace("sha256:", ""), reason: text("reason"), ...(kind === "elsewhere" && text("other_name") ? { other_name: text("other_name") } : {}) });
      setSaid("Entered in the log.");
      form.reset();
      ledgerChanged();
    } catch (failure) {
      setProblem(failure as Problem);
    }
  };
  return (
    <section class="card">
      <h2>One party or two?</h2>
      <form class="stack" onSubmit={send}>
        <div class="row" role="group" aria-label="What to say">
          {kKinds.map((one) => (
            <button type="button" key={one.kind} aria-pressed={kind === one.kind} onClick={() => setKind(one.kind)}>
              {one.name}
            </button>
          ))}
        </div>
        <p class="small quiet">{chosen.hint}</p>
        <label class="field">
          <span>
            <Text of={actor.party.name} /> {chosen.other}
          </span>
          <input name="other" required list={kind === "elsewhere" ? undefined : "other-parties"} placeholder={kind === "elsewhere" ? "3f2a9c1b, from the article's page" : "name or key"} autocomplete="off" />
        </label>
        <datalist id="other-parties">{parties.data?.items.filter((one) => one.party.key !== actor.party.key).map((one) => <option key={one.party.key} value={one.party.key}>{one.party.name}</option>)}</datalist>
        {kind === "elsewhere" && (
          <label class="field">
            Who it is there, if you know
            <input name="other_name" autocomplete="off" />
          </label>
        )}
        <label class="field">
          Reason, for those who read this later
          <input name="reason" required autocomplete="off" />
        </label>
        <div class="row">
          <button class="primary">Enter it in the log</button>
          <span role="status" class="small">
            {said}
          </span>
        </div>
        {problem && <Failure problem={problem} />}
      </form>
    </section>
  );
}

function Told({ word, own }: { word: Word; own: string }) {
  const other = word.party.key === own ? word.other : word.party;
  if (word.kind === "elsewhere")
    return (
      <>
        Another party{word.other.name ? <>, <Text of={word.other.name} />,</> : ""} in <a href={addressOf({ page: "document", id: word.other.key })}>one document</a>
      </>
    );
  return (
    <>
      {word.kind === "one" ? "The same party as " : "Not the same party as "}
      <a href={addressOf({ page: "actor", id: other.key })}>
        <Text of={other.name || other.key} />
      </a>
    </>
  );
}

export function Judgements({ of: actor }: { of: Actor }) {
  const { session } = useHere();
  const [problem, setProblem] = useState<Problem | null>(null);
  if (actor.judgements.length === 0) return <p class="small quiet">Nobody has said that this is one party with another, or two.</p>;
  return (
    <>
      <ol class="rows small">
        {actor.judgements.map((word) => (
          <li key={word.id} class={word.undone ? "undone" : ""}>
            <div>
              <Told word={word} own={actor.party.key} />
            </div>
            <div class="row">
              <b>
                <Text of={word.who} />
              </b>
              <span class="quiet num">{moment(word.at)}</span>
              {word.undone && <span class="quiet">withdrawn</span>}
              {!word.undone && mayReview(session) && (session.local || word.who === session.user) && (
                <button class="plain" onClick={() => undoPartyWord(word.id).then(ledgerChanged, setProblem)}>
                  Withdraw
                </button>
              )}
            </div>
            {word.reason && <Text of={word.reason} />}
          </li>
        ))}
      </ol>
      {problem && <Failure problem={problem} />}
    </>
  );
}
