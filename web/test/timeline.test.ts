import { expect, it } from "vitest";
import { filled, lastDay } from "../src/ui/timeline";

const bin = (month: string) => ({ month, words: 1, reports: 2, incidents: 3, contradicting: 0 });

it("knows the last day of every month", () => {
  expect(["2024-02", "2025-02", "2025-04", "2025-12"].map(lastDay)).toEqual(["2024-02-29", "2025-02-28", "2025-04-30", "2025-12-31"]);
});

it("fills the months in which nothing is known, and shows no more than twenty years", () => {
  expect(filled([bin("2024-11"), bin("2025-02")]).map((one) => [one.month, one.incidents])).toEqual([
    ["2024-11", 3],
    ["2024-12", 0],
    ["2025-01", 0],
    ["2025-02", 3],
  ]);
  expect(filled([bin("1900-01"), bin("2025-02")])).toHaveLength(240);
  expect(filled([])).toEqual([]);
});
