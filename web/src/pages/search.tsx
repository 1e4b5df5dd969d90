// Full text: the sentences that hold the words, with the words marked, and the statements that stand in them.

import { useMemo } from "preact/hooks";
import type { PageProps } from "../app";
import { usePages, type Schemas } from "../api/client";
import { setQuery } from "../router";
import { documentAddress } from "../ui/finding_row";
import { kFunctionChoices, kFunctions } from "../ui/choices";
import { Empty, Failure, Field, Loading, PageHead, Select, Text, Filters } from "../ui/parts";
import { PartyField } from "../ui/party_field";
import { OffsetMap } from "../text/offsets";
import { day } from "../words/format";

type Hit = Schemas["SearchHit"];

interface Piece {
  text: string;
  hit: boolean;
}

// A sentence cut at its hits. Hits are bytes of the document; the sentence begins at `span[0]`.
export function piecesOf(hit: Pick<Hit, "sentence" | "span" | "hits">): Piece[] {
  const map = new OffsetMap(hit.sentence);
  const base = hit.span[0] as number;
  const pieces: Piece[] = [];
  let at = 0;
  for (const [begin, end] of [...hit.hits].sort((a, b) => (a[0] as number) - (b[0] as number)) as [number, number][]) {
    const from = Math.max(at, map.toUtf16(begin - base));
    const to = Math.max(from, map.toUtf16(end - base));
    if (from > at) pieces.push({ text: hit.sentence.slice(at, from), hit: false });
    if (to > from) pieces.push({ text: hit.sentence.slice(from, to), hit: true });
    at = to;
  }
  if (at < hit.sentence.length) pieces.push({ text: hit.sentence.slice(at), hit: false });
  return pieces;
}

function HitItem({ hit }: { hit: Hit }) {
  const pieces = useMemo(() => piecesOf(hit), [hit]);
  return (
    <li>
      <a class="quote hitline" href={documentAddress(hit.document.id, undefined, hit.hits[0] ?? hit.span)}>
        <bdi>{pieces.map((piece, index) => (piece.hit ? <mark key={index} class="hit">{piece.text}</mark> : piece.text))}</bdi>
      </a>
      <div class="small quiet">
        <Text of={hit.document.title || hit.document.short} /> · <Text of={hit.document.publisher || "publisher not known"} />, {day(hit.document.published)}
        {hit.statements.map((row) => (
          <>
            {" "}
            ·{" "}
            <a key={row} href={documentAddress(hit.document.id, row)}>
              statement <span class="mono">{row.split(":")[1]}</span>
            </a>
          </>
        ))}
      </div>
    </li>
  );
}

export function SearchPage({ place }: PageProps) {
  const value = (name: string) => place.query.get(name) ?? "";
  const q = value("q");
  const set = (name: string) => (text: string) => setQuery({ [name]: text });
  const query = { q, party: value("party") || undefined, speaker: value("speaker") || undefined, function: (value("function") || undefined) as (typeof kFunctions)[number] | undefined, since: value("since") || undefined, until: value("until") || undefined, limit: 50 };
  const list = usePages(q ? "/search" : null, { query });
  const send = (event: Event) => {
    event.preventDefault();
    const words = new FormData(event.currentTarget as HTMLFormElement).get("q");
    setQuery({ q: String(words ?? "").trim() });
  };
  return (
    <div class="stack">
      <PageHead title="Search">Sentences that hold all the words; accents and case do not matter.</PageHead>
      <form class="row searchbar" onSubmit={send} role="search">
        <label class="sr" for="q">
          Words to look for
        </label>
        <input id="q" name="q" type="search" value={q} placeholder="Words to look for" />
        <button class="primary">Search</button>
      </form>
      <Filters on={["party", "speaker", "function", "since", "until"].filter((name) => value(name)).length}>
        <PartyField value={value("party")} onChange={set("party")} />
        <Field label="Speaker" value={value("speaker")} onChange={set("speaker")} />
        <Select label="Function" value={value("function")} options={kFunctionChoices} onChange={set("function")} />
        <Field label="From" type="date" value={value("since")} onChange={set("since")} />
        <Field label="To" type="date" value={value("until")} onChange={set("until")} />
      </Filters>
      {!q && (
        <Empty title="What are you looking for?">
          <p>
            Type words that stand in one sentence, such as <a href="/search?q=ceasefire">ceasefire</a>. Narrow it by who speaks, what the words do, and when. The address of this page then holds the search: send it to whom you like.
          </p>
        </Empty>
      )}
      {list.problem && <Failure problem={list.problem} again={list.again} />}
      {q && list.loading && list.items.length === 0 && <Loading what="sentences" />}
      {q && !list.loading && !list.problem && list.items.length === 0 && (
        <Empty title="No sentence holds all these words">
          <p>Try fewer words, another form of them, or take a filter away.</p>
        </Empty>
      )}
      {list.items.length > 0 && q && (
        <section class="card">
          <ol class="rows">
            {list.items.map((hit) => (
              <HitItem key={`${hit.document.id} ${hit.span[0]}`} hit={hit} />
            ))}
          </ol>
          <button onClick={list.more}>Show more</button>
        </section>
      )}
    </div>
  );
}
