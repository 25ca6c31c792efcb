/** Key: what the notes say, together with what the file says; and where the key changes. */
import { z } from "zod";
import { trustedSignatures } from "../hearing/tonality/signatures.ts";
import { localKeys, songKey } from "../hearing/tonality/song-key.ts";
import { keyOfSignature, parentKey, scaleOf, shortKey } from "../music/keys.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import { estimate } from "../plugin/estimate.ts";
import { music } from "../plugin/music-types.ts";
import type { KeyFeatures } from "./features.ts";

/** Key of the whole song, and its changes. */
export const key: AnalyzerOf<"key", KeyFeatures> = defineAnalyzer({
  id: "key",
  version: 4,
  description:
    "key or mode of the whole song, and its modulations, from pitch classes, basses and chords; drums excluded",
  output: z.object({
    ...estimate(
      "key",
      music.key().meta({
        kind: "key",
        description: "major or minor key, or mode: D dorian; unknown if nothing is tonal; `key Dm` finds D dorian too",
        examples: ["key Am", "key C,G,D", 'key "D dorian"', "key 8A", "key.conf above .7"],
      }),
    ),
    key_parent: music
      .key()
      .nullable()
      .meta({
        field: "key.parent",
        kind: "key",
        description:
          "the key as major or minor, by its tonic and third: D minor for D dorian, G major for G mixolydian",
        examples: ["key.parent Dm"],
      }),
    key_second: music
      .key()
      .nullable()
      .meta({ kind: "key", description: "the second most likely key, of another tonic or another third" }),
    key_signature: music
      .key()
      .nullable()
      .meta({ kind: "key", description: "the file's first key signature; C major is often a default" }),
    key_signature_agrees: z
      .boolean()
      .nullable()
      .meta({ description: "the file's first key signature has the sharps and flats of the key" }),
    keys: z.array(z.string()).meta({
      description: "keys in the song: C, Am, F#m, D dorian",
      aliases: ["key.any"],
      examples: ["keys Am", "keys all [C, D]", "key.any Am"],
    }),
    key_changes: z.boolean().nullable().meta({ field: "key.changes", description: "the key changes in the song" }),
    modulations: z
      .int()
      .min(0)
      .nullable()
      .meta({
        description: "number of key changes; relative major and minor, and modes with the same notes, count as one key",
        examples: ["modulations 1.."],
      }),
  }),
}).run((song) => {
  const { fifths, minor } = song.keySignatures;
  const signature = fifths.length > 0 ? keyOfSignature(fifths[0] as number, minor[0] === 1) : null;
  const found = songKey(song);
  if (!found) {
    return {
      key: null,
      key_source: null,
      key_confidence: null,
      key_parent: null,
      key_second: null,
      key_signature: signature,
      key_signature_agrees: null,
      keys: [],
      key_changes: null,
      modulations: null,
    };
  }
  const local = localKeys(song);
  const changes = local.filter(({ key }, n) => n > 0 && scaleOf(key) !== scaleOf(local[n - 1]!.key)).length;
  const told = trustedSignatures(song).some((one) => one.key === found.key);
  return {
    key: found.key,
    key_source: told ? ("event" as const) : ("detected" as const),
    key_confidence: found.confidence,
    key_parent: parentKey(found.key),
    key_second: found.second,
    key_signature: signature,
    key_signature_agrees: signature === null ? null : scaleOf(signature) === scaleOf(found.key),
    keys: [...new Set(local.map((stretch) => shortKey(stretch.key)))],
    key_changes: changes > 0,
    modulations: changes,
  };
});
