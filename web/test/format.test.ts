import { describe, expect, it } from "vitest";
import { count, day, dayNumber, days, isoDay, moment, month, number, period, plural } from "../src/words/format";

describe("days and numbers", () => {
  it("keep a day the same day in every time zone", () => {
    const before = process.env["TZ"];
    for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"]) {
      process.env["TZ"] = zone;
      expect(day("2025-03-07")).toMatch(/7/);
      expect(day("2025-03-07")).toMatch(/Mar/);
      expect(isoDay(dayNumber("2025-03-07") as number)).toBe("2025-03-07");
    }
    process.env["TZ"] = before;
  });

  it("show what is no day as it is", () => {
    expect(day("2025-W10")).toBe("2025-W10");
    expect(day(null)).toBe("no date");
    expect(days("", null)).toBe("no date");
    expect(moment("soon")).toBe("soon");
    expect(dayNumber("March")).toBeNull();
  });

  it("join spans, and leave single days single", () => {
    expect(days("2025-03-01", "2025-03-01")).toBe(day("2025-03-01"));
    expect(days("2025-03-01", "2025-03-09")).toMatch(/1.*9/);
    expect(days("2025-03-09", "2025-03-01")).toContain("–");
    expect(period("2025-03-01", null)).toBe(`since ${day("2025-03-01")}`);
    expect(period(null, "2025-03-01")).toBe(`until ${day("2025-03-01")}`);
    expect(period(null, null)).toBe("always");
    expect(month("2025-03")).toMatch(/2025/);
  });

  it("say how many, open ends too", () => {
    expect(count({ low: 24, high: null })).toBe("at least 24");
    expect(count({ low: 3, high: 5 })).toBe("3 to 5");
    expect(count({ low: 3, high: 3 })).toBe("3");
    expect(count(null)).toBe("");
    expect(plural(1, "copy", "copies")).toBe("1 copy");
    expect(plural(2, "copy", "copies")).toBe("2 copies");
    expect(number(1_234_567)).toMatch(/1.234.567/);
  });
});
