// What a timeline is cut into: months, or weeks and days where it is looked at closely.

import { dayNumber, isoDay } from "../words/format";
import { monthNumber } from "./multiples";

export type By = "day" | "week" | "month";

export interface Bin {
  start: string; // days, both included
  end: string;
  words: number;
  reports: number;
  incidents: number;
  contradicting: number;
}

export interface Window {
  by: By;
  since: string;
  until: string;
}

const kMostDays = 62;
const kMostWeeks = 60;
const kMostMonths = 240;

const two = (value: number) => String(value).padStart(2, "0");
const monthText = (at: number) => `${Math.floor(at / 12)}-${two((at % 12) + 1)}`;
export const firstDay = (month: string) => `${month.slice(0, 7)}-01`;

export function lastDay(month: string): string {
  const [year, number_] = month.split("-").map(Number) as [number, number];
  return `${month.slice(0, 7)}-${two(new Date(Date.UTC(year, number_, 0)).getUTCDate())}`;
}

// The whole months around what is chosen, or around all that is known, and the finest bins that a screen can hold.
export function windowOf(months: { month: string }[], since: string, until: string): Window | null {
  const known = months.map((one) => one.month).sort();
  const [first, last] = [since || known[0], until || known.at(-1)];
  if (!first || !last) return null;
  const [from, to] = [firstDay(first), lastDay(last)].sort() as [string, string];
  const days = (dayNumber(to) ?? 0) - (dayNumber(from) ?? 0) + 1;
  return { by: days <= kMostDays ? "day" : days <= kMostWeeks * 7 ? "week" : "month", since: from, until: to };
}

// The Monday of a day's week; 1 January 1970 was a Thursday.
const monday = (day: number) => day - ((((day + 3) % 7) + 7) % 7);

function spans({ by, since, until }: Window): { start: string; end: string }[] {
  if (by === "month") {
    const last = monthNumber(until);
    const first = Math.max(monthNumber(since), last - kMostMonths + 1);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => monthText(first + index)).map((month) => ({ start: firstDay(month), end: lastDay(month) }));
  }
  const size = by === "week" ? 7 : 1;
  const [from, to] = [dayNumber(since) ?? 0, dayNumber(until) ?? 0];
  const first = by === "week" ? monday(from) : from;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / size) + 1) }, (_, index) => ({ start: isoDay(first + index * size), end: isoDay(first + index * size + size - 1) }));
}

// Every bin of the window, those of which nothing is known too; of very long times the last twenty years.
export function filled(window: Window, bins: Bin[]): Bin[] {
  const known = new Map(bins.map((bin) => [bin.start, bin]));
  return spans(window).map(({ start, end }) => known.get(start) ?? { start, end, words: 0, reports: 0, incidents: 0, contradicting: 0 });
}

interface Dated {
  id: string;
  start: string | null;
  end: string | null;
}

// Of one place, the bins are counted from its incidents; a word has no place.
export function countedIn(window: Window, incidents: Dated[]): Bin[] {
  return spans(window).map(({ start, end }) => ({ start, end, words: 0, reports: 0, incidents: incidents.filter((one) => one.start && one.start >= start && one.start <= end).length, contradicting: 0 }));
}

export interface Bar {
  id: string;
  from: number; // bins
  to: number;
  lane: number;
}

// Incidents of which only a span of days is known, where it is longer than one bin: as bars, each on the first lane that
// is free. What finds no lane is counted.
export function uncertain(bins: Bin[], incidents: Dated[], lanes = 5): { bars: Bar[]; more: number } {
  const at = (day: string) => bins.findIndex((bin) => day >= bin.start && day <= bin.end);
  const free: number[] = [];
  const bars: Bar[] = [];
  let more = 0;
  const inside = incidents.filter((one) => one.start && one.end && one.start < one.end && bins.length > 0 && one.end >= (bins[0] as Bin).start && one.start <= (bins.at(-1) as Bin).end);
  for (const one of inside.sort((a, b) => (a.start as string).localeCompare(b.start as string) || a.id.localeCompare(b.id))) {
    const from = Math.max(0, at(one.start as string));
    const found = at(one.end as string);
    const to = found < 0 ? bins.length - 1 : found;
    if (from === to) continue;
    let lane = free.findIndex((last) => last < from);
    if (lane < 0) lane = free.length;
    if (lane >= lanes) {
      more += 1;
      continue;
    }
    free[lane] = to;
    bars.push({ id: one.id, from, to, lane });
  }
  return { bars, more };
}
