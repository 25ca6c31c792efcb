/** Tempo: from the file's tempo map, and whether its notes lie on that map's grid at all. */
import { z } from "zod";
import { songTempo } from "../hearing/time/song-tempo.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import { estimate } from "../plugin/estimate.ts";
import type { TempoFeatures } from "./features.ts";

/** Two tempos closer than this are one: sequencers round microseconds. */
const sameTempo = 0.01;
/** A performance that is played this much faster in one place than in another changes its tempo; less is rubato. */
const performed = 0.25;

const options: z.ZodObject<{ octave: z.ZodOptional<z.ZodNumber> }> = z.object({
  octave: z.number().min(10).max(1000).optional(),
});

/**
 * Tempo of the file's events where its notes lie on their grid (see `mapIsSound`); else inferred from onsets (see
 * `inferTempo`); else the default of 120. All of them are in quarters per minute, except `bpm_felt`. What the events say
 * stays in `bpm_event`. Option `octave`: a tempo, in bpm, whose octave is preferred when a tempo is inferred, since
 * listeners to different music tap at different levels.
 */
export const tempo: AnalyzerOf<"tempo", TempoFeatures, typeof options> = defineAnalyzer({
  id: "tempo",
  version: 5,
  description: "tempo from the file's tempo events if the notes fit their grid, else from onsets",
  options,
  output: z.object({
    ...estimate(
      "bpm",
      z.number().meta({
        description:
          "main tempo in quarters per minute: the median over time; 120 with source default if nothing says one",
        unit: "bpm",
        aliases: ["tempo"],
        examples: ["bpm 120..130", "bpm about 128", "tempo:140"],
      }),
    ),
    bpm_felt: z
      .number()
      .nullable()
      .meta({
        field: "bpm.felt",
        description:
          "beats per minute as people tap them: dotted quarters in 6/8, 9/8 and 12/8, half notes in cut time, else quarters",
        unit: "bpm",
        examples: ["bpm.felt 60..70 meter 6/8", "bpm.felt feels 174"],
      }),
    bpm_half: z.number().nullable().meta({ field: "bpm.half", description: "half the tempo", unit: "bpm" }),
    bpm_double: z.number().nullable().meta({ field: "bpm.double", description: "twice the tempo", unit: "bpm" }),
    bpm_event: z.number().nullable().meta({
      field: "bpm.event",
      description: "tempo in the file's tempo events, whether or not the notes agree",
      unit: "bpm",
    }),
    bpm_initial: z.number().meta({ description: "tempo at the start", unit: "bpm" }),
    bpm_min: z.number().nullable().meta({ field: "bpm.min", description: "slowest tempo", unit: "bpm" }),
    bpm_max: z.number().nullable().meta({ field: "bpm.max", description: "fastest tempo", unit: "bpm" }),
    bpm_any: z.array(z.number()).meta({
      kind: "numbers",
      field: "bpm.any",
      description: "all tempos while notes sound; at most the 64 longest",
      unit: "bpm",
      examples: ["bpm.any 140"],
    }),
    bpm_changes: z.boolean().meta({ field: "bpm.changes", description: "the tempo changes while notes sound" }),
  }),
}).run((song, { octave }) => {
  const { bpm, source, confidence, felt, initial, slowest, fastest, said } = songTempo(song, octave);
  return {
    bpm,
    bpm_source: source,
    bpm_confidence: confidence,
    bpm_felt: felt,
    bpm_half: bpm / 2,
    bpm_double: bpm * 2,
    bpm_event: said?.main ?? null,
    bpm_initial: initial,
    bpm_min: slowest,
    bpm_max: fastest,
    bpm_any: said && source === "event" ? said.all : [bpm],
    bpm_changes: fastest / slowest - 1 > (source === "detected" ? performed : sameTempo),
  };
});
