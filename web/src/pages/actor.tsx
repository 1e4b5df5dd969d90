// An actor: its names, what it was when, and what reviewers said about who is who.

import { useState } from "preact/hooks";
import type { PageProps } from "../app";
import { addReview, useData, type Problem, type Schemas } from "../api/client";
import { ledgerChanged } from "../api/version";
import { mayReview, useHere } from "../session";
import { partyAddress, PartyLink } from "../ui/finding_row";
import { History } from "../ui/judge";
import { Chip, Failure, Loading, PageHead, Text } from "../ui/parts";
import { Term } from "../ui/tip";
import { days, number } from "../words/format";
import { labelOf } from "../words/terms";

type Actor = Schemas["Actor"];

function Roles({ roles }: { roles: Actor["roles"] }) {
  if (roles.length === 0) return <p class="small quiet">The registry knows no offices or dates of it.</p>;
  return (
    <div class="tablebox" tabIndex={0} role="region" aria-label="Roles over time">
      <table class="plaintable">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Role</th>
            <th scope="col">Kind</th>
            <th scope="col">Belongs to</th>
            <th scope="col">Code</th>
          </tr>
        </thead>
        <tbody>
          {roles.map((role, index) => (
            <tr key={index}>
              <td class="num">{role.from || role.to ? days(role.from, role.to) : "always"}</td>
              <td>
                <Text of={role.role} />
              </td>
              <td>{labelOf(role.kind)}</td>
              <td>{role.parent && <PartyLink party={role.parent} />}</td>
              <td class="mono">{role.code}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// Merging and splitting are reviews like any other: they are entered in the log and can be withdrawn.
function Identity({ actor }: { actor: Actor }) {
  const { session } = useHere();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [said, setSaid] = useState("");
  if (!mayReview(session)) return null;
  const send = (field: "same_as" | "not_same_as") => async (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    setProblem(null);
    try {
      await addReview({ row: actor.party.key, verdict: "amend", reason: String(data.get("reason")), fields: { [field]: String(data.get("other")) } });
      setSaid("Entered in the log.");
      form.reset();
      ledgerChanged();
    } catch (failure) {
      setProblem(failure as Problem);
    }
  };
  return (
    <section class="card stack">
      <h2>One or two?</h2>
      <form class="filters" onSubmit={send("same_as")}>
        <label class="field">
          Merge: it is the same as (key of an actor)
          <input name="other" required />
        </label>
        <label class="field">
          Reason
          <input name="reason" required />
        </label>
        <button>Merge</button>
      </form>
      <form class="filters" onSubmit={send("not_same_as")}>
        <label class="field">
          Split: it is not the same as (name or key)
          <input name="other" required list="aliases" />
        </label>
        <datalist id="aliases">
          {actor.aliases.map((alias) => (
            <option key={alias} value={alias} />
          ))}
        </datalist>
        <label class="field">
          Reason
          <input name="reason" required />
        </label>
        <button>Split</button>
      </form>
      <p role="status" class="small">
        {said}
      </p>
      {problem && <Failure problem={problem} />}
    </section>
  );
}

export function ActorPage({ route }: PageProps) {
  const { data, problem, again } = useData("/actors/{key}", { path: { key: route.id ?? "" } });
  if (problem && !data) return <Failure problem={problem} again={again} />;
  if (!data) return <Loading what="the actor" />;
  return (
    <div class="stack">
      <PageHead crumbs={<a href="/actors">Actors</a>} title={<Text of={data.party.name} />}>
        {[labelOf(data.kind), data.country].filter(Boolean).join(", ")}{" "}
        {data.registry ? <Chip of="registry">in the registry</Chip> : "known from texts only"} · <a href={partyAddress(data.party.key)}>words and deeds</a>
      </PageHead>
      <div class="cols">
        <section class="card">
          <h2>
            <Term of="alias">Names</Term>
          </h2>
          {data.aliases.length === 0 ? (
            <p class="small quiet">No other name is known.</p>
          ) : (
            <ul class="row">
              {data.aliases.map((alias) => (
                <li key={alias} class="chip">
                  <Text of={alias} />
                </li>
              ))}
            </ul>
          )}
          <dl class="facts small">
            <dt>Key</dt>
            <dd class="mono">{data.party.key}</dd>
            <dt>Statements</dt>
            <dd>{number(data.counts.statements)}</dd>
            <dt>
              <Term of="incident">Incidents</Term>
            </dt>
            <dd>{number(data.counts.incidents)}</dd>
            {data.source && (
              <>
                <dt>Source</dt>
                <dd>
                  <Text of={data.source} />
                </dd>
              </>
            )}
          </dl>
        </section>
        <section class="card">
          <h2>Roles over time</h2>
          <Roles roles={data.roles} />
        </section>
      </div>
      <div class="cols">
        <Identity actor={data} />
        <section class="card">
          <h2>What reviewers said</h2>
          <History reviews={data.history} />
        </section>
      </div>
    </div>
  );
}
