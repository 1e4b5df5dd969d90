// An actor: its names, what it was when, and what reviewers said about who is who.

import type { PageProps } from "../app";
import { useData, type Schemas } from "../api/client";
import { partyAddress, PartyLink } from "../ui/finding_row";
import { Judgements, OneOrTwo } from "../ui/identity";
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
        <OneOrTwo actor={data} />
        <section class="card">
          <h2>What reviewers said</h2>
          <Judgements of={data} />
        </section>
      </div>
    </div>
  );
}
