// Highlights without touching the page's elements: the CSS Custom Highlight API paints ranges of the text as it stands.
// The registry is one for the whole page; each article sets and clears its own ranges.

// In order: later ones are painted over earlier ones.
export const kHighlights = [
  "statement-0",
  "statement-1",
  "statement-2",
  "obligation",
  "event",
  "actor",
  "place",
  "time",
  "source",
  "cue",
  "word",
  "deed",
  "hit",
  "pointed",
  "selected",
] as const;
export type HighlightName = (typeof kHighlights)[number];
export type RangesByName = Map<HighlightName, Range[]>;

export const canHighlight = typeof CSS !== "undefined" && "highlights" in CSS;

const owned = new Map<symbol, RangesByName>();

function highlightOf(name: HighlightName): Highlight {
  let highlight = CSS.highlights.get(name);
  if (!highlight) {
    highlight = new Highlight();
    highlight.priority = kHighlights.indexOf(name);
    CSS.highlights.set(name, highlight);
  }
  return highlight;
}

export function setHighlights(owner: symbol, ranges: RangesByName): void {
  clearHighlights(owner);
  if (!canHighlight) return;
  owned.set(owner, ranges);
  for (const [name, list] of ranges) {
    const highlight = highlightOf(name);
    for (const range of list) highlight.add(range);
  }
}

export function clearHighlights(owner: symbol): void {
  for (const [name, list] of owned.get(owner) ?? []) {
    const highlight = highlightOf(name);
    for (const range of list) highlight.delete(range);
  }
  owned.delete(owner);
}
