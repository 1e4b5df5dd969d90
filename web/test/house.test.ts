// What holds for all of the pages: text stays text, nothing is fetched from elsewhere, files stay small, and no code of
// the API is shown without an explanation.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kEventTypes, kFactualities, kFunctions, kGradeChoices, kRelationChoices, kScopeChoices, kStatusChoices } from "../src/ui/choices";
import { kTerms } from "../src/words/terms";

const kSource = join(__dirname, "../src");
const files = (readdirSync(kSource, { recursive: true }) as string[]).filter((name) => /\.tsx?$/.test(name) && !name.endsWith("schema.d.ts"));
const api = JSON.parse(readFileSync(join(__dirname, "../../docs/api/openapi.json"), "utf8"));
const enumOf = (name: string): string[] => api.components.schemas[name].enum;

describe("the source", () => {
  it("never turns text into markup or code", () => {
    expect(files.length).toBeGreaterThan(30);
    for (const name of files) {
      const text = readFileSync(join(kSource, name), "utf8");
      expect(text, name).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|dangerouslySet|document\.write|\beval\(|new Function/);
      expect(text, name).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    }
  });

  it("has no file of more than 500 lines", () => {
    for (const name of files) expect(readFileSync(join(kSource, name), "utf8").split("\n").length, name).toBeLessThanOrEqual(500);
  });
});

describe("the words", () => {
  it("explain every code that the API can give", () => {
    const named = ["Function", "EventType", "Factuality", "Grade", "Status", "ObligationKind", "Polarity", "Relation", "Scope", "Precision", "Verdict"];
    const inline = [...api.components.schemas.Decision.properties.agreement.enum.filter((value: string | null) => value !== null), ...api.components.schemas.Report.properties.stance.enum];
    for (const code of [...named.flatMap(enumOf), ...inline]) expect(kTerms[code]?.means, code).toBeTruthy();
  });

  it("offer in filters what the API takes", () => {
    const values = (choices: { value: string }[]) => choices.map((choice) => choice.value).filter(Boolean);
    expect([...kEventTypes]).toEqual(enumOf("EventType"));
    expect([...kFunctions].sort()).toEqual(enumOf("Function").sort());
    expect([...kFactualities]).toEqual(enumOf("Factuality"));
    expect(values(kGradeChoices)).toEqual(enumOf("Grade"));
    expect(values(kRelationChoices)).toEqual(enumOf("Relation"));
    expect(values(kScopeChoices)).toEqual(enumOf("Scope"));
    expect(values(kStatusChoices)).toEqual(enumOf("Status"));
  });
});
