/** Chords: the progression as text to search in, in names and in Roman numerals; its loop, its rate, its qualities. */
import { z } from "zod";
import { chordLoop } from "../hearing/harmony/chord-loop.ts";
import { heardChords, textOfChords, toldChords } from "../hearing/harmony/heard-chords.ts";
import { meanConfidence, numeralsOf } from "../hearing/harmony/numerals.ts";
import { beatGrid } from "../hearing/time/beat-grid.ts";
import { type QualityName, qualityNames } from "../music/chord-qualities.ts";
import { formatChord } from "../music/chords.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import { estimate } from "../plugin/estimate.ts";
import { music } from "../plugin/music-types.ts";
import type { ChordsFeatures } from "./features.ts";

/** Chords of a song. */
export const chords: AnalyzerOf<"chords", ChordsFeatures> = defineAnalyzer({
  id: "chords",
  version: 5,
  description: "chords by beat: triads decoded with learned weights, then their qualities and basses; drums excluded",
  output: z.object({
    ...estimate(
      "chords",
      music.chords().meta({
        kind: "chords",
        description: "the progression: numerals and degrees in any key, names as motion, `=` exactly, `~` any rotation",
        examples: ["chords I-V-vi-IV", "chords ~ I-V-vi-IV", "chords = Am-F-C-G", "chords.conf above .8"],
      }),
    ),
    chord_names: z
      .string()
      .nullable()
      .meta({ description: "chords by name in order of time: C-Am7-F/A-G7", examples: ["chord_names C-Am-F-G"] }),
    progression: z
      .string()
      .nullable()
      .meta({
        description: "chords as Roman numerals of the local key: I-vi7-IV-V7",
        examples: ["progression ii7-V7-Imaj7"],
      }),
    chord_loop: z
      .string()
      .nullable()
      .meta({
        description: "the chords that repeat most, as Roman numerals of triads",
        examples: ['chord_loop = "I-V-vi-IV"'],
      }),
    chord_qualities: z.array(z.enum(qualityNames as [QualityName, ...QualityName[]])).meta({
      description: "kinds of chord: maj, m, 7, maj7, sus4 ...",
      aliases: ["chord"],
      examples: ["chord has [maj7, m9]"],
    }),
    chord_count: z.int().min(0).meta({ description: "chords in the progression", unit: "chords" }),
    chord_rate: z
      .number()
      .min(0)
      .nullable()
      .meta({ field: "chord.rate", description: "chords per bar", unit: "chords/bar", examples: ["chord.rate 1..2"] }),
  }),
}).run((song) => {
  const heard = heardChords(song);
  if (heard.length === 0) return none;
  const told = toldChords(song);
  const numerals = numeralsOf(told);
  const grid = beatGrid(song);
  return {
    chords: textOfChords(told),
    chords_source: "detected" as const,
    chords_confidence: meanConfidence(heard),
    chord_names: told.map(({ chord }) => formatChord(chord, chord.tonic ?? undefined)).join("-"),
    progression: numerals?.full.join("-") ?? null,
    chord_loop: numerals ? (chordLoop(numerals.triads)?.join("-") ?? null) : null,
    chord_qualities: [...new Set(heard.map(({ chord }) => chord.quality))].sort(),
    chord_count: heard.length,
    chord_rate: heard.length / Math.max(1, (grid.tick.length - 1) / grid.beatsPerBar),
  };
});

const none = {
  chords: null,
  chords_source: null,
  chords_confidence: null,
  chord_names: null,
  progression: null,
  chord_loop: null,
  chord_qualities: [],
  chord_count: 0,
  chord_rate: null,
};
