import { describe, expect, it } from "vitest";
import { OffsetMap } from "../src/text/offsets";

const kTexts = [
  "",
  "plain words",
  "Übergabe in Ħarn — “sofort”",
  "مجموعة مسلحة قالت",
  "前線は静かだ。",
  "a 🕊️ b 👨‍👩‍👧 c",
  "e\u0301 combining, \u202Ereversed\u202C and \u{10FFFF}",
  "x".repeat(700) + "é" + "y".repeat(700) + "🕊" + "z".repeat(700),
];

// The slow way: encode everything before the index.
const bytesBefore = (text: string, index: number) => new TextEncoder().encode(text.slice(0, index)).length;

describe("OffsetMap", () => {
  it("agrees with the encoder at every character of every text", () => {
    for (const text of kTexts) {
      const map = new OffsetMap(text);
      expect(map.byteLength).toBe(new TextEncoder().encode(text).length);
      let index = 0;
      for (const character of text) {
        const byte = bytesBefore(text, index);
        expect(map.toUtf16(byte)).toBe(index);
        expect(map.toByte(index)).toBe(byte);
        index += character.length;
      }
    }
  });

  it("takes a byte inside a character for that character", () => {
    const map = new OffsetMap("a🕊b");
    expect([1, 2, 3, 4, 5].map((byte) => map.toUtf16(byte))).toEqual([1, 1, 1, 1, 3]);
    expect(map.toByte(2)).toBe(1);
  });

  it("stays inside the text", () => {
    const map = new OffsetMap("Ħarn");
    expect(map.toUtf16(-3)).toBe(0);
    expect(map.toUtf16(99)).toBe(4);
    expect(map.toByte(99)).toBe(5);
  });

  it("slices by bytes as the ledger does", () => {
    const text = "Die Übergabe in Ħarn, “sofort”";
    const encoded = new TextEncoder().encode(text);
    const begin = bytesBefore(text, text.indexOf("Ħarn"));
    expect(new OffsetMap(text).slice(begin, begin + 5)).toBe(new TextDecoder().decode(encoded.slice(begin, begin + 5)));
    expect(new OffsetMap(text).slice(begin, begin + 5)).toBe("Ħarn");
  });
});
