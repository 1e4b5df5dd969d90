// Who reports an incident: one entry for each independent origin, its copies folded beneath it.

import type { Schemas } from "../api/client";
import { count, day, number, plural } from "../words/format";
import { documentAddress } from "./finding_row";
import { Chip, Text } from "./parts";
import { Term } from "./tip";

type Group = Schemas["OriginGroup"];
type Report = Schemas["Report"];

export function Casualties({ killed, injured }: { killed: Schemas["Count"] | null; injured: Schemas["Count"] | null }) {
  if (!killed && !injured) return null;
  return (
    <span class="small num">
      {killed && `killed: ${count(killed)}`}
      {killed && injured && " · "}
      {injured && `injured: ${count(injured)}`}
    </span>
  );
}

function ReportItem({ report }: { report: Report }) {
  return (
    <li>
      <a class="quote" href={documentAddress(report.document.id, report.id)}>
        <Text of={report.sentence} />
      </a>
      <div class="row small quiet">
        <span>
          <Text of={report.document.publisher || report.document.short} />, {day(report.document.published)}
        </span>
        <Chip of={report.stance} tone={report.stance === "denied" ? "warn" : "deed"} />
        {report.factuality && <Chip of={report.factuality} />}
        {report.said_by && (
          <span>
            <Term of="according_to">according to</Term> <Text of={report.said_by} />
          </span>
        )}
        <Casualties killed={report.killed} injured={report.injured} />
      </div>
    </li>
  );
}

function copiesOf(group: Group): Group["documents"] {
  return group.documents.filter((document) => document.id !== group.origin);
}

export function Origins({ origins }: { origins: Group[] }) {
  const reports = origins.reduce((sum, group) => sum + group.reports.length, 0);
  return (
    <section class="card">
      <h2>
        Reported by {number(origins.length)} independent <Term of="origin">{origins.length === 1 ? "origin" : "origins"}</Term>
        <span class="quiet small"> in {plural(reports, "report")}</span>
      </h2>
      <ol class="rows">
        {origins.map((group) => {
          const copies = copiesOf(group);
          const first = group.reports.filter((report) => report.document.id === group.origin);
          const shown = first.length ? first : group.reports.slice(0, 1);
          const folded = group.reports.filter((report) => !shown.includes(report));
          return (
            <li key={group.origin}>
              <ul class="stack">
                {shown.map((report) => (
                  <ReportItem key={report.id} report={report} />
                ))}
              </ul>
              {copies.length > 0 && (
                <details class="small">
                  <summary>
                    {plural(copies.length, "copy", "copies")} of this text, counted once
                  </summary>
                  <ul class="stack">
                    {folded.map((report) => (
                      <ReportItem key={report.id} report={report} />
                    ))}
                    {folded.length === 0 &&
                      copies.map((document) => (
                        <li key={document.id}>
                          <a href={documentAddress(document.id)}>
                            <Text of={document.title || document.short} />
                          </a>{" "}
                          <span class="quiet">
                            <Text of={document.publisher} />, {day(document.published)}
                          </span>
                        </li>
                      ))}
                  </ul>
                </details>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
