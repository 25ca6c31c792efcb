/** The page as the server gives it: files that `bun run page` or the published build has bundled, and a bank of sounds. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Hono } from "hono";
import { readRegular } from "../regular-file.ts";
import { packagedBank, systemBank } from "../sound/banks.ts";

/** The published build lies in `dist/src/`, with the page in `dist/page/`; sources find what they have built. */
const usualFolder = (): string =>
  fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../../dist/page/" : "../../page/", import.meta.url));

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};
/** Names hold the hash of what they name. */
const forever = "public, max-age=31536000, immutable";

/** Whether the page was built. */
export const hasPage = (folder = usualFolder()): boolean => existsSync(`${folder}/index.html`);

/**
 * Adds the page's addresses: `/`, `/assets/NAME`, `/assets/bank`. Where it was not built there is none of them.
 *
 * @param named path of the bank; the one that comes with midiq unless said.
 */
export function addPage(app: Hono, folder = usualFolder(), named?: string): void {
  if (!hasPage(folder)) return;
  const typeOf = (name: string): string => types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
  const read = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readRegular(`${folder}/${name}`));
  app.get("/", (context) =>
    context.body(read("index.html"), 200, { "Content-Type": typeOf("index.html"), "Cache-Control": "no-cache" }),
  );
  // Only names that are there become addresses: none is made a path.
  for (const name of readdirSync(folder))
    if (name !== "index.html")
      app.get(`/assets/${name}`, (context) =>
        context.body(read(name), 200, { "Content-Type": typeOf(name), "Cache-Control": forever }),
      );
  const bank = named ?? packagedBank() ?? systemBank();
  if (bank !== undefined)
    app.get("/assets/bank", (context) =>
      context.body(new Uint8Array(readRegular(bank)), 200, {
        "Content-Type": "application/octet-stream",
        "Cache-Control": "no-cache",
      }),
    );
}
