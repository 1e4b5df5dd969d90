// Months as bars; choosing one or a span of them filters. A group of buttons, so that it works by keyboard as it does
// by pointer: Shift and a click, or Shift and Enter, stretch the span.

import type { Schemas } from "../api/client";
import { month as monthName, number } from "../words/format";
import { monthNumber } from "./multiples";

type Bin = Schemas["TimelineBin"];

const two = (value: number) => String(value).padStart(2, "0");
const textOf = (at: number) => `${Math.floor(at / 12)}-${two((at % 12) + 1)}`;

export function lastDay(month: string): string {
  const [year, number_] = month.split("-").map(Number) as [number, number];
  return `${month}-${two(new Date(Date.UTC(year, number_, 0)).getUTCDate())}`;
}

// Every month from the first to the last, those without anything too; of very long spans the last 240.
export function filled(bins: Bin[]): Bin[] {
  if (bins.length === 0) return [];
  const known = new Map(bins.map((bin) => [bin.month, bin]));
  const numbers = bins.map((bin) => monthNumber(bin.month));
  const last = Math.max(...numbers);
  const first = Math.max(Math.min(...numbers), last - 239);
  return Array.from({ length: last - first + 1 }, (_, index) => known.get(textOf(first + index)) ?? { month: textOf(first + index), words: 0, reports: 0, incidents: 0, contradicting: 0 });
}

interface TimelineProps {
  bins: Bin[];
  since: string;
  until: string;
  onChoose: (since: string, until: string) => void;
}

export function Timeline({ bins, since, until, onChoose }: TimelineProps) {
  const all = filled(bins);
  const most = Math.max(1, ...all.map((bin) => Math.max(bin.incidents, bin.words)));
  const inside = (month: string) => (!since || lastDay(month) >= since) && (!until || `${month}-01` <= until);
  const chosen = since !== "" || until !== "";
  const choose = (event: MouseEvent, month: string) => {
    const from = `${month}-01`;
    if (event.shiftKey && since) onChoose(from < since ? from : since, lastDay(month) > (until || since) ? lastDay(month) : until || lastDay(since.slice(0, 7)));
    else if (since === from && until === lastDay(month)) onChoose("", "");
    else onChoose(from, lastDay(month));
  };
  return (
    <div class="timeline" role="group" aria-label="Months: choose one, or a span with Shift">
      {all.map((bin, index) => (
        <button
          key={bin.month}
          aria-pressed={chosen && inside(bin.month)}
          class={inside(bin.month) ? "" : "out"}
          onClick={(event) => choose(event, bin.month)}
          aria-label={`${monthName(bin.month)}: ${number(bin.incidents)} incidents, ${number(bin.words)} words`}
          title={`${monthName(bin.month)}: ${number(bin.incidents)} incidents, ${number(bin.words)} words, ${number(bin.contradicting)} findings against`}
        >
          <span class="bars" aria-hidden="true">
            <i class="wordbar" style={{ height: `${(bin.words / most) * 100}%` }} />
            <i class="deedbar" style={{ height: `${(bin.incidents / most) * 100}%` }} />
          </span>
          <span class="small" aria-hidden="true">
            {all.length <= 14 || index % Math.ceil(all.length / 12) === 0 ? monthName(bin.month) : ""}
          </span>
        </button>
      ))}
    </div>
  );
}
