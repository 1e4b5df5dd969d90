// A party: its words on the left, its reported deeds on the right, one axis of time between, and lines where they meet.

import { useMemo, useState } from "preact/hooks";
import type { PageProps } from "../app";
import { useData, type Schemas } from "../api/client";
import { useAllFindings } from "../all_findings";
import { withAcross } from "../findings";
import { setQuery } from "../router";
import { placeCards, scaleOf, ticksOf, yOf, type DayScale } from "../ui/axis";
import { kGradeChoices, kStatusChoices, kTypeChoices } from "../ui/choices";
import { DeedCard, WordCard, type Deed } from "../ui/party_cards";
import { Empty, Failure, Field, Figures, Loading, PageHead, Select, Text, Filters } from "../ui/parts";
import { Term } from "../ui/tip";
import { actorAddress } from "./actors";
import { day, dayNumber, month, number } from "../words/format";
import { labelOf } from "../words/terms";

type Page = Schemas["PartyPage"];
type Word = Schemas["Word"];

const kCard = 108;
const kMiddle = 260;
const kWordX = 86;
const kDeedX = 174;

function deedsOf(page: Page): Deed[] {
  const incidents = page.incidents.map((incident): Deed => ({ id: incident.id, start: incident.start, end: incident.end, incident }));
  const allegations = page.allegations.map((event): Deed => ({ id: event.id, start: event.date, end: event.date, allegation: event }));
  return [...incidents, ...allegations].sort((a, b) => (a.start ?? "9").localeCompare(b.start ?? "9") || a.id.localeCompare(b.id));
}

function oldestFirst(words: Word[]): Word[] {
  return [...words].sort((a, b) => (a.date ?? "9").localeCompare(b.date ?? "9") || a.id.localeCompare(b.id));
}

export interface Placed {
  scale: DayScale | null;
  wordTops: number[];
  deedTops: number[];
  height: number;
}

function placeAll(words: Word[], deeds: Deed[]): Placed {
  const height = Math.max(360, kCard * Math.max(words.length, deeds.length));
  const scale = scaleOf([...words.flatMap((word) => [word.date, word.deadline]), ...deeds.flatMap((deed) => [deed.start, deed.end])], height);
  const middle = (text: string | null) => {
    const at = dayNumber(text);
    return at === null || !scale ? height : yOf(scale, at);
  };
  return {
    scale,
    height,
    wordTops: placeCards(words.map((word) => middle(word.date)), kCard, height),
    deedTops: placeCards(deeds.map((deed) => middle(deed.start)), kCard, height),
  };
}

interface AxisProps {
  words: Word[];
  deeds: Deed[];
  placed: Placed;
  near: string | null; // the card under the pointer or with the focus
}

function Ticks({ scale }: { scale: DayScale }) {
  return (
    <>
      {ticksOf(scale).map((text) => {
        const y = yOf(scale, dayNumber(text) as number);
        return (
          <g key={text}>
            <line x1={kWordX} x2={kDeedX} y1={y} y2={y} stroke="var(--line)" />
            <text x={kMiddle / 2} y={y - 3} text-anchor="middle" class="tick">
              {scale.last - scale.first > 98 ? month(text) : day(text)}
            </text>
          </g>
        );
      })}
    </>
  );
}

// A span of days as a bar; a single day as a dot.
function Bar({ x, scale, start, end, tone }: { x: number; scale: DayScale; start: string | null; end: string | null; tone: string }) {
  const from = dayNumber(start);
  if (from === null) return null;
  const to = Math.max(from, dayNumber(end) ?? from);
  if (to === from) return <circle cx={x} cy={yOf(scale, from)} r="4" fill={tone} />;
  return <rect x={x - 4} y={yOf(scale, from) - 4} width="8" height={yOf(scale, to) - yOf(scale, from) + 8} rx="4" fill={tone} opacity="0.75" />;
}

function Axis({ words, deeds, placed, near }: AxisProps) {
  const { scale, height, wordTops, deedTops } = placed;
  if (!scale) return null;
  const y = (text: string | null) => {
    const at = dayNumber(text);
    return at === null ? null : yOf(scale, at);
  };
  const dim = (...ids: string[]) => (near && !ids.includes(near) ? "dim" : "");
  return (
    <svg class="axis" width={kMiddle} height={height} viewBox={`0 0 ${kMiddle} ${height}`} aria-hidden="true">
      <line x1={kWordX} x2={kWordX} y1="0" y2={height} stroke="var(--word)" opacity="0.5" />
      <line x1={kDeedX} x2={kDeedX} y1="0" y2={height} stroke="var(--deed)" opacity="0.5" />
      <Ticks scale={scale} />
      {words.map((word, index) => {
        const at = y(word.date);
        if (at === null) return null;
        const card = (wordTops[index] as number) + kCard / 2;
        return (
          <g key={word.id} class={dim(word.id)}>
            <path d={`M0 ${card} C ${kWordX / 2} ${card}, ${kWordX / 2} ${at}, ${kWordX} ${at}`} class="leader" />
            <Bar x={kWordX} scale={scale} start={word.date} end={word.deadline} tone="var(--word)" />
            {word.meets.map((meeting) => {
              const deed = deeds.find((one) => one.id === meeting.incident || one.id === meeting.event);
              const to = deed ? y(deed.start) : null;
              if (!deed || to === null) return null;
              return <path key={meeting.finding} d={`M${kWordX} ${at} C ${kMiddle / 2} ${at}, ${kMiddle / 2} ${to}, ${kDeedX} ${to}`} class={`meet ${meeting.relation} ${dim(word.id, deed.id)}`} />;
            })}
          </g>
        );
      })}
      {deeds.map((deed, index) => {
        const at = y(deed.start);
        if (at === null) return null;
        const card = (deedTops[index] as number) + kCard / 2;
        return (
          <g key={deed.id} class={dim(deed.id)}>
            <path d={`M${kMiddle} ${card} C ${(kMiddle + kDeedX) / 2} ${card}, ${(kMiddle + kDeedX) / 2} ${at}, ${kDeedX} ${at}`} class="leader" />
            <Bar x={kDeedX} scale={scale} start={deed.start} end={deed.end} tone="var(--deed)" />
          </g>
        );
      })}
    </svg>
  );
}

function PartyFilters({ value }: { value: (name: string) => string }) {
  const set = (name: string) => (text: string) => setQuery({ [name]: text });
  const kinds = ["commitment", "denial", "demand", "condition"].map((kind) => ({ value: kind, label: labelOf(kind) }));
  return (
    <Filters on={["kind", "status", "type", "grade", "place", "since", "until"].filter((name) => value(name)).length}>
      <Select label="Words" value={value("kind")} options={[{ value: "", label: "every kind" }, ...kinds]} onChange={set("kind")} />
      <Select label="Status" value={value("status")} options={kStatusChoices} onChange={set("status")} />
      <Select label="Type of act" value={value("type")} options={kTypeChoices} onChange={set("type")} />
      <Select label="Grade" value={value("grade")} options={kGradeChoices} onChange={set("grade")} />
      <Field label="Place" value={value("place")} onChange={set("place")} />
      <Field label="From" type="date" value={value("since")} onChange={set("since")} />
      <Field label="To" type="date" value={value("until")} onChange={set("until")} />
    </Filters>
  );
}

function Counts({ counts }: { counts: Schemas["KindCounts"] }) {
  return (
    <Figures
      of={[
        { label: <Term of="commitment">commitments</Term>, value: number(counts.commitments) },
        { label: <Term of="denial">denials</Term>, value: number(counts.denials) },
        { label: <Term of="demand">demands on it</Term>, value: number(counts.demands) },
        { label: <Term of="incident">incidents laid to it</Term>, value: number(counts.incidents) },
        { label: <Term of="aggregate">aggregate allegations</Term>, value: number(counts.allegations) },
        { label: <Term of="report">reports</Term>, value: number(counts.reports) },
        { label: <Term of="contradicts">findings against</Term>, value: number(counts.contradicts) },
        { label: <Term of="fulfils">findings in line</Term>, value: number(counts.fulfils) },
      ]}
    />
  );
}

function Meeting({ page }: { page: Page }) {
  const [near, setNear] = useState<string | null>(null);
  const words = useMemo(() => oldestFirst(page.words), [page]);
  const deeds = useMemo(() => deedsOf(page), [page]);
  const placed = useMemo(() => placeAll(words, deeds), [words, deeds]);
  const met = (word: Word, deed: Deed) => word.meets.some((meeting) => meeting.incident === deed.id || meeting.event === deed.id);
  const isNear = (id: string) => near === id || words.some((word) => deeds.some((deed) => met(word, deed) && ((word.id === id && deed.id === near) || (deed.id === id && word.id === near))));
  const shown = (id: string) => (near === null ? "" : isNear(id) ? "near" : "far");
  return (
    <div class="meeting">
      <section aria-label="Words">
        <h2 class="word">What it said, and what was asked of it</h2>
        <ul class="cards" style={{ height: `${placed.height}px` }}>
          {words.map((word, index) => (
            <li key={word.id} class={shown(word.id)} style={{ top: `${placed.wordTops[index]}px`, height: `${kCard}px` }} onMouseEnter={() => setNear(word.id)} onMouseLeave={() => setNear(null)} onFocusCapture={() => setNear(word.id)} onBlurCapture={() => setNear(null)}>
              <WordCard word={word} />
            </li>
          ))}
        </ul>
        {words.length === 0 && <p class="quiet">No word of it in these texts, or none that the filters let through.</p>}
      </section>
      <div class="axisbox">
        <h2 class="quiet">Time</h2>
        <Axis words={words} deeds={deeds} placed={placed} near={near} />
      </div>
      <section aria-label="Deeds">
        <h2 class="deed">What it is reported to have done</h2>
        <ul class="cards" style={{ height: `${placed.height}px` }}>
          {deeds.map((deed, index) => (
            <li key={deed.id} class={shown(deed.id)} style={{ top: `${placed.deedTops[index]}px`, height: `${kCard}px` }} onMouseEnter={() => setNear(deed.id)} onMouseLeave={() => setNear(null)} onFocusCapture={() => setNear(deed.id)} onBlurCapture={() => setNear(null)}>
              <DeedCard deed={deed} />
            </li>
          ))}
        </ul>
        {deeds.length === 0 && <p class="quiet">No deed is laid to it in these texts, or none that the filters let through.</p>}
      </section>
    </div>
  );
}

export function PartyPage({ route, place }: PageProps) {
  const value = (name: string) => place.query.get(name) ?? "";
  const names = ["kind", "type", "place", "grade", "status", "since", "until"];
  const query = Object.fromEntries(names.map((name) => [name, value(name) || undefined]));
  const { data, problem, again } = useData("/parties/{key}", { path: { key: route.id ?? "" }, query });
  const across = useAllFindings(route.id ?? "", "all");
  if (problem && !data) return <Failure problem={problem} again={again} />;
  if (!data) return <Loading what="the party" />;
  const { party, kind, country, counts } = withAcross(data.party, across.items);
  const about = [labelOf(kind), country].filter(Boolean).join(", ");
  return (
    <div class="stack">
      <PageHead crumbs={<a href="/parties">Parties</a>} title={<Text of={party.name} />}>
        {about && `${about} · `}
        <a href={actorAddress(party.key)}>names and roles</a>
      </PageHead>
      <Counts counts={counts} />
      <PartyFilters value={value} />
      {problem && <Failure problem={problem} again={again} />}
      {data.words.length + data.incidents.length + data.allegations.length === 0 ? (
        <Empty title="Nothing to show here">
          <p>No words or deeds of this party pass the filters. Take one away, or widen the days: what has no date is in no span of days.</p>
        </Empty>
      ) : (
        <Meeting page={data} />
      )}
      {!data.complete && <p class="notice small">Only the newest of each are shown. Narrow the days ({day(data.words.at(-1)?.date)} and before) to see older ones.</p>}
    </div>
  );
}
