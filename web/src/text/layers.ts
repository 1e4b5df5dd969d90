// A document's record as layers: rows for the list beside the text, and marks on the text. A row's id is that of the
// ledger ("3f2a9c1b:s4").

import type { Schemas } from "../api/client";
import type { Mark } from "./article";

type Record_ = Schemas["Record"];
type Span = number[] | null | undefined;

export const kLayers = ["statements", "events", "obligations", "actors", "places", "times"] as const;
export type Layer = (typeof kLayers)[number];

// How a field is amended: from a closed list, as a span of bytes, or in words.
export const kFieldKinds = { function: "list", type: "list", factuality: "list", polarity: "list", quote: "list", kind: "list", aggregate: "list", span: "span", text: "text" } as const;

export interface LayerRow {
  id: string;
  layer: Layer;
  depth: number; // of an attribution inside attributions
  begin: number; // first byte, for the order of the list
  marks: Mark[];
  title: string; // who, or what
  chips: string[]; // codes with explanations
  facts: string; // the rest in words
  fields: { name: string; value: string; kind: keyof typeof kFieldKinds }[]; // what a reviewer may amend
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

// From the first to the last byte of the marks of a name: "120-164".
function spanText(marks: Mark[], name: string): string {
  const own = marks.filter((one) => one.name.startsWith(name));
  return own.length ? `${Math.min(...own.map((one) => one.begin))}-${Math.max(...own.map((one) => one.end))}` : "";
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
        { name: "on_behalf", value: behalf, kind: "text" },
        { name: "target", value: target, kind: "text" },
        { name: "function", value: statement.function, kind: "function" },
        { name: "quote", value: statement.quote, kind: "quote" },
        { name: "span", value: spanText(marks, "statement"), kind: "span" },
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
        { name: "aggregate", value: event.aggregate ? "yes" : "no", kind: "aggregate" },
        { name: "span", value: spanText(marks, "event"), kind: "span" },
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
        { name: "beneficiary", value: kName(record, obligation.beneficiary), kind: "text" },
        { name: "kind", value: obligation.kind, kind: "kind" },
        { name: "span", value: spanText(marks, "obligation"), kind: "span" },
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
