// Which rows of a long table are drawn: those in view and a few around, so that 100,000 rows cost what 40 do.

export interface RowWindow {
  first: number; // first row drawn
  last: number; // one past the last
  before: number; // height in pixels of the rows left out above
  total: number; // height of all rows
}

export function windowOf(scrollTop: number, viewHeight: number, rowHeight: number, count: number, spare = 12): RowWindow {
  const top = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const first = Math.min(top, Math.max(0, count - 1));
  const last = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + spare);
  return { first, last: Math.max(first, last), before: first * rowHeight, total: count * rowHeight };
}

// Where to scroll so that a row is in view; the same place when it is already.
export function scrollFor(row: number, scrollTop: number, viewHeight: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewHeight) return top + rowHeight - viewHeight;
  return scrollTop;
}
