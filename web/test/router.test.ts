import { describe, expect, it } from "vitest";
import { addressOf, parseRoute, queryString, type Route } from "../src/router";

describe("addresses", () => {
  it("lead back to the page they were made of", () => {
    const routes: Route[] = [
      { page: "overview" },
      { page: "party", id: "sarn liberation front" },
      { page: "finding", id: "3f2a9c1b:f1" },
      { page: "document", id: "sha256:3f2a/é?#%" },
      { page: "actor", id: "TLB" },
      { page: "review" },
      { page: "sign-in" },
    ];
    for (const route of routes) expect(parseRoute(new URL(addressOf(route), "http://x").pathname)).toEqual(route);
  });

  it("are not found when they name nothing", () => {
    for (const path of ["/nothing", "/findings/a/b", "/documents/%E0%A4%A", "/constructor", "/__proto__/x"])
      expect(parseRoute(path).page).toBe("not-found");
  });

  it("say only what was chosen, in one order", () => {
    expect(queryString({ until: "", q: "cease fire", kinds: ["denial", "demand"], open: true, closed: false, none: null })).toBe(
      "kinds=denial%2Cdemand&open=1&q=cease+fire",
    );
    expect(queryString({ b: 1, a: 2 })).toBe(queryString({ a: 2, b: 1 }));
  });
});
