// A document's record as layers: rows for the list beside the text, and marks on the text. A row's id is that of the
// ledger ("3f2a9c1b:s4").

import type { Schemas } from "../api/client";
import type { Mark } from "./article";

type Record_ = Schemas["Record"];
type Span = number[] | null | undefined;

export const kLayers = ["statements", "events", "obligations", "actors", "places", "times"] as const;
export type Layer = (typeof kLayers)[number];

export interface LayerRow {
  id: string;
  layer: Layer;
  depth: number; // of an attribution inside attributions
  begin: number; // first byte, for the order of the list
  marks: Mark[];
  title: string; // who, or what
  chips: string[]; // codes with explanations
  facts: string; // the rest in words
  fields: { name: string; value: string; kind: "function" | "type" | "factuality" | "polarity" | "span" | "text" }[];
}

const kName = (record: Record_, id: string | null | undefined): string => (id ? (record.actors.find((actor) => actor.id === id)?.name ?? id) : "");

function mark(name: Mark["name"], span: Span, row: string): Mark[] {
  return span && (span[1] as number) > (span[0] as number) ? [{ name, begin: span[0] as number, end: span[1] as number, row }] : [];
}

function first(marks: Mark[]): number {
  return marks.reduce((least, one) => Math.min(least, one.begin), Number.MAX_SAFE_INTEGER);
}

// How many attributions a statement stands in. A record that loops (it should not) ends all the same.
export function depthOf(statements: { id: string; within: string | null }[], id: string): number {
  let depth = 0;
  let at = statements.find((statement) => statement.id === id)?.within;
  while (at && depth < statements.length) {
    depth += 1;
    at = statements.find((statement) => statement.id === at)?.within;
  }
  return depth;
}

function spanText(marks: Mark[], name: string): string {
  return marks
    .filter((one) => one.name.startsWith(name))
    .map((one) => `${one.begin}-${one.end}`)
    .join(" ");
}

function statementRows(record: Record_, short: string): LayerRow[] {
  return record.statements.map((statement) => {
    const id = `${short}:${statement.id}`;
    const depth = depthOf(record.statements, statement.id);
    const paint = `statement-${Math.min(depth, 2)}` as Mark["name"];
    const marks = [
      ...statement.content.flatMap((span) => mark(paint, span, id)),
      ...statement.cue.flatMap((span) => mark("cue", span, id)),
      ...mark("source", statement.speaker_span, id),
    ];
    const speaker = kName(record, statement.speaker);
    const behalf = kName(record, statement.on_behalf);
    const target = kName(record, statement.target);
    return {
      id,
      layer: "statements",
      depth,
      begin: first(marks),
      marks,
      title: speaker || "somebody the text does not name",
      chips: [statement.function, statement.quote, ...(statement.denial_type ? [statement.denial_type] : [])],
      facts: [behalf && behalf !== speaker ? `for ${behalf}` : "", target ? `to or about ${target}` : ""].filter(Boolean).join(", "),
      fields: [
        { name: "speaker", value: speaker, kind: "text" },
        { name: "function", value: statement.function, kind: "function" },
        { name: "content", value: spanText(marks, "statement"), kind: "span" },
      ],
    };
  });
}

function eventRows(record: Record_, short: string): LayerRow[] {
  return record.events.map((event) => {
    const id = `${short}:${event.id}`;
    const marks = [...mark("event", event.trigger, id), ...mark("source", event.actor_span, id), ...mark("source", event.recipient_span, id)];
    const actor = kName(record, event.actor);
    const recipient = kName(record, event.recipient);
    return {
      id,
      layer: "events",
      depth: 0,
      begin: event.trigger[0] as number,
      marks,
      title: `${actor || "nobody named"}${recipient ? ` → ${recipient}` : ""}`,
      chips: [event.type, event.factuality, ...(event.aggregate ? ["aggregate"] : []), ...(event.background ? ["background"] : [])],
      facts: event.mode ?? "",
      fields: [
        { name: "actor", value: actor, kind: "text" },
        { name: "recipient", value: recipient, kind: "text" },
        { name: "type", value: event.type, kind: "type" },
        { name: "factuality", value: event.factuality, kind: "factuality" },
        { name: "trigger", value: spanText(marks, "event"), kind: "span" },
      ],
    };
  });
}

function obligationRows(record: Record_, short: string): LayerRow[] {
  return record.obligations.map((obligation) => {
    const id = `${short}:${obligation.id}`;
    const marks = [...mark("obligation", obligation.conduct, id), ...mark("source", obligation.party_span, id)];
    const party = kName(record, obligation.party);
    return {
      id,
      layer: "obligations",
      depth: 0,
      begin: first(marks),
      marks,
      title: party || "nobody named",
      chips: [obligation.kind, obligation.polarity, obligation.type],
      facts: obligation.beneficiary ? `about ${kName(record, obligation.beneficiary)}` : "",
      fields: [
        { name: "party", value: party, kind: "text" },
        { name: "polarity", value: obligation.polarity, kind: "polarity" },
        { name: "type", value: obligation.type, kind: "type" },
        { name: "conduct", value: spanText(marks, "obligation"), kind: "span" },
      ],
    };
  });
}

function nameRows(record: Record_, short: string): LayerRow[] {
  const plain = (id: string, layer: Layer, paint: Mark["name"], title: string, spans: number[][], chips: string[], facts: string): LayerRow => {
    const marks = spans.flatMap((span) => mark(paint, span, id));
    return { id, layer, depth: 0, begin: first(marks), marks, title, chips, facts, fields: [] };
  };
  const actors = record.actors.map((actor) => plain(`${short}:${actor.id}`, "actors", "actor", actor.name, actor.mentions, actor.registry ? ["registry"] : [], [actor.kind.replaceAll("_", " "), actor.role].filter(Boolean).join(", ")));
  const places = record.places.map((place) => plain(`${short}:${place.id}`, "places", "place", place.name, place.mentions, place.precision ? [place.precision] : [], place.country ?? ""));
  const times = record.times.map((time, index) => plain(`${short}:t${index + 1}`, "times", "time", time.value || "not resolved", (time as { mentions?: number[][] }).mentions ?? [], [], [time.start, time.end].filter(Boolean).join(" to ")));
  return [...actors, ...places, ...times].filter((row) => row.marks.length > 0);
}

// Rows in the order of the text; a nested attribution comes after the one that holds it.
export function layerRows(record: Record_, short: string): LayerRow[] {
  const rows = [...statementRows(record, short), ...eventRows(record, short), ...obligationRows(record, short), ...nameRows(record, short)];
  return rows.sort((a, b) => kLayers.indexOf(a.layer) - kLayers.indexOf(b.layer) || a.begin - b.begin || a.depth - b.depth);
}
