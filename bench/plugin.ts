/**
 * What one trivial plugin costs: an analyzer that loops over the note columns and gives a number, held to its schema on
 * every file. CPU of the step `analyze` with and without it, in turns. `bun run bench plugin [--json] [DIR]`
 */
import { defineAnalyzer, definePlugin, z } from "../mod.ts";
import { core } from "../src/core.ts";
import { parseSong, pitchOf } from "../src/midi/mod.ts";
import type { Context } from "../src/pipeline/stage.ts";
import type { Plugin } from "../src/plugin/plugin.ts";
import type { Parsed } from "../src/plugin/records.ts";
import { analyze } from "../src/stages/analyze.ts";
import { benchArguments, cpuMicroseconds, readMidiFiles, report } from "./report.ts";

const rounds = 9;
const { json, dir } = benchArguments("../shared/corpus/dev/claimed/pop909");
const files = readMidiFiles(dir);

const trivial = defineAnalyzer({
  id: "trivial",
  version: 1,
  description: "mean pitch",
  output: z.object({ pitch: z.number().min(0).max(127).nullable().meta({ description: "mean pitch" }) }),
}).run(({ notes }) => {
  let sum = 0;
  for (let n = 0; n < notes.length; n++) sum += pitchOf(notes.info[n] ?? 0);
  return { pitch: notes.length > 0 ? sum / notes.length : null };
});
const empty = defineAnalyzer({
  id: "empty",
  version: 1,
  description: "nothing",
  output: z.object({ number: z.number().nullable().meta({ description: "0" }) }),
}).run(() => ({ number: 0 }));

const context: Context = {
  signal: new AbortController().signal,
  count: () => {},
  aside: () => {},
  mark: () => {},
  avoids: () => undefined,
  spend: () => {},
};
const records = (): readonly Parsed[] =>
  files.map((bytes, n) => ({
    path: `${n}.mid`,
    size: bytes.length,
    mtime: 0,
    bytes,
    hash: new Uint8Array(32),
    song: parseSong(bytes),
  }));

/** CPU of analyzing all files by some plugins. */
async function cost(...plugins: readonly Plugin[]): Promise<number> {
  const stage = analyze(...plugins);
  const step = await stage.start(await stage.prepare(), context);
  const all = records();
  const spent = cpuMicroseconds(() => {
    for (const [sequence, file] of all.entries()) step.each(file, { sequence, again: false });
  });
  return spent / files.length;
}

// Alone, without the core list, whose analyzers take a hundred times as long and drown the difference.
const one = definePlugin(undefined, { name: "one", api: 1, provides: [empty] });
const two = definePlugin(undefined, { name: "two", api: 1, provides: [empty, trivial] });
const best = { empty: Number.POSITIVE_INFINITY, both: Number.POSITIVE_INFINITY, core: Number.POSITIVE_INFINITY };
for (let round = 0; round < rounds; round++) {
  best.empty = Math.min(best.empty, await cost(one));
  best.both = Math.min(best.both, await cost(two));
  if (round < 3) best.core = Math.min(best.core, await cost(core));
}
const notes = records().reduce((sum, { song }) => sum + song.notes.length, 0) / files.length;
report(
  [
    { name: "trivial plugin", files: files.length, "notes/file": notes, "us/file": best.both - best.empty },
    { name: "with what a file of plugins costs at all", files: files.length, "us/file": best.both },
    { name: "the core list", files: files.length, "us/file": best.core },
  ],
  json,
);
