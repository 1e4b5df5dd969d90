import { describe, expect, it } from "vitest";
import { scrollFor, windowOf } from "../src/ui/window";

describe("windowOf", () => {
  it("draws few rows of many, and always those in view", () => {
    const count = 100_000;
    for (let scrollTop = 0; scrollTop <= count * 32 - 600; scrollTop += 12_345) {
      const window = windowOf(scrollTop, 600, 32, count);
      expect(window.last - window.first).toBeLessThan(60);
      expect(window.first * 32).toBeLessThanOrEqual(scrollTop);
      expect(window.last * 32).toBeGreaterThanOrEqual(scrollTop + 600);
      expect(window.before).toBe(window.first * 32);
    }
  });

  it("holds for short and empty tables and for a scroll beyond the end", () => {
    expect(windowOf(0, 600, 32, 0)).toEqual({ first: 0, last: 0, before: 0, total: 0 });
    expect(windowOf(0, 600, 32, 3)).toEqual({ first: 0, last: 3, before: 0, total: 96 });
    const beyond = windowOf(9_999, 600, 32, 3);
    expect(beyond.first).toBeLessThan(3);
    expect(beyond.last).toBe(3);
  });
});

describe("scrollFor", () => {
  it("moves only as far as needed", () => {
    expect(scrollFor(5, 0, 320, 32)).toBe(0);
    expect(scrollFor(10, 0, 320, 32)).toBe(32);
    expect(scrollFor(2, 320, 320, 32)).toBe(64);
  });
});
