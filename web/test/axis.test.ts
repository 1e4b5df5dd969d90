import { describe, expect, it } from "vitest";
import { placeCards, scaleOf, ticksOf, yOf, type DayScale } from "../src/ui/axis";
import { dayNumber } from "../src/words/format";

describe("the axis", () => {
  it("places cards near their day, never over each other, all in the room", () => {
    const tops = placeCards([10, 12, 500, 995, 998], 100, 1000);
    expect(tops).toEqual([0, 100, 450, 800, 900]);
    for (let index = 1; index < tops.length; index += 1) expect((tops[index] as number) - (tops[index - 1] as number)).toBeGreaterThanOrEqual(100);
    expect(placeCards([], 100, 1000)).toEqual([]);
    expect(placeCards([5, 5, 5], 100, 50)).toEqual([0, 100, 200]);
  });

  it("keeps days inside its height and in order", () => {
    const scale = scaleOf(["2025-03-01", null, "2025-03-31", "2025"], 600) as DayScale;
    const first = yOf(scale, dayNumber("2025-03-01") as number);
    const last = yOf(scale, dayNumber("2025-03-31") as number);
    expect(first).toBeGreaterThan(0);
    expect(last).toBeLessThan(600);
    expect(first).toBeLessThan(last);
    expect(scaleOf([null, "soon"], 600)).toBeNull();
  });

  it("labels few days: of a short time single ones, else first days of months or years", () => {
    const span = (from: string, to: string) => ticksOf(scaleOf([from, to], 600) as DayScale);
    expect(span("2025-03-03", "2025-03-29")).toEqual(["2025-03-03", "2025-03-10", "2025-03-17", "2025-03-24"]);
    expect(span("2025-03-03", "2025-07-02")).toEqual(["2025-04-01", "2025-05-01", "2025-06-01", "2025-07-01"]);
    expect(span("1990-01-01", "2025-05-02").length).toBeLessThanOrEqual(15);
    expect(span("2024-12-15", "2024-12-20").length).toBe(7);
  });
});
