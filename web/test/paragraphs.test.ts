import { describe, expect, it } from "vitest";
import { hiddenMarks, paragraphAt, paragraphsOf } from "../src/text/paragraphs";

describe("paragraphs", () => {
  it("keep every character but line ends where it stood", () => {
    const text = "Head\n\n  First “line”.\r\nSecond 🕊.\n   \nLast";
    for (const { start, text: part } of paragraphsOf(text)) expect(text.slice(start, start + part.length)).toBe(part);
    expect(paragraphsOf(text).map((p) => p.text)).toEqual(["Head", "  First “line”.", "Second 🕊.", "Last"]);
  });

  it("are found by index", () => {
    const text = "ab\n\ncd\nef";
    const all = paragraphsOf(text);
    expect([0, 1, 4, 5, 7, 8, 99].map((index) => paragraphAt(all, index))).toEqual([0, 0, 1, 1, 2, 2, 2]);
    expect(paragraphAt([], 3)).toBe(0);
  });

  it("count what is not seen", () => {
    expect(hiddenMarks("plain")).toBe(0);
    expect(hiddenMarks("a\u202Eb\u2066c\u200B")).toBe(3);
  });
});
