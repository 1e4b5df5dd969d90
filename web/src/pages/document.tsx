// A document as it was read: the text, layers to switch on, and the rows found in it. A row and its words point to each
// other, by pointer and by keyboard; a row can be corrected where it stands.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PageProps } from "../app";
import { useData, type Schemas } from "../api/client";
import { setQuery } from "../router";
import { kEventTypes, kFactualities, kFunctions } from "../ui/choices";
import { documentAddress } from "../ui/finding_row";
import { History, Judge, type AmendField } from "../ui/judge";
import { Chip, Failure, Loading, PageHead, Text } from "../ui/parts";
import { Term } from "../ui/tip";
import { Article, type Mark } from "../text/article";
import { kLayers, layerRows, type Layer, type LayerRow } from "../text/layers";
import { OffsetMap } from "../text/offsets";
import { day, number, plural } from "../words/format";
import { labelOf } from "../words/terms";

const kDefaultLayers: Layer[] = ["statements", "events"];
const kKeys: Record<Layer, string> = { statements: "statement", events: "event", obligations: "obligation", actors: "actor", places: "place", times: "time" };
const kOptions: Record<string, readonly string[]> = {
  function: kFunctions,
  type: kEventTypes,
  factuality: kFactualities,
  polarity: ["do", "refrain"],
  quote: ["direct", "mixed", "indirect"],
  kind: ["commitment", "demand", "condition"],
  aggregate: ["yes", "no"],
};

// The layers that the address names, and that of the chosen row, which would else not be seen.
function layersOf(value: string | null, needed: Layer | undefined): Layer[] {
  const chosen = value === null ? kDefaultLayers : kLayers.filter((layer) => value.split(",").includes(layer));
  return needed && !chosen.includes(needed) ? [...chosen, needed] : chosen;
}

// Words that a search found: "120-128" in the address.
function hitOf(text: string | null): [number, number] | null {
  const match = /^(\d+)-(\d+)$/.exec(text ?? "");
  return match ? [Number(match[1]), Number(match[2])] : null;
}

function LayerSwitches({ on, counts }: { on: Layer[]; counts: Map<Layer, number> }) {
  const toggle = (layer: Layer) => {
    const next = on.includes(layer) ? on.filter((one) => one !== layer) : [...on, layer];
    setQuery({ layers: next.length ? next.join(",") : "none", row: "" }, { replace: true });
  };
  return (
    <div class="layers row small" role="group" aria-label="Layers">
      <Term of="layer">Layers</Term>
      {kLayers.map((layer) => (
        <button key={layer} aria-pressed={on.includes(layer)} onClick={() => toggle(layer)}>
          <span aria-hidden="true">{on.includes(layer) ? "✓" : "○"}</span>
          <span class={`key ${kKeys[layer]}`}>{layer}</span>
          <span class="num">{number(counts.get(layer) ?? 0)}</span>
        </button>
      ))}
    </div>
  );
}

interface RowItemProps {
  row: LayerRow;
  reviews: Schemas["Review"][];
  selected: boolean;
  pointed: boolean;
  onPick: () => void;
  onPoint: (on: boolean) => void;
}

function RowItem({ row, reviews, selected, pointed, onPick, onPoint }: RowItemProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) item.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  return (
    <li ref={item} data-row={row.id} class={`layerrow depth-${Math.min(row.depth, 3)} ${selected ? "selected" : ""} ${pointed ? "pointed" : ""}`}>
      <button aria-expanded={selected} onClick={onPick} onMouseEnter={() => onPoint(true)} onMouseLeave={() => onPoint(false)} onFocus={() => onPoint(true)} onBlur={() => onPoint(false)}>
        <span class={`key ${kKeys[row.layer]}`} aria-hidden="true">
          {row.id.split(":")[1]}
        </span>
        <span>
          {row.depth > 0 && <span class="quiet small">inside: </span>}
          <Text of={row.title} />
          {row.facts && (
            <span class="quiet small">
              {" "}
              <Text of={row.facts} />
            </span>
          )}
        </span>
      </button>
      <span class="row chips">
        {row.chips.map((code) => (
          <Chip key={code} of={code} quiet />
        ))}
        {[...new Set(reviews.filter((review) => !review.undone && review.undoes === null).map((review) => review.verdict))].map((verdict) => (
          <Chip key={verdict} of={verdict} tone={verdict === "reject" ? "against" : "inline"} quiet />
        ))}
      </span>
    </li>
  );
}

function fieldsOf(row: LayerRow): AmendField[] {
  return row.fields.map(({ name, value, kind }) => ({
    name,
    value,
    label: kind === "span" ? "words, or bytes FIRST-LAST" : labelOf(name),
    options: kOptions[kind] ? [...kOptions[kind]] : undefined,
  }));
}

function RowDetail({ row, text, reviews }: { row: LayerRow; text: OffsetMap; reviews: Schemas["Review"][] }) {
  const { data } = useData(row.fields.length ? "/rows/{id}" : null, { path: { id: row.id } });
  return (
    <div class="detail stack">
      <p class="quote">
        {row.marks.map((mark, index) => (
          <span key={index} class="small">
            <span class={`key ${mark.name.replace(/-\d$/, "")}`}>{mark.name.replace(/-\d$/, "")}</span> <Text of={text.slice(mark.begin, mark.end)} />{" "}
            <span class="quiet mono">
              {mark.begin}–{mark.end}
            </span>
            <br />
          </span>
        ))}
      </p>
      {data?.explanation && (
        <details class="small">
          <summary>How it was read</summary>
          <pre class="small">
            <Text of={data.explanation} />
          </pre>
        </details>
      )}
      {row.fields.length > 0 && <Judge row={row.id} fields={fieldsOf(row)} />}
      {row.fields.length > 0 && <History reviews={reviews} />}
    </div>
  );
}

function useRowKeys(rows: LayerRow[], selected: string | null) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.target as Element).closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (event.key === "Escape" && selected) setQuery({ row: "" }, { replace: true });
      if (!step || rows.length === 0) return;
      event.preventDefault();
      const at = rows.findIndex((row) => row.id === selected);
      const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
      if (next) setQuery({ row: next.id }, { replace: true });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [rows, selected]);
}

function Head({ data }: { data: Schemas["DocumentPage"] }) {
  const { document, copies } = data;
  return (
    <>
      <PageHead crumbs={<a href="/documents">Documents</a>} title={<Text of={document.title || document.short} />}>
        <Text of={document.publisher || "publisher not known"} />, {day(document.published)} · <span class="mono">{document.short}</span>
        {document.uri && (
          <>
            {" "}
            · <Text of={document.uri} class="mono" />
          </>
        )}
      </PageHead>
      {copies.length > 0 && (
        <details class="small">
          <summary>
            {plural(copies.length, "other text shares", "other texts share")} this <Term of="origin">origin</Term>
          </summary>
          <ul>
            {copies.map((copy) => (
              <li key={copy.id}>
                <a href={documentAddress(copy.id)}>
                  <Text of={copy.title || copy.short} />
                </a>{" "}
                <span class="quiet">
                  <Text of={copy.publisher} />, {day(copy.published)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {data.redacted && <div class="notice small">Names of private persons are hidden from your role.</div>}
    </>
  );
}

export function DocumentPage({ route, place }: PageProps) {
  const { data, problem, again } = useData("/documents/{id}", { path: { id: route.id ?? "" } });
  const [pointed, setPointed] = useState<string[]>([]);
  const selected = place.query.get("row");
  const layers = place.query.get("layers");
  const hitText = place.query.get("hit");
  const hit = hitOf(hitText);
  const all = useMemo(() => (data ? layerRows(data.record, data.document.short) : []), [data]);
  const on = useMemo(() => layersOf(layers, all.find((row) => row.id === selected)?.layer), [layers, selected, all]);
  const rows = useMemo(() => all.filter((row) => on.includes(row.layer)), [all, on]);
  const text = useMemo(() => new OffsetMap(data?.record.document.text ?? ""), [data]);
  const marks = useMemo(() => {
    const painted: Mark[] = rows.flatMap((row) => row.marks);
    const strong = (id: string, name: Mark["name"]) => all.find((row) => row.id === id)?.marks.map((mark) => ({ ...mark, name, row: undefined })) ?? [];
    const found: Mark[] = hit ? [{ name: "hit", begin: hit[0], end: hit[1] }] : [];
    return [...painted, ...found, ...pointed.slice(0, 1).flatMap((id) => strong(id, "pointed")), ...(selected ? strong(selected, "selected") : [])];
  }, [rows, all, pointed, selected, hitText]);
  useRowKeys(rows, selected);

  if (problem && !data) return <Failure problem={problem} again={again} />;
  if (!data) return <Loading what="the document" />;
  const counts = new Map(kLayers.map((layer) => [layer, all.filter((row) => row.layer === layer).length]));
  const chosen = all.find((row) => row.id === selected);
  const reviewsOf = (id: string) => data.reviews.filter((review) => review.row === id);
  const pick = (id: string | undefined) => setQuery({ row: id === selected ? "" : id }, { replace: true });
  return (
    <div class="stack">
      <Head data={data} />
      <LayerSwitches on={on} counts={counts} />
      <div class="aside reading">
        <section class="card scroll tall" tabIndex={0} role="region" aria-label="Text">
          <Article
            text={data.record.document.text}
            marks={marks}
            label={data.document.title || "Text"}
            from={chosen?.begin ?? hit?.[0]}
            onPoint={(ids) => ids.join() !== pointed.join() && setPointed(ids)}
            onPick={(ids) => ids[0] && pick(ids[0])}
          />
        </section>
        <section class="card scroll tall" aria-label="Rows" tabIndex={0} role="region">
          <p class="small quiet">
            <kbd>j</kbd> <kbd>k</kbd> next and previous row, <kbd>Esc</kbd> none
          </p>
          {rows.length === 0 && <p class="quiet">Nothing to show: switch a layer on{all.length === 0 ? "; in this text nothing was found" : ""}.</p>}
          <ol class="layerrows">
            {rows.map((row) => (
              <>
                <RowItem key={row.id} row={row} reviews={reviewsOf(row.id)} selected={row.id === selected} pointed={pointed[0] === row.id} onPick={() => pick(row.id)} onPoint={(isOn) => setPointed(isOn ? [row.id] : [])} />
                {row.id === selected && (
                  <li key={`${row.id}-detail`}>
                    <RowDetail row={row} text={text} reviews={reviewsOf(row.id)} />
                  </li>
                )}
              </>
            ))}
          </ol>
        </section>
      </div>
    </div>
  );
}
