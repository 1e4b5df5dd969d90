// Every page opens, at both widths and in both schemes, without faults; what it shows is what the row says.

import { equal, painted, seriousFaults, sidewaysScroll, visit, want } from "./browser.mjs";
import { kReady, pagesOf } from "./pages.mjs";

const utf8 = new TextEncoder();

function mondayOf(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

function bytes(text, base, [begin, end]) {
  return new TextDecoder().decode(utf8.encode(text).slice(begin - base, end - base));
}

export async function everyPage({ browser, base }) {
  const bad = []; // of all pages, so that one run tells everything
  for (const [width, scheme] of [[1280, "light"], [390, "dark"]]) {
    const visitor = await visit(browser, base, { width, scheme });
    await visitor.open("/");
    const { addresses } = await pagesOf(visitor);
    for (const [name, address] of Object.entries(addresses)) {
      await visitor.open(address, kReady[name]);
      want((await visitor.page.locator("h1, .empty h2").count()) > 0, `${name}: no heading`);
      const wide = await sidewaysScroll(visitor.page);
      want(wide <= 0, `${name} at ${width}: the page scrolls sideways by ${wide} pixels`);
      const serious = await seriousFaults(visitor.page);
      for (const one of serious) bad.push(`${name} at ${width}, ${scheme}: ${one}`);
      const text = await visitor.page.locator("body").innerText();
      if (name !== "document" && name !== "finding" && name !== "review") want(!/\b(has|was|were|is) (broken|kept)\b/i.test(text), `${name}: says broken or kept`);
      equal(visitor.faults, [], `${name} at ${width}`);
    }
    await visitor.close();
  }
  equal(bad, [], "axe");
}

// What the browser must fetch for the first page, as it is sent: the map comes with its own page.
export async function firstView({ browser, base }) {
  const visitor = await visit(browser, base);
  const began = Date.now();
  await visitor.open("/", kReady.overview);
  const took = Date.now() - began;
  const sent = await visitor.page.evaluate(() => {
    const entries = [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")];
    return entries.reduce((sum, entry) => sum + (entry.transferSize || entry.encodedBodySize), 0);
  });
  want(sent > 1000 && sent < 400_000, `first view: ${sent} bytes`);
  // The painted page, as the browser counts from asking for it; a second under load of other tests is not promised.
  // The browser may tell of it a little after the page stands.
  const paint = await visitor.page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime, null, { timeout: 10_000 });
  const painted = await paint.jsonValue();
  want(painted < 3000, `first paint after ${painted} ms`);
  await visitor.close();
  return `${(sent / 1000).toFixed(0)} KB in ${took} ms, first paint ${painted.toFixed(0)} ms`;
}

export async function findingToBothTexts({ browser, base }) {
  const visitor = await visit(browser, base);
  await visitor.open("/", kReady.overview);
  const { finding } = await pagesOf(visitor);
  await visitor.open("/findings", ".gridrow");
  await visitor.page.locator(`.gridrow a[href="/findings/${encodeURIComponent(finding.id)}"]`).first().click();
  await visitor.page.waitForSelector(kReady.finding);
  const answer = (await visitor.api(`/findings/${encodeURIComponent(finding.id)}`)).json;
  for (const side of ["word", "deed"]) {
    const passage = answer[side];
    const main = passage.evidence.filter(({ part }) => !["cue", "party", "actor", "place", "time"].includes(part));
    want(main.length > 0, `${side}: the row has no evidence`);
    const expected = main.map(({ span }) => bytes(passage.text, passage.offset, span)).sort();
    const got = (await painted(visitor.page, side)).sort();
    equal(got, expected, `words painted as ${side}`);
    const cues = passage.chain.flatMap((link) => link.cue.map((span) => bytes(passage.text, passage.offset, span)));
    const all = await painted(visitor.page, "cue");
    for (const cue of cues.filter(Boolean)) want(all.includes(cue), `the cue “${cue}” is not painted`);
    // On to the whole article: the row is chosen there, and the same words stand out.
    const row = (await visitor.api(`/rows/${encodeURIComponent(passage.id)}`)).json;
    const own = row.passage.evidence.filter(({ part }) => ["conduct", "content", "trigger"].includes(part)).map(({ span }) => bytes(row.passage.text, row.passage.offset, span));
    await visitor.page.locator(`.passage.${side} a`).first().click();
    await visitor.page.waitForSelector(".layerrow.selected");
    const selected = await painted(visitor.page, "selected");
    for (const words of own) want(selected.some((one) => one.replace(/\s+/g, " ") === words.replace(/\s+/g, " ")), `“${words}” of ${passage.id} is not painted in its article: ${JSON.stringify(selected)}`);
    await visitor.page.goBack();
    await visitor.page.waitForSelector(kReady.finding);
  }
  equal(visitor.faults, [], "faults");
  await visitor.close();
}

export async function documentBothWays({ browser, base }) {
  const visitor = await visit(browser, base);
  await visitor.open("/", kReady.overview);
  const { document } = await pagesOf(visitor);
  const { page } = visitor;
  await visitor.open(`/documents/${encodeURIComponent(document.document.id)}`, ".layerrow");
  // From row to text: by keyboard.
  const text = document.record.document.text;
  const first = document.record.statements.slice().sort((a, b) => Math.min(...a.content.map((span) => span[0]), ...a.cue.map((span) => span[0])) - Math.min(...b.content.map((span) => span[0]), ...b.cue.map((span) => span[0])))[0];
  await page.keyboard.press("j");
  await page.waitForSelector(".layerrow.selected");
  const chosen = await page.locator(".layerrow.selected").getAttribute("data-row");
  const statement = document.record.statements.find((one) => `${document.document.short}:${one.id}` === chosen);
  want(statement, `the first row is ${chosen}, not a statement; ${first?.id} was expected about there`);
  const selected = await painted(page, "selected");
  for (const span of [...statement.content, ...statement.cue]) want(selected.includes(bytes(text, 0, span)), `“${bytes(text, 0, span)}” of ${chosen} is not painted`);
  want(new URL(page.url()).searchParams.get("row") === chosen, "the address does not hold the chosen row");
  // From text to row: by pointer, on the middle of an event's trigger.
  const event = document.record.events[0];
  const point = await page.evaluate((words) => {
    const range = [...CSS.highlights.get("event")].find((one) => one.toString() === words);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    const box = range.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }, bytes(text, 0, event.trigger));
  await page.mouse.move(point.x, point.y);
  await page.waitForSelector(".layerrow.pointed");
  await page.mouse.click(point.x, point.y);
  await page.waitForFunction((before) => document.querySelector(".layerrow.selected")?.getAttribute("data-row") !== before, chosen);
  // Nested attributions are shown as nested.
  const depth = document.record.statements.filter((one) => one.within).length;
  if (depth > 0) want((await page.locator(".layerrow.depth-1, .layerrow.depth-2, .layerrow.depth-3").count()) >= 1, "no row is shown as nested");
  // Layers go off and on.
  await page.getByRole("button", { name: /statements/ }).click();
  equal(await painted(page, "statement-0"), [], "statements painted after they were switched off");
  equal(visitor.faults, [], "faults");
  await visitor.close();
}

export async function explanations({ browser, base }) {
  const visitor = await visit(browser, base);
  await visitor.open("/", kReady.overview);
  // Findings over documents come after the table is there: what has the focus then is what it was.
  await visitor.page.waitForLoadState("networkidle");
  await visitor.page.locator("th .term", { hasText: "Denials" }).focus();
  const tip = visitor.page.getByRole("tooltip");
  want((await tip.innerText()).includes("not so"), "no explanation on focus");
  await visitor.page.keyboard.press("Escape");
  equal(await tip.count(), 0, "explanations after Escape");
  await visitor.page.locator("th .term", { hasText: "Reports" }).hover();
  want((await tip.innerText()).length > 20, "no explanation on hover");
  await visitor.close();
}

export async function filtersAndEmptyStates({ browser, base }) {
  const visitor = await visit(browser, base);
  const { page } = visitor;
  await visitor.open("/findings", ".gridrow");
  await page.getByLabel("Relation").selectOption("contradicts");
  await page.waitForURL(/relation=contradicts/);
  await page.waitForFunction(() => [...document.querySelectorAll(".gridrow")].every((row) => row.textContent.includes("goes against")));
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes("relation"));
  visitor.expectRefusals(true); // of a party that nobody spoke of, the server says "not found"
  await visitor.open("/findings?party=nobody%20of%20this%20name", ".empty");
  want((await page.locator(".empty").innerText()).includes("Widen the filters"), "an empty list teaches nothing");
  await visitor.open("/findings/00000000%3Af1", ".notice.error");
  want(/AVW-\d+/.test(await page.locator(".notice.error").innerText()), "an error without its code");
  equal(visitor.faults, [], "faults");
  await visitor.close();
}

export async function mapAndTimeline({ browser, base }) {
  const visitor = await visit(browser, base);
  const { page } = visitor;
  await visitor.open("/map", kReady.map);
  const { json } = await visitor.api("/map");
  want((await page.locator(".rows li").count()) === json.features.length + json.elsewhere.length, "the lists do not hold every incident");
  // A longer time is shown by weeks, and a week that is chosen by days. A day filters map and lists.
  const query = `since=${(await visitor.api("/timeline")).json.bins[0].start}&until=${(await visitor.api("/timeline")).json.bins.at(-1).end}`;
  const week = (await visitor.api(`/timeline?by=week&${query}`)).json.bins.findLast((bin) => bin.incidents > 1);
  if ((await page.locator(".timeline").getAttribute("aria-label")).startsWith("Weeks")) {
    await page.locator(`.timeline button[data-start="${week.start}"]`).click();
    await page.waitForURL((url) => url.searchParams.get("since") === week.start && url.searchParams.get("until") === week.end);
  }
  const days = (await visitor.api(`/timeline?by=day&since=${week.start}&until=${week.end}`)).json.bins;
  equal(days.reduce((sum, bin) => sum + bin.incidents, 0), week.incidents, "incidents of the week, day by day");
  const day = days.find((bin) => bin.incidents > 0);
  await page.locator(`.timeline button[data-start="${day.start}"]`).click();
  await page.waitForURL((url) => url.searchParams.get("since") === day.start && url.searchParams.get("until") === day.start);
  const part = (await visitor.api(`/map?since=${day.start}&until=${day.start}`)).json;
  equal(part.features.length + part.elsewhere.length, day.incidents, "incidents of the day");
  await page.waitForFunction((count) => document.querySelectorAll(".rows li").length === count, day.incidents);
  // A place that is chosen on the map's list filters the timeline.
  await page.getByRole("button", { name: "All time" }).click();
  const placed = json.features.map((one) => one.properties).find((one) => one.place);
  await visitor.open(`/map?place=${encodeURIComponent(placed.place.name)}`, ".timeline button");
  const byWeek = async () => (await page.locator(".timeline").getAttribute("aria-label")).startsWith("Weeks");
  const binOf = (await byWeek()) ? mondayOf : (text) => text;
  const there = [...json.features.map((one) => one.properties), ...json.elsewhere].filter((one) => binOf(one.start) === binOf(placed.start) && one.place?.name === placed.place.name).length;
  await page.waitForFunction(([start, count]) => document.querySelector(`.timeline button[data-start="${start}"]`)?.getAttribute("aria-label")?.includes(`: ${count} incident`), [binOf(placed.start), there]);
  equal(visitor.faults, [], "faults");
  await visitor.close();
}

// The table is held against 100,000 rows that the browser is given in place of the server's answer.
export async function longTable({ browser, base }) {
  const visitor = await visit(browser, base);
  const { page } = visitor;
  const one = (await (async () => {
    await visitor.open("/", kReady.overview);
    return (await visitor.api("/parties?limit=1")).json;
  })()).items[0];
  await page.route("**/api/v1/parties?*", (route) => {
    const items = Array.from({ length: 100_000 }, (_, index) => ({ ...one, months: [], party: { key: `k${index}`, name: `Party ${index}` } }));
    return route.fulfill({ json: { items, next: null, total: items.length } });
  });
  await visitor.open("/parties", ".gridrow");
  await page.waitForFunction(() => document.querySelector(".grid")?.getAttribute("aria-rowcount") === "100001");
  const measured = await page.evaluate(async () => {
    const grid = document.querySelector(".grid");
    const frames = [];
    let most = 0;
    let last = performance.now();
    for (let step = 0; step < 90; step += 1) {
      grid.scrollTop = (grid.scrollHeight / 90) * step;
      await new Promise(requestAnimationFrame);
      frames.push(performance.now() - last);
      last = performance.now();
      most = Math.max(most, grid.querySelectorAll(".gridrow").length);
    }
    frames.sort((a, b) => a - b);
    return { most, middle: frames[45] };
  });
  want(measured.most < 80, `${measured.most} rows are drawn at once`);
  want(measured.middle < 100, `a frame takes ${measured.middle} ms`);
  await page.locator(".grid").focus();
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelector('.gridrow[aria-selected="true"]')?.textContent.includes("Party 99999"));
  await visitor.close();
  return `100,000 rows: ${measured.most} drawn, ${measured.middle.toFixed(0)} ms a frame`;
}
