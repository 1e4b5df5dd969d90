import type { PageProps } from "../app";
import { useData } from "../api/client";
import { FindingRow, PartyLink } from "../ui/finding_row";
import { History, Judge } from "../ui/judge";
import { Casualties, Origins } from "../ui/origins";
import { Chip, Failure, Loading, PageHead, Text } from "../ui/parts";
import { Term } from "../ui/tip";
import { days, plural } from "../words/format";

export function IncidentPage({ route }: PageProps) {
  const { data, problem, again } = useData("/incidents/{id}", { path: { id: route.id ?? "" } });
  if (problem && !data) return <Failure problem={problem} again={again} />;
  if (!data) return <Loading what="the incident" />;
  const { incident } = data;
  return (
    <div class="stack">
      <PageHead
        crumbs={
          <>
            <Term of="incident">Incident</Term> · <span class="mono">{incident.id}</span>
          </>
        }
        title={<Text of={incident.words} />}
      />
      <div class="cols">
        <section class="card">
          <h2>What the reports agree on</h2>
          <dl class="facts">
            <dt>Laid to</dt>
            <dd>
              <PartyLink party={incident.actor} />
            </dd>
            <dt>Hit or met</dt>
            <dd>{incident.recipient ? <Text of={incident.recipient} /> : <span class="quiet">not said</span>}</dd>
            <dt>When</dt>
            <dd>{days(incident.start, incident.end)}</dd>
            <dt>Where</dt>
            <dd>
              {incident.place ? (
                <>
                  <Text of={incident.place.name} /> <Chip of={incident.place.precision} />
                </>
              ) : (
                <span class="quiet">not said</span>
              )}
            </dd>
            <dt>
              <Term of="event_type">Type of act</Term>
            </dt>
            <dd>
              <Chip of={incident.type} />
            </dd>
            <dt>
              <Term of="grade">Grade</Term>
            </dt>
            <dd>
              <Chip of={incident.grade} /> {plural(incident.origins, "origin")}, {plural(incident.reports, "report")}
              {incident.denials > 0 && `, ${plural(incident.denials, "denial")}`}
              {incident.admissions > 0 && `, ${plural(incident.admissions, "admission")}`}
            </dd>
            {(incident.killed || incident.injured) && (
              <>
                <dt>Casualties</dt>
                <dd>
                  <Casualties killed={incident.killed} injured={incident.injured} /> <span class="small quiet">lowest to highest of the reports, never added up</span>
                </dd>
              </>
            )}
          </dl>
        </section>
        <section class="card">
          <h2>Judgement</h2>
          <Judge row={incident.id} />
          <History reviews={data.history} />
        </section>
      </div>
      <Origins origins={data.origins} />
      <section class="card">
        <h2>Words it meets</h2>
        {data.meets.length === 0 ? (
          <p class="quiet">No commitment, demand or denial in this ledger meets it.</p>
        ) : (
          <ul class="rows">
            {data.meets.map((finding) => (
              <li key={finding.id}>
                <FindingRow finding={finding} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
