// An article as it was read, with marks on its bytes. The text is set as text and never as markup; marks are painted by
// the highlight registry, so the page holds the text once and untouched.

import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { canHighlight, clearHighlights, setHighlights, type HighlightName, type RangesByName } from "./highlight";
import { OffsetMap } from "./offsets";
import { hiddenMarks, paragraphAt, paragraphsOf, type Paragraph } from "./paragraphs";

export interface Mark {
  name: HighlightName;
  begin: number; // bytes of UTF-8
  end: number;
  row?: string; // id of the row it belongs to
}

interface ArticleProps {
  text: string;
  marks: Mark[];
  label: string;
  base?: number; // byte of the document at which `text` begins; marks count from the document's first byte
  from?: number; // byte that comes into view first
  onPoint?: (rows: string[]) => void; // rows under the pointer
  onPick?: (rows: string[]) => void; // rows clicked on, smallest first
}

function rangeOf(paragraphs: Paragraph[], elements: HTMLCollection, start: number, end: number): Range | null {
  const range = document.createRange();
  const place = (index: number, set: (node: Node, offset: number) => void): boolean => {
    const number = paragraphAt(paragraphs, index);
    const node = elements[number]?.firstChild;
    const paragraph = paragraphs[number];
    if (!node || !paragraph) return false;
    set(node, Math.max(0, Math.min(index - paragraph.start, paragraph.text.length)));
    return true;
  };
  const placed = place(start, (node, offset) => range.setStart(node, offset)) && place(end, (node, offset) => range.setEnd(node, offset));
  return placed && !range.collapsed ? range : null;
}

// The index of the text under a point of the screen; null when no letter is there.
function indexAt(paragraphs: Paragraph[], root: HTMLElement, x: number, y: number): number | null {
  const caret = document.caretPositionFromPoint?.(x, y);
  const legacy = caret ? null : document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? legacy?.startContainer;
  const offset = caret?.offset ?? legacy?.startOffset ?? 0;
  if (!node || node.nodeType !== Node.TEXT_NODE || !root.contains(node)) return null;
  const number = Array.prototype.indexOf.call(root.children, node.parentElement);
  return number < 0 ? null : (paragraphs[number] as Paragraph).start + offset;
}

export function rowsAt(marks: Mark[], byte: number): string[] {
  const found = marks.filter((mark) => mark.row && mark.begin <= byte && byte < mark.end);
  found.sort((a, b) => a.end - a.begin - (b.end - b.begin));
  return [...new Set(found.map((mark) => mark.row as string))];
}

export function Article({ text, marks, label, base = 0, from, onPoint, onPick }: ArticleProps) {
  const root = useRef<HTMLDivElement>(null);
  const owner = useRef(Symbol("article"));
  const map = useMemo(() => new OffsetMap(text), [text]);
  const paragraphs = useMemo(() => paragraphsOf(text), [text]);
  const hidden = useMemo(() => hiddenMarks(text), [text]);

  useLayoutEffect(() => {
    const elements = root.current?.children;
    if (!elements) return;
    const ranges: RangesByName = new Map();
    for (const mark of marks) {
      const range = rangeOf(paragraphs, elements, map.toUtf16(mark.begin - base), map.toUtf16(mark.end - base));
      if (range) ranges.set(mark.name, [...(ranges.get(mark.name) ?? []), range]);
    }
    setHighlights(owner.current, ranges);
  }, [marks, map, paragraphs, base]);
  useEffect(() => () => clearHighlights(owner.current), []);

  useEffect(() => {
    const elements = root.current?.children;
    const scroller = root.current?.closest(".scroll");
    if (from === undefined || !elements || !scroller) return;
    const range = rangeOf(paragraphs, elements, map.toUtf16(from - base), map.toUtf16(from - base) + 1);
    if (!range) return;
    const at = range.getBoundingClientRect();
    const view = scroller.getBoundingClientRect();
    if (at.top < view.top + 8 || at.bottom > view.bottom - 8) scroller.scrollTop += at.top - view.top - view.height / 3;
  }, [from, map, paragraphs]);

  const rowsUnder = (event: MouseEvent): string[] => {
    const index = root.current ? indexAt(paragraphs, root.current, event.clientX, event.clientY) : null;
    return index === null ? [] : rowsAt(marks, map.toByte(index) + base);
  };
  return (
    <div class="article" dir="auto" aria-label={label} role="article">
      {hidden > 0 && (
        <div class="notice warn small">
          This text holds {hidden} invisible characters that can change the direction of writing. Each paragraph is shown apart.
        </div>
      )}
      {!canHighlight && <div class="notice warn small">This browser cannot paint highlights; the rows quote the words instead.</div>}
      <div ref={root} class="body" onMouseMove={onPoint && ((event) => onPoint(rowsUnder(event)))} onMouseLeave={onPoint && (() => onPoint([]))} onClick={onPick && ((event) => onPick(rowsUnder(event)))}>
        {paragraphs.map((paragraph) => (
          <p key={paragraph.start} dir="auto">
            {paragraph.text}
          </p>
        ))}
      </div>
    </div>
  );
}
