// Pictures of the pages for the documents, at both widths; refreshed by `npm run screens`, not by the tests.

import { join } from "node:path";
import { visit } from "./browser.mjs";
import { kReady, pagesOf } from "./pages.mjs";

const kShown = ["overview", "party", "finding", "document", "review", "map", "search", "actor", "log", "export"];

export async function takeScreens({ browser, base, folder, write }) {
  for (const width of [1280, 390]) {
    const visitor = await visit(browser, base, { width });
    await visitor.open("/", kReady.overview);
    const { addresses } = await pagesOf(visitor);
    for (const name of kShown) {
      await visitor.open(addresses[name], kReady[name]);
      await visitor.page.waitForTimeout(name === "map" ? 2500 : 300);
      write(join(folder, `${name}-${width}.png`), await visitor.page.screenshot());
    }
    await visitor.close();
  }
}
