// Explanations of the field's words: shown on hover and on focus, closed with Escape, and read out by a screen reader
// (aria-describedby). One tip for the whole page.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { termOf } from "../words/terms";

interface Shown {
  key: string;
  anchor: Element;
}

let show: (shown: Shown | null) => void = () => {};

export function TipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    show = setShown;
    const close = (event: KeyboardEvent) => event.key === "Escape" && setShown(null);
    // A word that the Tab key brought into view keeps its explanation, beside where it came to stand.
    const away = () => setShown((before) => (before?.anchor.matches(":focus") ? { ...before } : null));
    addEventListener("keydown", close);
    addEventListener("scroll", away, true);
    return () => {
      removeEventListener("keydown", close);
      removeEventListener("scroll", away, true);
    };
  }, []);
  useLayoutEffect(() => {
    const tip = box.current;
    if (!tip || !shown) return;
    const anchor = shown.anchor.getBoundingClientRect();
    const left = Math.max(8, Math.min(anchor.left, innerWidth - tip.offsetWidth - 8));
    const below = anchor.bottom + 6;
    const top = below + tip.offsetHeight > innerHeight - 8 ? anchor.top - tip.offsetHeight - 6 : below;
    tip.style.left = `${left}px`;
    tip.style.top = `${Math.max(8, top)}px`;
  }, [shown]);
  const term = shown ? termOf(shown.key) : undefined;
  if (!term) return null;
  return (
    <div id="tip" role="tooltip" ref={box} onMouseLeave={() => setShown(null)}>
      <b>{term.label}</b>
      {term.means}
    </div>
  );
}

interface TermProps {
  of: string;
  children?: ComponentChildren;
  class?: string;
  quiet?: boolean; // no stop for the Tab key: for the many chips of a table, whose column head explains them
}

// A word with its explanation; the plain word when there is none.
export function Term({ of, children, class: extra, quiet }: TermProps) {
  const term = termOf(of);
  const text = children ?? term?.label ?? of.replaceAll("_", " ");
  if (!term) return <span class={extra}>{text}</span>;
  const open = (event: Event) => show({ key: of, anchor: event.currentTarget as Element });
  const close = (event: MouseEvent) => {
    const to = event.relatedTarget;
    if (!(to instanceof Element && to.closest("#tip"))) show(null);
  };
  return (
    <span
      class={`term ${extra ?? ""}`}
      tabIndex={quiet ? undefined : 0}
      aria-describedby={quiet ? undefined : "tip"}
      onMouseEnter={open}
      onMouseLeave={close}
      onFocus={open}
      onBlur={() => show(null)}
    >
      {text}
    </span>
  );
}
