// An actor: its names, what it was when, and what reviewers said about who is who.

import type { PageProps } from "../app";
import { useData, type Schemas } from "../api/client";
import { partyAddress, PartyLink } from "../ui/finding_row";
import { History } from "../ui/judge";
import { Chip, Failure, Loading, PageHead, Text } from "../ui/parts";
import { Term } from "../ui/tip";
import { number, period } from "../words/format";
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
              <td class="num">{period(role.from, role.to)}</td>
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

// Who is who is settled when a text is read, by the registry; a reviewer may correct it row by row. So a merge or a split
// is a line of a registry file, and this gives it ready to be altered.
function Identity({ actor }: { actor: Actor }) {
  const role = actor.roles[0];
  const columns = [actor.party.key, actor.party.name, [...actor.aliases, "ANOTHER NAME"].join("|"), "", "", "", actor.kind ?? "", actor.country ?? "-", role?.code ?? ""];
  return (
    <section class="card">
      <h2>One or two?</h2>
      <p class="small">
        <b>Merge.</b> To have another name read as this actor, put a line like this in a registry file of your own, with the name in place of ANOTHER NAME (columns are parted by tabs):
      </p>
      <pre class="small mono line" tabIndex={0} role="region" aria-label="A line for a registry file">
        <Text of={columns.join("\t")} />
      </pre>
      <p class="small">
        <b>Split.</b> Take the name out of this line and give it a line with a key of its own. Then read the texts anew with <code>--registry FILE</code>: every row says which of the two it means.
      </p>
      <p class="small">
        <b>One row only.</b> Open the row in its document and correct its speaker, actor or party there: that is entered in the log under your name.
      </p>
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
          <dl class="facts small spaced">
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
