// What people say of a finding. One inside a document is a row, and is judged as one. One over documents ("word~incident")
// is made of two rows, the words and a report: each can be read right or wrong by itself, so each is judged by itself.

import type { Schemas } from "./api/client";

type Finding = Schemas["Finding"];
type Review = Schemas["Review"];
type Decision = Schemas["Decision"];
export type State = "open" | "reviewed" | "differ";

export const isAcross = (finding: Pick<Finding, "id">) => finding.id.includes("~");

// The rows whose readings a finding rests on.
export function rowsOf(finding: Pick<Finding, "id" | "word" | "deed">): string[] {
  return isAcross(finding) ? [finding.word, ...(finding.deed ? [finding.deed] : [])] : [finding.id];
}

// Each reviewer's last standing accept or reject of a row.
export function lastWords(reviews: Review[], row: string): Map<string, "accept" | "reject"> {
  const found = new Map<string, "accept" | "reject">();
  for (const review of [...reviews].sort((a, b) => a.id - b.id)) {
    if (review.row !== row || review.undone || review.undoes !== null) continue;
    if (review.verdict === "accept" || review.verdict === "reject") found.set(review.who, review.verdict);
  }
  return found;
}

const kNobody: Decision = { verdict: null, reviews: 0, agreement: null };

// Rejected when one of its rows is; accepted when all are; not judged as long as one waits.
export function decisionOf(finding: Finding, reviews: Review[]): Decision {
  if (!isAcross(finding)) return finding.decision;
  const words = rowsOf(finding).map((row) => lastWords(reviews, row));
  const all = words.flatMap((row) => [...row.values()]);
  if (all.length === 0) return kNobody;
  const split = words.some((row) => new Set(row.values()).size > 1);
  const people = new Set(words.flatMap((row) => [...row.keys()])).size;
  const agreement = split ? "differ" : people > 1 ? "agree" : "one";
  if (all.includes("reject")) return { verdict: "reject", reviews: all.length, agreement };
  return words.every((row) => row.size > 0) ? { verdict: "accept", reviews: all.length, agreement } : kNobody;
}

export function stateOf(decision: Decision): State {
  if (decision.agreement === "differ") return "differ";
  return decision.verdict ? "reviewed" : "open";
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
