/** Key: what the notes say, checked against what the file says. */
import { z } from "zod";
import { drums } from "../midi/drum-view.ts";
import { chroma } from "../midi/views.ts";
import { majorProfile, minorProfile } from "../music/key-profiles.ts";
import { keyOfSignature } from "../music/keys.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { estimate } from "../plugin/estimate.ts";
import { music } from "../plugin/music-types.ts";

/** Fewer pitch classes than this make no scale: a bass drum's one pitch, an octave, a bare fifth. */
const fewestPitchClasses = 3;
/** Below this correlation with every key the notes favour none: chromatic runs, clusters. */
const weakest = 0.35;
/**
 * Sharpness of the softmax over the 24 correlations, so that confidence is about how often the key is right: least log
 * loss on 449 annotated pop songs, folk tunes, lieder and synthetic songs (of 225 values near .98, 96 % were right; of
 * 62 near .79, 87 %; of 36 near .6, 56 %).
 */
const sharpness = 17;

const centred = (profile: readonly number[]): readonly number[] => {
  const mean = profile.reduce((sum, value) => sum + value, 0) / 12;
  const length = Math.hypot(...profile.map((value) => value - mean));
  return profile.map((value) => (value - mean) / length);
};
const profiles = [centred(majorProfile), centred(minorProfile)] as const;

/** Key of the whole song. */
export const key = defineAnalyzer({
  id: "key",
  version: 1,
  description: "key of the whole song, from the duration of its pitch classes; drums excluded",
  output: z.object({
    ...estimate(
      "key",
      music.key().meta({
        kind: "key",
        description: "key; unknown where nothing is tonal",
        examples: ["key Am", "key C,G,D", "key 8A", "key.conf above .7"],
      }),
    ),
    key_signature: music
      .key()
      .nullable()
      .meta({ kind: "key", description: "what the file's first key signature says; C major is often a default" }),
  }),
}).run((song) => {
  const { fifths, minor } = song.keySignatures;
  const signature = fifths.length > 0 ? keyOfSignature(fifths[0] as number, minor[0] === 1) : null;
  const unknown = { key: null, key_source: null, key_confidence: null, key_signature: signature };
  // Drums off channel 10 have pitches that mean nothing.
  const heard = drums(song).count === song.notes.length ? undefined : correlations(chroma(song));
  if (!heard) return unknown;
  const order = Array.from(heard.keys()).sort((a, b) => (heard[b] as number) - (heard[a] as number) || a - b);
  const [first, second] = order as [number, number];
  if ((heard[first] as number) < weakest) return unknown;
  let total = 0;
  for (const value of heard) total += Math.exp(sharpness * value);
  const confidence = (candidate: number): number => Math.exp(sharpness * (heard[candidate] as number)) / total;
  // A signature other than the default C major, that the notes allow, is somebody's knowledge (craffel 2016: such
  // events are right in 84 % of the files, C major in 17 %).
  const told = signature !== null && signature !== 0 && (signature === first || signature === second);
  return {
    key: told ? signature : first,
    key_source: told ? ("event" as const) : ("detected" as const),
    key_confidence: told ? confidence(first) + confidence(second) : confidence(first),
    key_signature: signature,
  };
});

/** Pearson correlation of the pitch classes' durations with each key; undefined where there is no scale. */
function correlations(durations: Float64Array): Float64Array | undefined {
  let sum = 0;
  let sounding = 0;
  for (const duration of durations) {
    sum += duration;
    if (duration > 0) sounding++;
  }
  if (sounding < fewestPitchClasses) return undefined;
  const mean = sum / 12;
  const length = Math.hypot(...durations.map((duration) => duration - mean));
  if (length === 0) return undefined;
  const heard = new Float64Array(24);
  for (let candidate = 0; candidate < 24; candidate++) {
    const profile = profiles[candidate < 12 ? 0 : 1];
    let product = 0;
    for (let degree = 0; degree < 12; degree++) {
      product += (profile[degree] as number) * ((durations[(candidate + degree) % 12] as number) - mean);
    }
    heard[candidate] = product / length;
  }
  return heard;
}
