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
