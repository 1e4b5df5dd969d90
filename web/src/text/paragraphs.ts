// A text as paragraphs, each knowing where it begins, so that an index of the text can be found in the page and the
// other way round.

export interface Paragraph {
  start: number; // UTF-16 index of its first character in the text
  text: string;
}

// One paragraph a line; empty lines only part them.
export function paragraphsOf(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g))
    if (match[0].trim() !== "") found.push({ start: match.index, text: match[0] });
  return found;
}

// Which paragraph holds this index: the last that begins at or before it (0 when none does).
export function paragraphAt(paragraphs: Paragraph[], index: number): number {
  let low = 0;
  let high = paragraphs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((paragraphs[middle] as Paragraph).start <= index) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

// Characters that change the direction of what follows or are not seen at all. They are harmless where each paragraph
// is isolated, but a reader should know that a text has them.
const kHidden = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

export function hiddenMarks(text: string): number {
  return text.match(kHidden)?.length ?? 0;
}
