// One word, one deed, as cards of the party page.

import type { Schemas } from "../api/client";
import { addressOf } from "../router";
import { day, days, plural } from "../words/format";
import { documentAddress, findingAddress } from "./finding_row";
import { Chip, Text } from "./parts";

export interface Deed {
  id: string;
  start: string | null;
  end: string | null;
  incident?: Schemas["Incident"];
  allegation?: Schemas["Event"];
}

export function WordCard({ word }: { word: Schemas["Word"] }) {
  return (
    <article class="wordcard">
      <div class="row small">
        <span class="num">{day(word.date)}</span>
        <Chip of={word.kind} quiet />
        {word.status && <Chip of={word.status} quiet />}
      </div>
      <a class="quote clamp" href={documentAddress(word.document.id, word.id)} title={word.sentence}>
        <Text of={word.text} />
      </a>
      <div class="small quiet one">
        {word.polarity && `${word.polarity === "refrain" ? "to refrain from" : "to do"} ${word.type} · `}
        {word.to && (
          <>
            to <Text of={word.to} /> ·{" "}
          </>
        )}
        {word.meets.length > 0 ? (
          word.meets.slice(0, 3).map((meeting, index) => (
            <a key={meeting.finding} href={findingAddress(meeting.finding)}>
              {index > 0 && ", "}
              {meeting.relation === "contradicts" ? "a deed against it" : "a deed in line"}
            </a>
          ))
        ) : (
          <Text of={word.document.publisher} />
        )}
        {word.meets.length > 3 && `, and ${word.meets.length - 3} more`}
      </div>
    </article>
  );
}

export function DeedCard({ deed }: { deed: Deed }) {
  const { incident, allegation } = deed;
  if (incident)
    return (
      <article class="deedcard">
        <div class="row small">
          <span class="num">{days(incident.start, incident.end)}</span>
          <Chip of={incident.type} tone="deed" quiet />
          <Chip of={incident.grade} quiet />
        </div>
        <a class="quote clamp" href={addressOf({ page: "incident", id: incident.id })}>
          <Text of={incident.words} />
          {incident.recipient && (
            <>
              {" → "}
              <Text of={incident.recipient} />
            </>
          )}
        </a>
        <div class="small quiet one">
          {plural(incident.reports, "report")} of {plural(incident.origins, "origin")}
          {incident.place && (
            <>
              {" "}
              · <Text of={incident.place.name} />
            </>
          )}
        </div>
      </article>
    );
  if (!allegation) return null;
  return (
    <article class="deedcard aggregate">
      <div class="row small">
        <span class="num">{day(allegation.date)}</span>
        <Chip of={allegation.type} tone="deed" quiet />
        <Chip of="aggregate" quiet />
      </div>
      <a class="quote clamp" href={documentAddress(allegation.document.id, allegation.id)} title={allegation.sentence}>
        <Text of={allegation.sentence} />
      </a>
      <div class="small quiet one">
        <Text of={allegation.document.publisher} />
        {allegation.said_by && (
          <>
            , according to <Text of={allegation.said_by} />
          </>
        )}
      </div>
    </article>
  );
}
