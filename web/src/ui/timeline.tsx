// Days, weeks or months as bars; choosing one or a span of them filters, and what is chosen is shown more finely. A group
// of buttons, so that it works by keyboard as it does by pointer: Shift and a click, or Shift and Enter, stretch the span.

import { useMemo } from "preact/hooks";
import type { Schemas } from "../api/client";
import { day, days, dayShort, month as monthName, plural } from "../words/format";
import { uncertain, type Bin, type By, type Window } from "./bins";

const kNames: Record<By, string> = { day: "Days", week: "Weeks", month: "Months" };

interface TimelineProps {
  window: Window;
  bins: Bin[];
  incidents: Schemas["Incident"][]; // those whose days are uncertain are shown as bars
  since: string;
  until: string;
  onChoose: (since: string, until: string) => void;
}

function nameOf(by: By, bin: Bin): string {
  return by === "month" ? monthName(bin.start) : by === "week" ? `${dayShort(bin.start)} to ${day(bin.end)}` : day(bin.start);
}

function labelOf(by: By, bin: Bin): string {
  return by === "month" ? monthName(bin.start) : dayShort(bin.start);
}

export function Timeline({ window, bins, incidents, since, until, onChoose }: TimelineProps) {
  const { by } = window;
  const most = Math.max(1, ...bins.map((bin) => Math.max(bin.incidents, bin.words)));
  const chosen = since !== "" || until !== "";
  const inside = (bin: Bin) => (!since || bin.end >= since) && (!until || bin.start <= until);
  const spans = useMemo(() => uncertain(bins, incidents), [bins, incidents]);
  const lanes = spans.bars.length ? Math.max(...spans.bars.map((bar) => bar.lane)) + 1 : 0;
  const every = Math.ceil(bins.length / 14);
  const choose = (event: MouseEvent, bin: Bin) => {
    if (event.shiftKey && since) onChoose(bin.start < since ? bin.start : since, bin.end > (until || since) ? bin.end : until || since);
    else if (since === bin.start && until === bin.end) onChoose(by === "month" ? "" : window.since, by === "month" ? "" : window.until);
    else onChoose(bin.start, bin.end);
  };
  return (
    <div class="timeline" role="group" aria-label={`${kNames[by]}: choose one, or a span with Shift`} style={{ gridTemplateColumns: `repeat(${bins.length}, minmax(24px, 7rem))` }}>
      {bins.map((bin, index) => {
        const told = `${nameOf(by, bin)}: ${plural(bin.incidents, "incident")}, ${plural(bin.words, "word")}`;
        return (
          <button key={bin.start} aria-pressed={chosen && inside(bin)} class={inside(bin) ? "" : "out"} style={{ gridColumn: index + 1 }} data-start={bin.start} onClick={(event) => choose(event, bin)} aria-label={told} title={`${told}, ${plural(bin.contradicting, "finding")} against`}>
            <span class="bars" aria-hidden="true">
              <i class="wordbar" style={{ height: `${(bin.words / most) * 100}%` }} />
              <i class="deedbar" style={{ height: `${(bin.incidents / most) * 100}%` }} />
            </span>
            <span class="small" aria-hidden="true">
              {index % every === 0 ? labelOf(by, bin) : ""}
            </span>
          </button>
        );
      })}
      {spans.bars.map((bar) => {
        const incident = incidents.find((one) => one.id === bar.id);
        return <span key={bar.id} class="maybe" style={{ gridColumn: `${bar.from + 1} / ${bar.to + 2}`, gridRow: bar.lane + 2 }} title={`${days(incident?.start, incident?.end)}: ${incident?.words ?? ""} – the reports do not say on which day`} />;
      })}
      {spans.more > 0 && (
        <span class="small quiet" style={{ gridRow: lanes + 2, gridColumn: `1 / ${bins.length + 1}` }}>
          and {plural(spans.more, "more incident")} of uncertain day
        </span>
      )}
    </div>
  );
}
