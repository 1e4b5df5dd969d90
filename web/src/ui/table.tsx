// A long table: 100,000 rows scroll as smoothly as forty, since only those in view are drawn. Arrow keys, Home, End and
// Page keys move; Enter opens. At phone width a row becomes two lines.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useNarrow } from "./parts";
import { scrollFor, windowOf } from "./window";

export interface Column<Row> {
  key: string;
  head: ComponentChildren;
  cell: (row: Row) => ComponentChildren;
  width: string; // of a CSS grid: "8rem", "minmax(0, 2fr)"
  narrow?: "main" | "meta" | "hide"; // at phone width; "meta" when not given
  end?: boolean; // numbers stand at the end
  sorts?: string[]; // what it can be sorted by: "date", "-date"; a click asks for the next
}

interface TableProps<Row> {
  label: string;
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  onOpen?: (row: Row) => void;
  onNearEnd?: () => void; // more rows are wanted
  total?: number; // of all rows, loaded or not
  sort?: string;
  onSort?: (sort: string) => void;
  rowHeight?: number;
}

function Head<Row>({ columns, sort, onSort }: Pick<TableProps<Row>, "columns" | "sort" | "onSort">) {
  return (
    <div class="gridhead" role="row" aria-rowindex={1}>
      {columns.map((column) => {
        const sorts = column.sorts ?? [];
        const at = sorts.indexOf(sort ?? "");
        const direction = at < 0 ? "none" : sort?.startsWith("-") ? "descending" : "ascending";
        return (
          <div role="columnheader" key={column.key} class={column.end ? "end" : ""} aria-sort={sorts.length ? direction : undefined}>
            {sorts.length > 0 && onSort ? (
              <button onClick={() => onSort(sorts[(at + 1) % sorts.length] as string)}>
                {column.head}
                <span aria-hidden="true">{{ none: "↕", ascending: "▲", descending: "▼" }[direction]}</span>
              </button>
            ) : (
              column.head
            )}
          </div>
        );
      })}
    </div>
  );
}

const kSteps: Record<string, (page: number, count: number) => number> = {
  ArrowDown: () => 1,
  ArrowUp: () => -1,
  PageDown: (page) => page,
  PageUp: (page) => -page,
  Home: (_page, count) => -count,
  End: (_page, count) => count,
};

export function Table<Row>(props: TableProps<Row>) {
  const { rows, columns, rowKey, onOpen, onNearEnd, total } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 700 });
  const [active, setActive] = useState(-1);
  const narrow = useNarrow();
  const rowHeight = narrow ? 84 : (props.rowHeight ?? 38);
  const drawn = windowOf(view.top, view.height, rowHeight, rows.length);

  const look = () => box.current && setView({ top: box.current.scrollTop, height: box.current.clientHeight });
  useLayoutEffect(() => {
    look();
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  }, []);
  useLayoutEffect(() => {
    box.current?.style.setProperty("--columns", columns.map((column) => column.width).join(" "));
    box.current?.style.setProperty("--row-height", `${rowHeight}px`);
  }, [columns, rowHeight]);
  useEffect(() => {
    if (onNearEnd && drawn.last >= rows.length - 40) onNearEnd();
  }, [drawn.last, rows.length, onNearEnd]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = kSteps[event.key];
    const row = rows[active];
    if (event.key === "Enter" && row && event.target === box.current) onOpen?.(row);
    if (!step || rows.length === 0) return;
    event.preventDefault();
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const next = Math.max(0, Math.min(rows.length - 1, active + step(page, rows.length)));
    setActive(next);
    if (box.current) box.current.scrollTop = scrollFor(next, view.top, view.height - 40, rowHeight);
  };
  const name = props.label.replaceAll(/\W+/g, "-");
  return (
    <div
      class="grid"
      role="grid"
      ref={box}
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={(total ?? rows.length) + 1}
      aria-activedescendant={active >= drawn.first && active < drawn.last ? `${name}-${active}` : undefined}
      onScroll={look}
      onKeyDown={onKeyDown}
    >
      <Head columns={columns} sort={props.sort} onSort={props.onSort} />
      <div role="rowgroup" ref={(element) => element?.style.setProperty("height", `${drawn.total}px`)}>
        <div role="presentation" ref={(element) => element?.style.setProperty("transform", `translateY(${drawn.before}px)`)}>
          {rows.slice(drawn.first, drawn.last).map((row, place) => {
            const index = drawn.first + place;
            return (
              <div key={rowKey(row)} id={`${name}-${index}`} class="gridrow" role="row" aria-rowindex={index + 2} aria-selected={index === active} onClick={() => setActive(index)} onDblClick={() => onOpen?.(row)}>
                {columns.map((column) => (
                  <div role="gridcell" key={column.key} class={`narrow-${column.narrow ?? "meta"} ${column.end ? "end num" : ""}`}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
