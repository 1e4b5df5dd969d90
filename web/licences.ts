// The licences of everything that goes into the built pages, as one text beside them: the packages whose files are in
// it, and those that these packages have bundled into their own files.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

interface Manifest {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}

function manifestOf(folder: string): Manifest | null {
  const file = join(folder, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : null;
}

function textOf(folder: string): string {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(file));
  return name ? readFileSync(join(folder, name), "utf8").trim() : "(its package holds no text of the licence)";
}

export function licences(modules: string): Plugin {
  return {
    name: "licences",
    generateBundle(_options, bundle) {
      const wanted = new Set<string>(["world-atlas"]);
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        for (const id of chunk.moduleIds) {
          const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id);
          if (found) wanted.add(found[1] as string);
        }
      }
      // A set takes in what is added while it is walked.
      for (const name of wanted) for (const needed of Object.keys(manifestOf(join(modules, name))?.dependencies ?? {})) if (!needed.startsWith("@types/")) wanted.add(needed);
      const parts = [...wanted].sort().flatMap((name) => {
        const folder = join(modules, name);
        const manifest = manifestOf(folder);
        return manifest ? [`${manifest.name} ${manifest.version} (${manifest.license ?? "see below"})\n\n${textOf(folder)}\n`] : [];
      });
      this.emitFile({ type: "asset", fileName: "licences.txt", source: `Packages in the pages of avow, and their licences\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}` });
    },
  };
}
