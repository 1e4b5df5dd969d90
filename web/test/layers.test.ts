import { describe, expect, it } from "vitest";
import { rowsAt, type Mark } from "../src/text/article";
import { depthOf, layerRows } from "../src/text/layers";
import type { Schemas } from "../src/api/client";

const kStatement = { cue: [[8, 12]], quote: "indirect", class: "assertive", function: "assertion", target: null, rule: "r", confidence: 1 } as const;

describe("layers", () => {
  it("tell how deep an attribution is nested, even in a record that loops", () => {
    const chain = [
      { id: "s1", within: null },
      { id: "s2", within: "s1" },
      { id: "s3", within: "s2" },
    ];
    expect(chain.map((one) => depthOf(chain, one.id))).toEqual([0, 1, 2]);
    expect(depthOf([{ id: "a", within: "b" }, { id: "b", within: "a" }], "a")).toBe(2);
  });

  it("make rows with the ledger's ids, marks on bytes, and names for ids", () => {
    const record = {
      document: { id: "sha256:3f2a9c1b", title: null, publisher: null, published: null, language: "en", text: "Oru said Maren had promised calm.", diagnostics: [] },
      actors: [{ id: "a1", name: "Oru", kind: "person", mentions: [[0, 3]] }],
      places: [],
      times: [{ value: "2025" }],
      statements: [
        { ...kStatement, id: "s2", speaker: null, content: [[27, 31]], within: "s1" },
        { ...kStatement, id: "s1", speaker: "a1", content: [[9, 31]], within: null },
      ],
      events: [],
      obligations: [],
      findings: [],
    } as unknown as Schemas["Record"];
    const rows = layerRows(record, "3f2a9c1b");
    expect(rows.map((row) => [row.id, row.depth, row.title])).toEqual([
      ["3f2a9c1b:s1", 0, "Oru"],
      ["3f2a9c1b:s2", 1, "somebody the text does not name"],
      ["3f2a9c1b:a1", 0, "Oru"],
    ]);
    expect(rows[1]?.marks.map((mark) => [mark.name, mark.begin])).toEqual([
      ["statement-1", 27],
      ["cue", 8],
    ]);
  });

  it("find the rows at a byte, the smallest span first", () => {
    const marks: Mark[] = [
      { name: "statement-0", begin: 0, end: 50, row: "s1" },
      { name: "event", begin: 10, end: 15, row: "e1" },
      { name: "hit", begin: 10, end: 15 },
    ];
    expect(rowsAt(marks, 12)).toEqual(["e1", "s1"]);
    expect(rowsAt(marks, 15)).toEqual(["s1"]);
    expect(rowsAt(marks, 50)).toEqual([]);
  });
});
