// Findings as lists show them: those inside one document, and those over documents ("word~incident"). Both are rows, and
// are judged as rows.

import type { Schemas } from "./api/client";

type Finding = Schemas["Finding"];
type Decision = Schemas["Decision"];
export type State = "open" | "reviewed" | "differ";

export const isAcross = (finding: Pick<Finding, "id">) => finding.id.includes("~");

export function stateOf(decision: Decision): State {
  if (decision.agreement === "differ") return "differ";
  return decision.verdict && decision.verdict !== "note" ? "reviewed" : "open"; // a note decides nothing
}

// Those that go against words first, then those of most origins, then the most sure; the order of the server otherwise.
export function weightiestFirst(findings: Finding[]): Finding[] {
  const weight = (finding: Finding) => (finding.relation === "contradicts" ? 1000 : 0) + Math.min(finding.origins, 900);
  return findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => weight(b.finding) - weight(a.finding) || b.finding.confidence - a.finding.confidence || a.index - b.index)
    .map(({ finding }) => finding);
}

type PartySummary = Schemas["PartySummary"];

// The server counts the findings inside single documents; those over documents are added here: to the counts of their
// party, and to the months of their deeds.
export function withAcross(party: PartySummary, findings: Finding[]): PartySummary {
  const own = findings.filter((finding) => isAcross(finding) && finding.party?.key === party.party.key);
  if (own.length === 0) return party;
  const against = own.filter((finding) => finding.relation === "contradicts");
  const months = new Map(party.months.map((month) => [month.month, { ...month }]));
  for (const { date } of against) {
    if (!date) continue;
    const name = date.slice(0, 7);
    const month = months.get(name) ?? { month: name, words: 0, reports: 0, contradicting: 0, corroborated: 0 };
    months.set(name, { ...month, contradicting: month.contradicting + 1 });
  }
  const { counts } = party;
  return {
    ...party,
    counts: { ...counts, contradicts: counts.contradicts + against.length, fulfils: counts.fulfils + own.length - against.length },
    months: [...months.values()].sort((a, b) => a.month.localeCompare(b.month)),
  };
}
