// What people do: review by keyboard, see it in the log, and meet the limits of their role; and what hostile texts do not.

import { equal, sidewaysScroll, visit, want } from "./browser.mjs";
import { kReady, pagesOf } from "./pages.mjs";

async function signedIn({ browser, base, people }, role) {
  const visitor = await visit(browser, base);
  visitor.expectRefusals(true);
  await visitor.open("/", "input[name=name]");
  await visitor.page.fill("input[name=name]", people[role].name);
  await visitor.page.fill("input[name=password]", people[role].password);
  await visitor.page.keyboard.press("Enter");
  await visitor.page.waitForSelector(kReady.overview);
  return visitor;
}

export async function reviewByKeyboard(here) {
  const visitor = await signedIn(here, "reviewer");
  const { page } = visitor;
  await visitor.open("/review", kReady.review);
  const total = await page.locator(".queue button").count();
  want(total >= 3, `only ${total} findings wait`);
  const chosen = () => page.locator(".queue button[aria-current]").innerText();
  const first = await chosen();
  const said = page.locator("[role=status]").first();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor({ timeout: 5000 });
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  await page.waitForFunction(() => document.body.innerText.includes("Accepted"));
  const accepted = (await visitor.api("/reviews?limit=10")).json.items.filter((one) => one.verdict === "accept");
  want(accepted.length >= 1 && accepted.every((one) => one.who === here.people.reviewer.name), `verdict after a: ${JSON.stringify(accepted)}`);
  // What is judged leaves the queue.
  await page.waitForFunction((count) => document.querySelectorAll(".queue button").length < count, total);
  want((await chosen()) !== first, "the queue did not move on");
  await page.keyboard.press("r");
  await page.waitForSelector(".reason input");
  await page.keyboard.type("The text speaks of another group: \u0126arn <b>not</b> Darne");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.body.innerText.includes("Rejected"));
  const judged = (await visitor.api("/reviews?limit=10")).json.items;
  want(judged.some((one) => one.verdict === "reject" && one.reason.includes("\u0126arn <b>not</b>") && one.who === here.people.reviewer.name), `the rejection is not kept as typed: ${JSON.stringify(judged)}`);
  await page.keyboard.press("u");
  await page.waitForFunction(() => document.body.innerText.includes("Taken back"));
  const after = (await visitor.api("/reviews?limit=10")).json.items.find((one) => one.verdict === "reject");
  want(after?.undone, "the rejection stands after u");
  want((await said.count()) === 1, "nothing says what was done");
  // The log has it, with the name and the row.
  await visitor.open("/log", ".gridrow");
  await page.waitForFunction((name) => document.querySelector(".gridrow")?.textContent.includes(name), here.people.reviewer.name).catch(() => undefined);
  const rows = await page.locator(".gridrow").allInnerTexts();
  want(rows.filter((row) => row.includes(here.people.reviewer.name)).length >= 3, `the log does not name the reviewer: ${rows.slice(0, 4).join(" / ")}`);
  await page.getByRole("button", { name: "Verify the ledger" }).click();
  await page.waitForSelector(".notice.good");
  equal(visitor.faults, [], "faults");
  await visitor.close();
}

export async function twoReviewers(here) {
  const one = await signedIn(here, "reviewer");
  const row = (await pagesOf(one)).finding.id;
  await one.api("/reviews", { method: "POST", body: { row, verdict: "accept", reason: "read right" } });
  const other = await signedIn(here, "admin");
  await other.api("/reviews", { method: "POST", body: { row, verdict: "reject", reason: "another party" } });
  await other.open("/review?state=differ", kReady.review);
  want((await other.page.locator(".verdicts").innerText()).includes("decide between reviewers"), "nobody is asked to decide");
  const texts = await other.page.locator(".rows li").allInnerTexts();
  want(texts.some((text) => text.includes("read right")) && texts.some((text) => text.includes("another party")), "both judgements are not shown");
  await one.close();
  await other.close();
}

export async function mergeParties(here) {
  const visitor = await signedIn(here, "reviewer");
  const { page } = visitor;
  const items = (await visitor.api("/actors?limit=100")).json.items;
  const [one, other] = [items[0].party, items.at(-1).party];
  await visitor.open(`/actors/${encodeURIComponent(other.key)}`, kReady.actor);
  await page.locator("input[name=other]").fill(one.key);
  await page.locator("input[name=reason]").fill("two spellings <b>of one</b>");
  await page.getByRole("button", { name: "Enter it in the log" }).click();
  await page.waitForFunction(() => document.body.innerText.includes("The same party as") && document.body.innerText.includes("two spellings <b>of one</b>"));
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.waitForSelector(".undone");
  equal(visitor.faults, [], "faults");
  await visitor.close();
}

export async function correctInPlace(here) {
  const visitor = await signedIn(here, "reviewer");
  const { page } = visitor;
  const { document } = await pagesOf(visitor);
  const event = document.record.events[0];
  const row = `${document.document.short}:${event.id}`;
  await visitor.open(`/documents/${encodeURIComponent(document.document.id)}?row=${encodeURIComponent(row)}`, ".layerrow.selected");
  await page.getByRole("button", { name: "Correct" }).click();
  const other = event.factuality === "PR+" ? "PS+" : "PR+";
  await page.locator(".judge").getByLabel("factuality").selectOption(other);
  await page.locator(".judge textarea").fill("the text hedges");
  await page.getByRole("button", { name: "Enter it in the log" }).click();
  await page.waitForFunction(() => document.querySelector(".detail .rows")?.textContent.includes("the text hedges"));
  const reviews = (await visitor.api(`/reviews?row=${encodeURIComponent(row)}`)).json.items;
  want(reviews.some((one) => one.verdict === "amend" && one.fields.factuality === other), `the correction is not kept: ${JSON.stringify(reviews)}`);
  equal(visitor.faults, [], "faults");
  await visitor.close();
}

export async function rolesHold(here) {
  const stranger = await visit(here.browser, here.base);
  stranger.expectRefusals(true);
  await stranger.open("/", "input[name=name]");
  for (const path of ["/overview", "/findings", "/log", "/export/csv", "/search?q=ceasefire"]) equal((await stranger.api(path)).status, 401, `a stranger asks for ${path}`);
  await stranger.page.fill("input[name=name]", here.people.viewer.name);
  await stranger.page.fill("input[name=password]", "not the password");
  await stranger.page.keyboard.press("Enter");
  await stranger.page.waitForSelector(".notice.error");
  await stranger.close();

  const viewer = await signedIn(here, "viewer");
  const { finding, document } = await pagesOf(viewer);
  await viewer.open(`/findings/${encodeURIComponent(finding.id)}`, kReady.finding);
  equal(await viewer.page.locator(".judge button").count(), 0, "buttons to judge that a viewer sees");
  const body = { row: finding.word, verdict: "accept", reason: "no" };
  equal((await viewer.api("/reviews", { method: "POST", body })).status, 403, "a viewer reviews");
  equal((await viewer.api("/export/jsonl?unredacted=yes")).status, 403, "a viewer exports names of private persons");
  equal(document.document.uri, null, "the file's place, for a viewer");
  await viewer.close();

  const reviewer = await signedIn(here, "reviewer");
  equal((await reviewer.api("/reviews", { method: "POST", body, csrf: "" })).status, 403, "a review without its token");
  equal((await reviewer.api("/reviews", { method: "POST", body, csrf: "x".repeat(43) })).status, 403, "a review with a wrong token");
  await reviewer.page.getByRole("button", { name: "Sign out" }).click();
  await reviewer.page.waitForSelector("input[name=name]");
  equal((await reviewer.api("/overview")).status, 401, "after signing out");
  await reviewer.close();
}

export async function hostileTexts(here) {
  const visitor = await signedIn(here, "admin");
  const { page } = visitor;
  const documents = (await visitor.api("/documents?limit=100")).json.items.filter((one) => one.document.publisher === "<i>VNA</i>");
  want(documents.length === Object.keys(here.hostile).length, `${documents.length} of the hostile documents are in`);
  await visitor.open("/documents", ".gridrow");
  want((await page.locator(".grid").textContent()).includes("<img src=x onerror=window.__ran=6>Front"), "the title is not shown as text");
  for (const { document } of documents) {
    await visitor.open(`/documents/${encodeURIComponent(document.id)}?layers=statements,events,obligations,actors,places,times`, ".article p");
    const shown = await page.locator(".article p").allTextContents();
    const { text } = (await visitor.api(`/documents/${encodeURIComponent(document.id)}`)).json.record.document;
    equal(shown, text.split(/[\r\n]+/).filter((line) => line.trim() !== ""), `text of ${document.short}`);
    equal(await page.locator(".article p *").count(), 0, "elements inside the text");
    const isolation = await page.evaluate(() => [...document.querySelectorAll(".article p, h1 bdi")].map((element) => getComputedStyle(element).unicodeBidi));
    want(isolation.every((value) => value.startsWith("isolate") || value === "plaintext"), `direction of writing is not isolated: ${isolation}`);
    want((await sidewaysScroll(page)) <= 0, `${document.short} makes the page scroll sideways`);
  }
  await visitor.open(`/search?q=${encodeURIComponent("fighters convoys")}`, "mark.hit");
  await visitor.open("/", kReady.overview);
  equal(await page.evaluate(() => globalThis.__ran), undefined, "a script of a document ran");
  equal(visitor.faults, [], "faults");
  await visitor.close();
}
