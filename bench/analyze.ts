/**
 * Cost of each analyzer, and of what is told of parts, sections and places: microseconds of CPU a file, on songs that are
 * parsed already. Views that several of them share are paid by the first that asks. `bun run bench analyze [--json] [DIR]`
 */

import { core } from "../src/core.ts";
import { partsAbout } from "../src/hearing/about/parts.ts";
import { placesAbout } from "../src/hearing/about/places.ts";
import { sectionsAbout } from "../src/hearing/about/sections.ts";
import { parseSong } from "../src/midi/smf.ts";
import type { Song } from "../src/midi/song.ts";
import { createRegistry } from "../src/plugin/registry.ts";
import { benchArguments, cpuMicroseconds, type Measurement, readMidiFiles, report } from "./report.ts";

const rounds = 7;
const { json, dir } = benchArguments("../shared/corpus/dev/claimed/pop909");
const steps: readonly (readonly [name: string, run: (song: Song) => unknown])[] = [
  ...createRegistry([core]).analyzers.map(({ analyzer }) => {
    const options = analyzer.options.parse({});
    return [analyzer.id, (song: Song) => analyzer.run(song, options)] as const;
  }),
  ["parts", partsAbout],
  ["sections", sectionsAbout],
  ["places", placesAbout],
];
const files = readMidiFiles(dir);

/** Best of some rounds, each on songs parsed afresh, so that no view is known yet. */
const best = new Map<string, number>();
for (let round = 0; round < rounds; round++) {
  const songs: readonly Song[] = files.map((bytes) => parseSong(bytes));
  let all = 0;
  for (const [name, run] of steps) {
    const spent = cpuMicroseconds(() => {
      for (const song of songs) run(song);
    });
    all += spent;
    best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, spent));
  }
  best.set("all", Math.min(best.get("all") ?? Number.POSITIVE_INFINITY, all));
}
const measurements: readonly Measurement[] = [...best].map(([name, spent]) => ({
  name,
  files: files.length,
  "us/file": spent / files.length,
}));
report(measurements, json);
