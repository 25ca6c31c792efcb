/**
 * Draws the pictures of docs/pictures from the bundled sample, one a kind of plot: `bun run pictures`. The same sample gives
 * the same pictures.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { analyze, changed, core, dedupe, hash, open, parse, pipeline, scan, store, tag } from "../mod.ts";
import { parseSong } from "../src/midi/mod.ts";
import type { PlotOptions } from "../src/plots/kind.ts";
import { plotKinds } from "../src/plots/kinds/mod.ts";
import type { Plot } from "../src/plots/plot.ts";
import { svgOf } from "../src/plots/svg/page.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const sample = join(home, "examples/sample/midi");
const pictures = join(home, "docs/pictures");

/** What is drawn where the kind is of one file, or says more with an option. */
const songs: Readonly<Record<string, string>> = {
  roll: "Folk & Traditional/house_of_the_rising_sun.mid",
  loop: "Loops/House/house_groove_C_124.mid",
};
const options: Readonly<Record<string, PlotOptions>> = { map: { by: "genre" }, roll: { bars: [1, 12] } };

const folder = mkdtempSync(join(tmpdir(), "midiq-pictures-"));
const db = await open(folder, { plugins: [core], mode: "write" });
await pipeline(scan(sample), changed(db), hash(), dedupe(db), parse(), analyze(core), tag(core), store(db)).run();
const everything = await db.prepare("");
mkdirSync(pictures, { recursive: true });

const write = (name: string, plot: Plot): void => {
  if (plot.panels.length === 0) throw new Error(`Cannot draw ${name}: the sample has nothing for it`);
  const svg = svgOf(plot, { width: 800 });
  writeFileSync(join(pictures, `${name}.svg`), svg);
  console.log(`docs/pictures/${name}.svg  ${(svg.length / 1000).toFixed(0)} kB`);
};

for (const { name, ofFiles, ofSong } of plotKinds) {
  const told = options[name] ?? {};
  if (ofFiles) write(name === "loop" ? "loops" : name, await ofFiles(db, everything, "", told));
  const song = songs[name];
  if (ofSong && song !== undefined) {
    write(
      name,
      ofSong(parseSong(new Uint8Array(readFileSync(join(sample, song)))), song.split("/").at(-1) as string, told),
    );
  }
}
await db.close();
rmSync(folder, { recursive: true });
