import { describe, expect, it } from "vitest";
import type { Schemas } from "../src/api/client";
import { stateOf, weightiestFirst, withAcross } from "../src/findings";

type Finding = Schemas["Finding"];

const across = { id: "aa:o1~bb:i2", word: "aa:o1", deed: "bb:e2", origins: 1, relation: "contradicts", confidence: 0.5 } as Finding;
const inside = { id: "aa:f1", word: "aa:o1", deed: "aa:e1", decision: { verdict: "accept", reviews: 1, agreement: "one" } } as Finding;
describe("findings over documents", () => {
  it("wait until somebody judged them, and come up again where two differ", () => {
    const decided = (verdict: string | null, agreement: string | null) => stateOf({ verdict, reviews: 1, agreement } as Schemas["Decision"]);
    expect(stateOf(inside.decision)).toBe("reviewed");
    expect(decided(null, null)).toBe("open");
    expect(decided("note", null)).toBe("open");
    expect(decided("amend", null)).toBe("reviewed");
    expect(decided("reject", "differ")).toBe("differ");
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
