/** Runs analyzers on a song by hand: twice, timed, and with a look at the song before and after. */
import { type Digest, hexOf } from "../digest.ts";
import { parseSong } from "../midi/smf.ts";
import type { Song } from "../midi/song.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Tagged } from "../plugin/records.ts";
import type { Registry } from "../plugin/registry.ts";
import { runAnalyzer } from "../plugin/run-analyzer.ts";
import type { Findings } from "./findings.ts";

/**
 * Begins to run the checked analyzers by hand.
 *
 * @returns takes a file and what each analyzer gave on it in the pipeline.
 */
export function startByHand(
  { analyzers }: Registry,
  isChecked: (plugin: Plugin) => boolean,
  findings: Findings,
  digest: Digest,
): (file: Tagged, given: ReadonlyMap<string, string>) => void {
  const checked = analyzers.filter(({ plugin }) => isChecked(plugin));
  const others = analyzers.filter(({ plugin }) => !isChecked(plugin));
  return ({ path, bytes, parsedUnder, features }, given) => {
    const values = features as Readonly<Record<string, unknown>>;
    /** A song of its own, on which all that others share is computed already, as in a run. */
    const fresh = (): Song => {
      const song = parseSong(bytes, parsedUnder ?? {});
      for (const one of others) runAnalyzer(one, song, values, false);
      return song;
    };
    let song = fresh();
    for (const one of checked) {
      const { id } = one.analyzer;
      const known = given.get(id);
      if (known === undefined) continue;
      const before = columnsOf(song, digest);
      const began = performance.now();
      const first = runAnalyzer(one, song, values, true);
      findings.time(id, path, performance.now() - began);
      const second = runAnalyzer(one, song, values, true);
      const after = columnsOf(song, digest);
      const text = (outcome: typeof first): string =>
        "output" in outcome ? JSON.stringify(inOrder(outcome.output, one.features)) : outcome.failure.code;
      findings.compare(id, path, ["in the pipeline", known], ["by itself", text(first)]);
      findings.compare(id, path, ["at first", text(first)], ["then again, on the same song", text(second)]);
      const written = [...before].filter(([name, hash]) => after.get(name) !== hash).map(([name]) => name);
      if (written.length === 0) continue;
      findings.problem(id, "writes", `writes to ${written.join(", ")} of the song, which all analyzers share`, path);
      song = fresh();
    }
  };
}

const inOrder = (
  output: Readonly<Record<string, unknown>>,
  features: readonly (readonly [property: string, feature: string])[],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(features.map(([property]) => [property, output[property] ?? null]));

/** Hashes of the columns of a song by name: `notes.onset`. */
function columnsOf(song: Song, digest: Digest): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, group] of Object.entries(song)) {
    if (typeof group !== "object" || group === null) continue;
    for (const [column, values] of Object.entries(group)) {
      if (ArrayBuffer.isView(values))
        found.set(
          `${name}.${column}`,
          hexOf(digest(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))),
        );
    }
  }
  return found;
}
