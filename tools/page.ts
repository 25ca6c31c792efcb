/**
 * Bundles the page of `midiq serve`: scripts, style and what the synthesizer needs get names with their hash, so that a
 * browser keeps them. `bun run page` puts it where a server of the sources finds it; tools/build.ts puts it into the package.
 */
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("..", import.meta.url));

/** Bundles the page into a folder, which is emptied; throws when something cannot be bundled. */
export async function buildPage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const built = await Bun.build({
    entrypoints: [`${home}page/index.html`],
    outdir: folder,
    target: "browser",
    splitting: true,
    minify: true,
    publicPath: "/assets/",
    naming: { chunk: "[name]-[hash].[ext]", asset: "[name]-[hash].[ext]" },
    define: { "process.env.NODE_ENV": '"production"' },
  });
  if (!built.success) throw new Error(`Cannot bundle the page: ${built.logs.join("\n")}`);
  // The free bank of Android, 1 MB; the package that has it is only built from.
  const banks = `${home}node_modules/@coderline/alphatab/dist/soundfont`;
  copyFileSync(`${banks}/sonivox.sf3`, `${folder}/sonivox.sf3`);
  copyFileSync(`${banks}/LICENSE`, `${folder}/sonivox.LICENSE`);
}

if (import.meta.main) await buildPage(resolve(process.argv[2] ?? `${home}dist/page`));
