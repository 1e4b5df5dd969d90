import { expect, it } from "vitest";
import { countedIn, filled, lastDay, uncertain, windowOf } from "../src/ui/bins";

const bin = (start: string, end = start) => ({ start, end, words: 1, reports: 2, incidents: 3, contradicting: 0 });
const month = (text: string) => ({ month: text });

it("knows the last day of every month", () => {
  expect(["2024-02", "2025-02", "2025-04", "2025-12"].map(lastDay)).toEqual(["2024-02-29", "2025-02-28", "2025-04-30", "2025-12-31"]);
});

it("shows days of a month or two, weeks of a year, months of more", () => {
  expect(windowOf([month("2025-03")], "", "")).toEqual({ by: "day", since: "2025-03-01", until: "2025-03-31" });
  expect(windowOf([month("2024-11"), month("2025-06")], "", "")).toEqual({ by: "week", since: "2024-11-01", until: "2025-06-30" });
  expect(windowOf([month("2020-01"), month("2025-06")], "", "")?.by).toBe("month");
  // A day that is chosen stays among the days of its month.
  expect(windowOf([month("2020-01"), month("2025-06")], "2021-02-09", "2021-02-09")).toEqual({ by: "day", since: "2021-02-01", until: "2021-02-28" });
  expect(windowOf([month("2020-01"), month("2025-06")], "2021-02-09", "")?.until).toBe("2025-06-30");
  expect(windowOf([], "", "")).toBeNull();
});

it("fills the bins in which nothing is known, and shows no more than twenty years", () => {
  const months = filled({ by: "month", since: "2024-11-01", until: "2025-02-28" }, [bin("2024-11-01", "2024-11-30"), bin("2025-02-01", "2025-02-28")]);
  expect(months.map((one) => [one.start, one.end, one.incidents])).toEqual([
    ["2024-11-01", "2024-11-30", 3],
    ["2024-12-01", "2024-12-31", 0],
    ["2025-01-01", "2025-01-31", 0],
    ["2025-02-01", "2025-02-28", 3],
  ]);
  expect(filled({ by: "month", since: "1900-01-01", until: "2025-02-28" }, [])).toHaveLength(240);
  expect(filled({ by: "day", since: "2025-02-01", until: "2025-02-28" }, [bin("2025-02-02")]).map((one) => one.incidents).slice(0, 3)).toEqual([0, 3, 0]);
  // 1 March 2025 was a Saturday.
  expect(filled({ by: "week", since: "2025-03-01", until: "2025-03-31" }, []).map((one) => one.start)).toEqual(["2025-02-24", "2025-03-03", "2025-03-10", "2025-03-17", "2025-03-24", "2025-03-31"]);
});

it("counts the incidents of one place", () => {
  const incidents = [
    { id: "a", start: "2025-03-02", end: "2025-03-04" },
    { id: "b", start: "2025-03-02", end: "2025-03-02" },
    { id: "c", start: null, end: null },
  ];
  expect(countedIn({ by: "day", since: "2025-03-01", until: "2025-03-03" }, incidents).map((one) => one.incidents)).toEqual([0, 2, 0]);
});

it("draws what has no certain day as a bar, on a lane of its own where bars meet", () => {
  const bins = filled({ by: "day", since: "2025-03-01", until: "2025-03-10" }, []);
  const incidents = [
    { id: "a", start: "2025-03-02", end: "2025-03-04" },
    { id: "b", start: "2025-03-04", end: "2025-03-20" },
    { id: "c", start: "2025-03-05", end: "2025-03-06" },
    { id: "d", start: "2025-03-05", end: "2025-03-05" },
    { id: "e", start: "2025-02-05", end: "2025-02-09" },
  ];
  expect(uncertain(bins, incidents)).toEqual({
    bars: [
      { id: "a", from: 1, to: 3, lane: 0 },
      { id: "b", from: 3, to: 9, lane: 1 },
      { id: "c", from: 4, to: 5, lane: 0 },
    ],
    more: 0,
  });
  expect(uncertain(bins, incidents, 1)).toMatchObject({ more: 1 });
});
