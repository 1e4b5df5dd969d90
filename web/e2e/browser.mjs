// Debian's Chromium, driven by playwright-core, and what every check asks of a page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kChromium = process.env.AVOW_CHROMIUM ?? "/usr/bin/chromium";

export function launch() {
  // WebGL in software, so that the map is drawn on a machine without a graphics card.
  const args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-dev-shm-usage"];
  return chromium.launch({ executablePath: kChromium, args });
}

export class Fault extends Error {}

export function want(condition, message) {
  if (!condition) throw new Fault(message);
}

export function equal(got, expected, what) {
  const [a, b] = [JSON.stringify(got), JSON.stringify(expected)];
  want(a === b, `${what}: got ${a}, expected ${b}`);
}

// A visitor: a browser context with its own cookies. `faults` gathers what no page may do: errors in the console,
// exceptions, requests to any other host.
export async function visit(browser, base, { width = 1280, scheme = "light" } = {}) {
  const context = await browser.newContext({ viewport: { width, height: width > 500 ? 800 : 844 }, colorScheme: scheme, locale: "en-GB", reducedMotion: "reduce" });
  const page = await context.newPage();
  const faults = [];
  let refusals = false;
  page.on("console", (message) => {
    const expected = refusals && message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !expected) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== new URL(base).origin) faults.push(`request to ${url.origin}`);
  });
  return {
    context,
    page,
    base,
    faults,
    expectRefusals: (on) => (refusals = on),
    open: async (path, ready = "main h1") => {
      await page.goto(base + path);
      await page.waitForSelector(ready, { timeout: 15_000 });
    },
    // The API as this visitor, with the cookie and the token the pages would send.
    api: async (path, { method = "GET", body, csrf } = {}) =>
      page.evaluate(
        async ([address, how, content, token]) => {
          const headers = { Accept: "application/json", ...(content ? { "Content-Type": "application/json" } : {}) };
          const session = await (await fetch("/api/v1/session")).json();
          const used = token === undefined ? session.csrf : token;
          if (how !== "GET" && used) headers["X-Avow-CSRF"] = used;
          const response = await fetch(`/api/v1${address}`, { method: how, headers, body: content ? JSON.stringify(content) : undefined });
          const text = await response.text();
          let json = null;
          try {
            json = JSON.parse(text);
          } catch {
            json = null;
          }
          return { status: response.status, text, json };
        },
        [path, method, body, csrf],
      ),
    close: () => context.close(),
  };
}

// What axe-core calls serious or critical, by rule and element.
export async function seriousFaults(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact)).map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
}

// The words that a highlight paints, in order.
export function painted(page, name) {
  return page.evaluate((key) => [...(CSS.highlights.get(key) ?? [])].map((range) => range.toString()), name);
}

export function sidewaysScroll(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
