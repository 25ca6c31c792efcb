/** Draws the pictures of docs/page.md: the page over the bundled sample, in Debian's Chromium. `bun run pictures:page` */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { core, journey, open, scan } from "../mod.ts";
import { serve } from "../src/serve/serve.ts";
import { startBrowser } from "../test/page/browser.ts";
import { buildPage } from "./page.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "midiq-page-"));
const folder = join(work, "catalogue");
const page = join(work, "page");
await buildPage(page);
const db = await open(folder, { plugins: [core], mode: "write" });
await journey(db, [core], scan(join(home, "examples/sample/midi"))).run();
await db.close();

/** What is shown, in which scheme, how wide and high in pixels, and how many files further down one is opened. */
const pictures = [
  { name: "page-list", search: "?q=bpm%20100..140", scheme: "light", width: 1100, height: 640, down: 0 },
  { name: "page-file", search: "?q=drums%20has%20key", scheme: "dark", width: 1100, height: 700, down: 3 },
  { name: "page-narrow", search: "?q=drums%20has%20key", scheme: "light", width: 390, height: 700, down: 3 },
] as const;

const server = await serve({
  open: () => open(folder, { plugins: [core], isLong: true, files: "catalogue" }),
  folder,
  port: 0,
  page,
});
const browser = await startBrowser();
for (const { name, search, scheme, width, height, down } of pictures) {
  const tab = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  await tab.goto(server.url + search);
  await tab.locator(".facet").first().waitFor({ state: "attached" });
  for (let n = 0; n < down; n++) await tab.keyboard.press("ArrowDown");
  if (down > 0) await tab.locator(".card h2").waitFor();
  await tab.waitForLoadState("networkidle", { timeout: 3000 }).catch(() => {
    // The stream of events stays open: three seconds are enough for all else.
  });
  await tab.screenshot({ path: join(home, "docs/pictures", `${name}.png`) });
  await tab.close();
}
await browser.close();
await server.close();
rmSync(work, { recursive: true });
