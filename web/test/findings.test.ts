import { describe, expect, it } from "vitest";
import type { Schemas } from "../src/api/client";
import { decisionOf, rowsOf, stateOf, weightiestFirst, withAcross } from "../src/findings";

type Finding = Schemas["Finding"];
type Review = Schemas["Review"];

const across = { id: "aa:o1~bb:i2", word: "aa:o1", deed: "bb:e2", origins: 1, relation: "contradicts", confidence: 0.5 } as Finding;
const inside = { id: "aa:f1", word: "aa:o1", deed: "aa:e1", decision: { verdict: "accept", reviews: 1, agreement: "one" } } as Finding;
let next = 0;
const review = (row: string, who: string, verdict: Review["verdict"], more: Partial<Review> = {}): Review => ({ id: (next += 1), row, who, verdict, reason: "", fields: {}, at: "", undone: false, undoes: null, ...more });

describe("findings over documents", () => {
  it("rest on two rows, those inside one on themselves", () => {
    expect(rowsOf(across)).toEqual(["aa:o1", "bb:e2"]);
    expect(rowsOf(inside)).toEqual(["aa:f1"]);
    expect(decisionOf(inside, []).verdict).toBe("accept");
  });

  it("are accepted when both rows are, rejected when one is, open before", () => {
    const words = review("aa:o1", "ana", "accept");
    const deed = review("bb:e2", "ana", "accept");
    expect(decisionOf(across, []).verdict).toBeNull();
    expect(decisionOf(across, [words]).verdict).toBeNull();
    expect(decisionOf(across, [words, deed]).verdict).toBe("accept");
    expect(stateOf(decisionOf(across, [words, deed]))).toBe("reviewed");
    expect(decisionOf(across, [review("bb:e2", "ana", "reject")]).verdict).toBe("reject");
    expect(decisionOf(across, [words, deed, review("cc:o1", "ana", "reject")]).verdict).toBe("accept");
  });

  it("count the last standing word of each reviewer", () => {
    const both = [review("aa:o1", "ana", "accept"), review("bb:e2", "ana", "reject"), review("bb:e2", "ana", "accept")];
    expect(decisionOf(across, both).verdict).toBe("accept");
    expect(decisionOf(across, [...both, review("bb:e2", "bo", "reject", { undone: true })]).agreement).toBe("one");
    expect(decisionOf(across, [...both, review("bb:e2", "bo", "note")]).agreement).toBe("one");
  });

  it("differ when two reviewers do, agree when they do", () => {
    const ana = [review("aa:o1", "ana", "accept"), review("bb:e2", "ana", "accept")];
    expect(stateOf(decisionOf(across, [...ana, review("bb:e2", "bo", "reject")]))).toBe("differ");
    expect(decisionOf(across, [...ana, review("bb:e2", "bo", "accept")]).agreement).toBe("agree");
  });

  it("are added to what the server counted of their party", () => {
    const counts = { contradicts: 1, fulfils: 0, commitments: 2 } as Schemas["KindCounts"];
    const party = { party: { key: "slf", name: "SLF" }, kind: null, country: null, counts, months: [{ month: "2025-03", words: 2, reports: 0, contradicting: 1, corroborated: 0 }] } as Schemas["PartySummary"];
    const of = (key: string, relation: Finding["relation"], date: string | null) => ({ ...across, relation, date, party: { key, name: key } }) as Finding;
    const sum = withAcross(party, [of("slf", "contradicts", "2025-03-09"), of("slf", "contradicts", "2025-05-01"), of("slf", "fulfils", null), of("other", "contradicts", "2025-03-09"), { ...inside, party: party.party } as Finding]);
    expect([sum.counts.contradicts, sum.counts.fulfils, sum.counts.commitments]).toEqual([3, 1, 2]);
    expect(sum.months.map((month) => [month.month, month.contradicting])).toEqual([
      ["2025-03", 2],
      ["2025-05", 1],
    ]);
    expect(party.months[0]?.contradicting).toBe(1);
  });

  it("come weightiest first", () => {
    const make = (id: string, relation: Finding["relation"], origins: number) => ({ ...across, id, relation, origins });
    const sorted = weightiestFirst([make("a", "fulfils", 9), make("b", "contradicts", 1), make("c", "contradicts", 3)]);
    expect(sorted.map((one) => one.id)).toEqual(["c", "b", "a"]);
  });
});
