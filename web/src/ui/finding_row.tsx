// A finding in a list: the word, the deed, how they meet and how the deed is attested.

import type { Schemas } from "../api/client";
import { addressOf } from "../router";
import { day, plural } from "../words/format";
import { Chip, Text } from "./parts";

type Finding = Schemas["Finding"];

export const findingAddress = (id: string) => addressOf({ page: "finding", id });
export const partyAddress = (key: string) => addressOf({ page: "party", id: key });
export const documentAddress = (id: string, row?: string, hit?: number[]) => addressOf({ page: "document", id }, { row, hit: hit?.join("-") });

export function PartyLink({ party }: { party: Schemas["PartyRef"] | null }) {
  if (!party || !party.key) return <span class="quiet">nobody named</span>;
  return (
    <a href={partyAddress(party.key)}>
      <Text of={party.name} />
    </a>
  );
}

export function DecisionChip({ decision, quiet }: { decision: Schemas["Decision"]; quiet?: boolean }) {
  if (decision.agreement === "differ") return <Chip of="differ" tone="warn" quiet={quiet} />;
  if (!decision.verdict) return <Chip of="open" quiet={quiet} />;
  return <Chip of={decision.verdict} tone={decision.verdict === "reject" ? "against" : "inline"} quiet={quiet} />;
}

export function FindingRow({ finding, quiet }: { finding: Finding; quiet?: boolean }) {
  return (
    <div class="findingrow">
      <div class="row small">
        <PartyLink party={finding.party} />
        <span class="quiet num">{day(finding.date)}</span>
        <Chip of={finding.relation} quiet={quiet} />
        {finding.grade && <Chip of={finding.grade} quiet={quiet} />}
        <span class="quiet">{plural(finding.origins, "origin")}</span>
        <DecisionChip decision={finding.decision} quiet={quiet} />
      </div>
      <a class="pair" href={findingAddress(finding.id)}>
        <span class="clamp quote">
          <span class="key word">said</span> <Text of={finding.word_text} />
        </span>
        <span class="clamp quote">
          <span class="key deed">reported</span> <Text of={finding.deed_text} />
        </span>
      </a>
    </div>
  );
}
