// A passage of a document with its evidence marked, and the chain of those through whom the words come to us.

import { useMemo } from "preact/hooks";
import type { Schemas } from "../api/client";
import { Article, type Mark } from "../text/article";
import { OffsetMap } from "../text/offsets";
import { day } from "../words/format";
import { documentAddress } from "./finding_row";
import { Chip, Text } from "./parts";
import { Term } from "./tip";

type Passage = Schemas["Passage"];
type Link = Schemas["ChainLink"];

// Which part of the evidence is painted how; the words and the deed themselves stand out most.
const kPaint: Record<string, Mark["name"]> = { cue: "cue", party: "source", actor: "source", place: "place", time: "time" };

export function marksOf(passage: Passage, side: "word" | "deed"): Mark[] {
  const marks: Mark[] = passage.evidence.map(({ part, span }) => ({ name: kPaint[part] ?? side, begin: span[0] as number, end: span[1] as number }));
  for (const link of passage.chain) for (const span of link.cue) marks.push({ name: "cue", begin: span[0] as number, end: span[1] as number });
  return marks;
}

function LinkOfChain({ link, map, base }: { link: Link; map: OffsetMap; base: number }) {
  const cue = link.cue.map((span) => map.slice((span[0] as number) - base, (span[1] as number) - base)).join(" … ");
  return (
    <li>
      <b>
        <Text of={link.speaker || "somebody the text does not name"} />
      </b>
      {link.on_behalf && (
        <>
          {" "}
          <Term of="on_behalf">for</Term> <Text of={link.on_behalf} />
        </>
      )}
      {cue && (
        <>
          {" "}
          <i>
            <Text of={cue} />
          </i>
        </>
      )}{" "}
      <Chip of={link.function} tone="word" />
    </li>
  );
}

export function Chain({ passage }: { passage: Passage }) {
  const map = useMemo(() => new OffsetMap(passage.text), [passage.text]);
  return (
    <div class="chain small">
      <Term of="chain">Who says it</Term>
      <ol>
        <li>
          <b>
            <Text of={passage.document.publisher || "the article"} />
          </b>{" "}
          reports
        </li>
        {passage.chain.map((link) => (
          <LinkOfChain key={link.statement} link={link} map={map} base={passage.offset} />
        ))}
      </ol>
    </div>
  );
}

export function PassageCard({ passage, side, heading }: { passage: Passage; side: "word" | "deed"; heading: string }) {
  const marks = useMemo(() => marksOf(passage, side), [passage, side]);
  const { document } = passage;
  return (
    <section class={`card passage ${side}`} aria-label={heading}>
      <h2>{heading}</h2>
      <p class="small">
        <a href={documentAddress(document.id, passage.id)}>
          <Text of={document.title || document.short} />
        </a>
        <br />
        <span class="quiet">
          <Text of={document.publisher || "publisher not known"} />, {day(document.published)}
        </span>
      </p>
      <Chain passage={passage} />
      <div class="scroll" tabIndex={0} role="region" aria-label={`Text: ${heading}`}>
        <Article text={passage.text} base={passage.offset} marks={marks} label={document.title || "Text"} from={passage.sentence[0]} />
      </div>
    </section>
  );
}
