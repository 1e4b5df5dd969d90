// A ledger read by the real program, and the real server on it.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";

// Documents that try to be more than text.
const kHostile = {
  "script.txt": `LISK, Ordania (VNA) - The Sarn Liberation Front said on Monday that <script>window.__ran = 1</script> its fighters would not attack convoys on the Harn road.

<img src=x onerror="window.__ran = 2"> "We will not fire on <b onmouseover='window.__ran = 3'>any village</b>," Daven Oru, a spokesman for the Sarn Liberation Front, told reporters. <a href="javascript:window.__ran = 4">click</a> {{constructor.constructor('window.__ran = 5')()}}
`,
  "bidi.txt": `LISK, Ordania (VNA) - The Sarn Liberation Front said on Monday \u202Ethat its fighters would free two prisoners.\u2066

The Velmoran army said on Tuesday that the front had shelled Darne. \u05D0\u05D1\u05D2 \u0642\u0627\u0644 the ministry \u{1F54A}\uFE0F \u201Ce\u0301t\u00E9\u201D \u0126arn.
`,
  "long.txt": `LISK, Ordania (VNA) - The Sarn Liberation Front said on Monday that ${"k".repeat(6000)} fighters would not attack ${"\u0126".repeat(3000)} convoys.
`,
};
const kHostileTitles = { "script.txt": "<img src=x onerror=window.__ran=6>Front & <script>window.__ran=7</script>", "bidi.txt": "\u202Etnorf ehT", "long.txt": "T".repeat(900) };

export function writeHostile(folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(kHostile)) {
    writeFileSync(join(folder, name), text);
    const title = JSON.stringify(kHostileTitles[name]);
    writeFileSync(join(folder, `${name}.toml`), `title = ${title}\npublisher = "<i>VNA</i>"\npublished = 2025-03-20\n`);
  }
  return kHostile;
}

export function makeLedger(avow, root, folder, { hostile }) {
  const ledger = join(folder, "samples.db");
  const registry = join(root, "samples/registry.tsv");
  if (hostile) writeHostile(join(folder, "hostile"));
  const texts = ["samples", ...(hostile ? [join(folder, "hostile")] : [])];
  execFileSync(avow, ["read", ...texts, "--registry", registry, "-o", ledger], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  return { ledger, registry };
}

// avow serve prints the address it listens on; port 0 lets the system choose one.
export function serve(avow, args) {
  const child = spawn(avow, ["serve", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = new Promise((resolve, reject) => {
    const look = (line) => {
      said += `${line}\n`;
      const found = /https?:\/\/[\d.]+:\d+/.exec(line);
      if (found) resolve(found[0]);
    };
    createInterface({ input: child.stdout }).on("line", look);
    createInterface({ input: child.stderr }).on("line", look);
    child.on("exit", (code) => reject(new Error(`avow serve ended with ${code}:\n${said}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners("exit");
      if (child.exitCode !== null) return resolve(child.exitCode);
      child.on("exit", resolve);
      child.kill("SIGTERM");
    });
  return { address, stop, said: () => said };
}
