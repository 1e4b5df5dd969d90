import { useState } from "preact/hooks";
import type { PageProps } from "../app";
import { addReview, get, useData, type Problem, type Schemas } from "../api/client";
import { ledgerChanged } from "../api/version";
import { mayReview, useHere } from "../session";
import { FindingRow, PartyLink } from "../ui/finding_row";
import { History, Judge } from "../ui/judge";
import { Casualties, Origins } from "../ui/origins";
import { Chip, Failure, Loading, PageHead, Text } from "../ui/parts";
import { Term } from "../ui/tip";
import { day, days, plural } from "../words/format";

type Group = Schemas["OriginGroup"];

// Merging and splitting are reviews of reports: they are entered in the log and can be withdrawn.
function OneAct({ origins }: { origins: Group[] }) {
  const { session } = useHere();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [said, setSaid] = useState("");
  const reports = origins.flatMap((group) => group.reports).filter((report) => report.stance === "told");
  if (!mayReview(session) || reports.length === 0) return null;
  const send = async (event: Event, fieldsOf: (data: FormData) => Promise<{ row: string; fields: Record<string, string> }>) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    setProblem(null);
    try {
      await addReview({ ...(await fieldsOf(data)), verdict: "amend", reason: String(data.get("reason")) });
      setSaid("Entered in the log.");
      form.reset();
      ledgerChanged();
    } catch (failure) {
      setProblem(failure as Problem);
    }
  };
  const first = reports[0] as Schemas["Report"];
  const merge = async (data: FormData) => {
    const other = await get("/incidents/{id}", { path: { id: String(data.get("other")).trim() } });
    const report = other.origins.flatMap((group) => group.reports)[0];
    return { row: first.id, fields: { same_as: report?.id ?? "" } };
  };
  const split = async (data: FormData) => {
    const row = String(data.get("report"));
    return { row, fields: { not_same_as: (reports.find((report) => report.id !== row) ?? first).id } };
  };
  return (
    <section class="card stack">
      <h2>One act or several?</h2>
      {reports.length > 1 && (
        <form class="filters" onSubmit={(event) => send(event, split)}>
          <label class="field">
            Split: this report tells another act
            <select name="report">
              {reports.map((report) => (
                <option key={report.id} value={report.id}>
                  {report.document.publisher || report.document.short}, {day(report.document.published)}: {report.words}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            Reason
            <input name="reason" required />
          </label>
          <button>Split</button>
        </form>
      )}
      <form class="filters" onSubmit={(event) => send(event, merge)}>
        <label class="field">
          Merge: it is the same act as incident
          <input name="other" required placeholder="3f2a9c1b:i1" />
        </label>
        <label class="field">
          Reason
          <input name="reason" required />
        </label>
        <button>Merge</button>
      </form>
      <p role="status" class="small">
        {said}
      </p>
      {problem && <Failure problem={problem} />}
    </section>
  );
}

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
      <OneAct origins={data.origins} />
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
