// Small parts that every page uses.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../api/client";
import { Term } from "./tip";

// Text of others. Isolated, so that characters that turn the direction of writing stay inside.
export function Text({ of, class: extra }: { of: string | null | undefined; class?: string }) {
  return <bdi class={extra}>{of ?? ""}</bdi>;
}

const kTones: Record<string, string> = {
  contradicts: "against",
  fulfils: "inline",
  reported_breach: "against",
  breach_acknowledged: "against",
  contested: "warn",
  reported_fulfilled: "inline",
  acknowledged: "deed",
  corroborated: "deed",
  commitment: "word",
  denial: "word",
  demand: "word",
  condition: "word",
  conduct: "deed",
  aggregate: "deed",
};

// A code of the ledger as a chip with its explanation.
export function Chip({ of, children, quiet, tone }: { of: string; children?: ComponentChildren; quiet?: boolean; tone?: string }) {
  return (
    <Term of={of} class={`chip ${tone ?? kTones[of] ?? ""}`} quiet={quiet}>
      {children}
    </Term>
  );
}

export function PageHead({ title, children, crumbs }: { title: ComponentChildren; children?: ComponentChildren; crumbs?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ""} – avow`;
  });
  return (
    <div class="pagehead">
      {crumbs && <div class="crumbs">{crumbs}</div>}
      <h1 ref={heading}>{title}</h1>
      {children && <p>{children}</p>}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Failure({ problem, again }: { problem: Problem; again?: () => void }) {
  return (
    <div class="notice error" role="alert">
      <p>
        <b>{problem.title}</b> {problem.code && <code>{problem.code}</code>}
      </p>
      <p>{problem.advice}</p>
      {again && <button onClick={again}>Try again</button>}
    </div>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p class="skeleton" role="status">
      Reading {what} …
    </p>
  );
}

export function Figures({ of }: { of: { label: ComponentChildren; value: ComponentChildren }[] }) {
  return (
    <dl class="figures">
      {of.map((figure) => (
        <div>
          <dt>{figure.label}</dt>
          <dd>{figure.value}</dd>
        </div>
      ))}
    </dl>
  );
}

const kNarrow = "(max-width: 760px)";

export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(kNarrow).matches);
  useEffect(() => {
    const query = matchMedia(kNarrow);
    const listener = () => setNarrow(query.matches);
    query.addEventListener("change", listener);
    return () => query.removeEventListener("change", listener);
  }, []);
  return narrow;
}

// What narrows a list. At phone width it is folded, and says how many filters are on.
export function Filters({ on, children }: { on: number; children: ComponentChildren }) {
  const narrow = useNarrow();
  if (!narrow) return <div class="filters">{children}</div>;
  return (
    <details class="folded">
      <summary>Filters{on > 0 ? `: ${on} on` : ""}</summary>
      <div class="filters">{children}</div>
    </details>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

export function Select({ label, value, options, onChange }: SelectProps) {
  return (
    <label class="field">
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface InputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: string;
  list?: string;
}

// Tells of a change when it is finished (Enter or leaving the field), not at each letter.
export function Field({ label, value, onChange, type = "text", list }: InputProps) {
  return (
    <label class="field">
      {label}
      <input type={type} value={value} list={list} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
  );
}
