// The pages from outside: the real program reads the samples and serves them; Debian's Chromium opens every page.
//
//   node e2e/run.mjs --avow ../build/release/avow [--only NAME] [--screens]
//
// --screens writes docs/screens/*.png instead of checking.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import * as pageChecks from "./checks_pages.mjs";
import * as peopleChecks from "./checks_people.mjs";
import { makeLedger, serve, writeHostile } from "./ledger.mjs";
import { takeScreens } from "./screens.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const option = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : (process.argv[at + 1] ?? "");
};
const avow = resolve(option("avow") ?? join(root, "build/release/avow"));
const web = resolve(option("web") ?? join(root, "build/web"));
const only = option("only");

const kPeople = {
  viewer: { name: "vera", password: "viewer-password-1" },
  reviewer: { name: "ruth", password: "reviewer-password-1" },
  admin: { name: "adam", password: "admin-password-1" },
};

function addPeople(users) {
  for (const [role, { name, password }] of Object.entries(kPeople)) execFileSync(avow, ["users", "add", name, "--role", role, "--users", users], { input: `${password}\n`, stdio: ["pipe", "ignore", "pipe"] });
}

async function runAll(checks, here) {
  let bad = 0;
  for (const [name, check] of Object.entries(checks)) {
    if (only && name !== only) continue;
    const began = Date.now();
    try {
      const note = await check(here);
      console.log(`ok    ${name} (${Date.now() - began} ms)${note ? `: ${note}` : ""}`);
    } catch (error) {
      bad += 1;
      console.log(`FAULT ${name}: ${error.message}`);
    }
  }
  return bad;
}

const folder = mkdtempSync(join(tmpdir(), "avow-web-"));
const servers = [];
let browser;
let bad = 0;
try {
  const { ledger, registry } = makeLedger(avow, root, folder, { hostile: !process.argv.includes("--screens") });
  const users = join(folder, "users.txt");
  addPeople(users);
  const common = ["--port", "0", "--web", web, "--registry", registry];
  const open = serve(avow, [ledger, ...common]);
  servers.push(open);
  browser = await launch();
  if (process.argv.includes("--screens")) {
    const screens = join(root, "docs/screens");
    mkdirSync(screens, { recursive: true });
    await takeScreens({ browser, base: await open.address, folder: screens, write: writeFileSync });
  } else {
    bad += await runAll(pageChecks, { browser, base: await open.address });
    const guarded = serve(avow, [ledger, ...common, "--users", users]);
    servers.push(guarded);
    bad += await runAll(peopleChecks, { browser, base: await guarded.address, people: kPeople, hostile: writeHostile(join(folder, "hostile")) });
  }
  for (const server of servers.splice(0)) {
    const code = await server.stop();
    if (code !== 0) {
      bad += 1;
      console.log(`FAULT avow serve ended with ${code}:\n${server.said()}`);
    }
  }
} catch (error) {
  bad += 1;
  console.log(`FAULT ${error.stack}`);
} finally {
  await browser?.close();
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(bad === 0 ? 0 : 1);
