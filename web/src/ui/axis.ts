// Where things stand on a vertical axis of time: days to pixels, and cards beside the axis as near to their day as they
// can be without covering each other.

import { dayNumber, isoDay } from "../words/format";

export interface DayScale {
  first: number; // day numbers
  last: number;
  height: number;
}

export function scaleOf(days: (string | null | undefined)[], height: number): DayScale | null {
  const numbers = days.map(dayNumber).filter((value): value is number => value !== null);
  if (numbers.length === 0) return null;
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  return { first, last: Math.max(last, first + 6), height };
}

// The middle of a day.
export function yOf(scale: DayScale, day: number): number {
  return ((day - scale.first + 0.5) / (scale.last - scale.first + 1)) * scale.height;
}

// Tops of cards of one height, in order, each as near to where it wants its middle as the others allow, all within
// `room` when they fit there.
export function placeCards(middles: number[], cardHeight: number, room: number): number[] {
  const tops: number[] = [];
  let free = 0;
  for (const middle of middles) {
    const top = Math.max(free, middle - cardHeight / 2);
    tops.push(top);
    free = top + cardHeight;
  }
  let limit = Math.max(room, middles.length * cardHeight);
  for (let index = tops.length - 1; index >= 0; index -= 1) {
    const top = Math.min(tops[index] as number, limit - cardHeight);
    tops[index] = top;
    limit = top;
  }
  return tops;
}

// Days that get a label: every second day or week of a short time, else first days of months, or of years where
// months would crowd; few at any length of time.
export function ticksOf(scale: DayScale, most = 10): string[] {
  const length = scale.last - scale.first;
  const days = [1, 2, 7].find((size) => length / size <= most);
  if (days) return Array.from({ length: Math.floor(length / days) + 1 }, (_, index) => isoDay(scale.first + index * days));
  const start = isoDay(scale.first);
  let year = Number(start.slice(0, 4));
  let month = Number(start.slice(5, 7)) - 1;
  const months = (scale.last - scale.first) / 30.4;
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((size) => months / size <= most) ?? 240;
  month = Math.floor(month / step) * step;
  const found: string[] = [];
  for (;;) {
    const text = isoDay(Math.round(Date.UTC(year, month, 1) / 86_400_000));
    const at = dayNumber(text) as number;
    if (at > scale.last) return found;
    if (at >= scale.first) found.push(text);
    month += step;
    year += Math.floor(month / 12);
    month %= 12;
  }
}
