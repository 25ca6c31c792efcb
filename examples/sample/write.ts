// Writes the sample pack: bun run examples/sample/write.ts [DIR]. Without DIR, the bundled files and truth.json beside this script.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makePack } from "./pack.ts";

const here = import.meta.dirname;
const lineWidth = 120;

/** Writes the pack into `folder` and the truth, as JSON, to `truthFile`. */
export async function writePack(folder: string, truthFile: string): Promise<{ files: number; bytes: number }> {
  const pack = makePack();
  const truths: Record<string, unknown> = {};
  let files = 0;
  let total = 0;
  for (const [path, { bytes, truth }] of pack) {
    if (truth) truths[path] = truth;
    if (path.includes(".zip/")) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
    files++;
    total += bytes.length;
  }
  await writeFile(truthFile, `${format(truths)}\n`);
  return { files, bytes: total };
}

/** As biome formats JSON: a list on one line when it fits. */
function format(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(
    /^( *".*": )\[\n([^\]]*)\n *\](,?)$/gm,
    (whole, name, list, comma) => {
      const line = `${name}[${list.replaceAll(/\n */g, " ").trim()}]${comma}`;
      return line.length <= lineWidth ? line : whole;
    },
  );
}

if (import.meta.main) {
  const [folder = join(here, "midi")] = process.argv.slice(2);
  const truthFile = process.argv[2] ? join(folder, "truth.json") : join(here, "truth.json");
  if (!process.argv[2]) await rm(folder, { recursive: true, force: true }); // only our own: no file of an earlier list stays
  const { files, bytes } = await writePack(folder, truthFile);
  console.log(`${files} files, ${Math.round(bytes / 1000)} kB, in ${folder}`);
}
