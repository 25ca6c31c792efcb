/** Chords: the progression in names, in Roman numerals and without a key; its loop, its rate, its qualities. */
import { z } from "zod";
import { beatGrid } from "../midi/beat-grid.ts";
import { type Song, view } from "../midi/song.ts";
import {
  type Chord,
  chordMotion,
  formatChord,
  type QualityName,
  qualities,
  qualityNames,
  romanNumeral,
  type Triad,
  triadNumeral,
} from "../music/chords.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { estimate } from "../plugin/estimate.ts";
import { chordLoop } from "./harmony/chord-loop.ts";
import { type ChordSegment, chordSequence } from "./harmony/chord-sequence.ts";
import { localKeys } from "./tonality/song-key.ts";

/** Longer progressions are cut: the end of a suite says nothing that its beginning did not, and columns stay small. */
const mostChords = 512;

/** A chord as it stands in the progression. */
interface Heard extends ChordSegment {
  readonly chord: Chord;
}

/** Chords of a song. */
export const chords = defineAnalyzer({
  id: "chords",
  version: 1,
  description: "chords by beat: triads decoded with learned weights, then their qualities and basses; drums excluded",
  output: z.object({
    ...estimate(
      "chord_names",
      z.string().meta({
        description: "chords by name in order of time: C-Am7-F/A-G7",
        examples: ["chord_names C-Am-F-G", "chord_names.conf above .8"],
      }),
    ),
    progression: z
      .string()
      .nullable()
      .meta({
        description: "chords as Roman numerals of the key that holds where they sound: I-vi7-IV-V7",
        examples: ["progression ii7-V7-Imaj7"],
      }),
    chord_motion: z.string().nullable().meta({
      description:
        "triads (j major, n minor, d diminished, g augmented, s suspended) with the semitones between their roots (0-9ab)",
    }),
    chord_loop: z
      .string()
      .nullable()
      .meta({
        description: "the chords that repeat most, as Roman numerals of triads",
        examples: ['chord_loop = "I-V-vi-IV"'],
      }),
    chord_qualities: z.array(z.enum(qualityNames as [QualityName, ...QualityName[]])).meta({
      description: "kinds of chord that are heard: maj, m, 7, maj7, sus4 ...",
      aliases: ["chord"],
      examples: ["chord has [maj7, m9]"],
    }),
    chord_count: z.int().min(0).meta({ description: "chords in the progression", unit: "chords" }),
    chord_rate: z
      .number()
      .min(0)
      .nullable()
      .meta({ field: "chord.rate", description: "chords in a bar", unit: "chords/bar", examples: ["chord.rate 1..2"] }),
  }),
}).run((song) => {
  const heard = heardChords(song);
  if (heard.length === 0) return none;
  const shown = heard.slice(0, mostChords);
  const numerals = numeralsOf(song, shown);
  const grid = beatGrid(song);
  let sure = 0;
  let ticks = 0;
  for (const { tick, endTick, confidence } of heard) {
    sure += confidence * (endTick - tick);
    ticks += endTick - tick;
  }
  return {
    chord_names: shown.map(({ chord }) => formatChord(chord)).join("-"),
    chord_names_source: "detected" as const,
    chord_names_confidence: Math.min(1, sure / ticks),
    progression: numerals?.full.join("-") ?? null,
    chord_motion: chordMotion(shown.map(({ chord }) => chord)),
    chord_loop: numerals ? (chordLoop(numerals.triads)?.join("-") ?? null) : null,
    chord_qualities: [...new Set(heard.map(({ chord }) => chord.quality))].sort(),
    chord_count: heard.length,
    chord_rate: heard.length / Math.max(1, (grid.tick.length - 1) / grid.beatsPerBar),
  };
});

const none = {
  chord_names: null,
  chord_names_source: null,
  chord_names_confidence: null,
  progression: null,
  chord_motion: null,
  chord_loop: null,
  chord_qualities: [],
  chord_count: 0,
  chord_rate: null,
};

/** Segments that have a chord; a triad that goes on after a break is not told again. */
const heardChords: (song: Song) => readonly Heard[] = view((song) => {
  const heard: Heard[] = [];
  for (const { chord, ...segment } of chordSequence(song)) {
    const before = heard.at(-1)?.chord;
    if (!chord || (before && before.root === chord.root && triadOf(before) === triadOf(chord))) continue;
    heard.push({ ...segment, chord });
  }
  return heard;
});

const triadOf = ({ quality }: Chord): Triad => qualities[quality].triad;

/** Roman numerals of chords, in the key that holds where each begins; undefined where no key is heard. */
function numeralsOf(song: Song, heard: readonly Heard[]): { full: string[]; triads: string[] } | undefined {
  const keys = localKeys(song);
  if (keys.length === 0) return undefined;
  let at = 0;
  const full: string[] = [];
  const triads: string[] = [];
  for (const { chord, tick } of heard) {
    while (at + 1 < keys.length && keys[at + 1]!.tick <= tick) at++;
    full.push(romanNumeral(chord, keys[at]!.key));
    triads.push(triadNumeral(chord, keys[at]!.key));
  }
  return { full, triads };
}
