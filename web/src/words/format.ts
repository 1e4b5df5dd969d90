// Numbers, days and times in the reader's locale. A day of the ledger ("2025-03-07") belongs to no time zone and is
// never moved by one.

const locale = () => (typeof navigator === "undefined" ? undefined : navigator.languages.slice());

export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

export function percent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(share);
}

// The words of the pages are English, whatever the reader's locale: its rule, not the locale's, chooses their form.
const kPlurals = new Intl.PluralRules("en");

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${kPlurals.select(count) === "one" ? one : many}`;
}

function dayOf(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!match) return null;
  const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  return Number.isNaN(date.getTime()) ? null : date;
}

const kDay: Intl.DateTimeFormatOptions = { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" };

// What is no whole day ("2025-W10", "") is shown as it is.
export function day(text: string | null | undefined): string {
  if (!text) return "no date";
  const date = dayOf(text);
  return date ? new Intl.DateTimeFormat(locale(), kDay).format(date) : text;
}

export function days(start: string | null | undefined, end: string | null | undefined): string {
  if (!start && !end) return "no date";
  if (!start || !end || start === end) return day(start || end);
  const from = dayOf(start);
  const to = dayOf(end);
  if (!from || !to || from > to) return `${day(start)} – ${day(end)}`;
  return new Intl.DateTimeFormat(locale(), kDay).formatRange(from, to);
}

// How long something held: an open end is said, not left out.
export function period(from: string | null | undefined, to: string | null | undefined): string {
  if (!from && !to) return "always";
  if (!to) return `since ${day(from)}`;
  return from ? days(from, to) : `until ${day(to)}`;
}

// Where the year is clear: "7 Mar".
export function dayShort(text: string): string {
  const date = dayOf(text);
  return date ? new Intl.DateTimeFormat(locale(), { month: "short", day: "numeric", timeZone: "UTC" }).format(date) : text;
}

export function month(text: string): string {
  const date = dayOf(`${text.slice(0, 7)}-01`);
  return date ? new Intl.DateTimeFormat(locale(), { year: "numeric", month: "short", timeZone: "UTC" }).format(date) : text;
}

// A moment of the log, in the reader's own time zone.
export function moment(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "medium" }).format(date);
}

export interface Bounds {
  low: number;
  high?: number | null;
}

// "3", "3 to 5", "at least 24"
export function count(bounds: Bounds | null | undefined): string {
  if (!bounds) return "";
  if (bounds.high === null || bounds.high === undefined) return `at least ${number(bounds.low)}`;
  return bounds.low === bounds.high ? number(bounds.low) : `${number(bounds.low)} to ${number(bounds.high)}`;
}

// Days since 1970 of an ISO day; null when it is none.
export function dayNumber(text: string | null | undefined): number | null {
  const date = text ? dayOf(text) : null;
  return date ? Math.round(date.getTime() / 86_400_000) : null;
}

export function isoDay(dayNumberValue: number): string {
  return new Date(dayNumberValue * 86_400_000).toISOString().slice(0, 10);
}
