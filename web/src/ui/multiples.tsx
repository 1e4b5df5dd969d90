// Small multiples: three rows of bars over one span of months, on one scale for all parties of a table, so that a
// tall bar means the same everywhere. The numbers are also there as text.

import type { Schemas } from "../api/client";
import { month as monthName, plural } from "../words/format";

type PartyMonth = Schemas["PartyMonth"];

export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

export interface MonthSpan {
  first: number;
  last: number;
  most: number; // the highest bar
}

export function spanOf(all: PartyMonth[][]): MonthSpan {
  const months = all.flat();
  const numbers = months.map((entry) => monthNumber(entry.month));
  const last = numbers.length ? Math.max(...numbers) : 0;
  const first = numbers.length ? Math.max(Math.min(...numbers), last - 35) : 0;
  const most = Math.max(1, ...months.flatMap((entry) => [entry.words, entry.contradicting, entry.corroborated]));
  return { first, last: Math.max(last, first + 5), most };
}

const kBands = [
  { key: "words", tone: "var(--word)", name: "words given" },
  { key: "contradicting", tone: "var(--against)", name: "findings that go against them" },
  { key: "corroborated", tone: "var(--deed)", name: "corroborated incidents" },
] as const;

function describe(months: PartyMonth[]): string {
  const told = months.slice(-12).map((entry) => `${monthName(entry.month)}: ${plural(entry.words, "word")}, ${plural(entry.contradicting, "finding")} against, ${plural(entry.corroborated, "corroborated incident")}`);
  return told.join("; ") || "nothing dated";
}

export function Multiples({ months, span }: { months: PartyMonth[]; span: MonthSpan }) {
  const width = 180;
  const band = 10;
  const step = width / (span.last - span.first + 1);
  return (
    <svg class="multiples" width={width} height={band * 3 + 2} viewBox={`0 0 ${width} ${band * 3 + 2}`} role="img" aria-label={describe(months)}>
      {kBands.map((one, row) => (
        <g key={one.key}>
          <line x1="0" x2={width} y1={(row + 1) * band} y2={(row + 1) * band} stroke="var(--line)" />
          {months.map((entry) => {
            const value = entry[one.key];
            const at = monthNumber(entry.month);
            if (!value || at < span.first) return null;
            const height = Math.max(2, (value / span.most) * (band - 2));
            return (
              <rect key={entry.month} x={(at - span.first) * step} y={(row + 1) * band - height} width={Math.max(2, Math.min(step - 1, 10))} height={height} fill={one.tone}>
                <title>{`${monthName(entry.month)}: ${value} ${one.name}`}</title>
              </rect>
            );
          })}
        </g>
      ))}
    </svg>
  );
}

export function MultiplesKey() {
  return (
    <span class="row small quiet">
      {kBands.map((one) => (
        <span key={one.key} class="row">
          <svg width="10" height="10" aria-hidden="true">
            <rect width="10" height="10" fill={one.tone} />
          </svg>
          {one.name}
        </span>
      ))}
      <span>by month, one scale</span>
    </span>
  );
}
