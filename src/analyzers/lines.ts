/** Melody, bass and roles: which part is what, and its line without its key. */
import { z } from "zod";
import { bassLine, melodyLine, roles } from "../midi/roles.ts";
import { contourLetters, intervalLetters } from "../music/intervals.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { music } from "../plugin/music-types.ts";

/** Longer lines are cut. */
const mostNotes = 2048;
/** Fewer notes make no line. */
const fewestNotes = 3;

const roleNames = ["melody", "bass", "chords", "pad", "drums", "other"] as const;

/** Roles of the parts; melody and bass as strings to search in. */
export const lines = defineAnalyzer({
  id: "lines",
  version: 1,
  description: "roles of the parts by pitch, texture, program and name; melody (skyline) and bass as lines",
  output: z.object({
    roles: z.array(z.enum(roleNames)).meta({
      description: "what the parts are: melody, bass, chords, pad, drums, other",
      aliases: ["role"],
      examples: ["roles all [melody, bass]"],
    }),
    melody_intervals: z
      .string()
      .nullable()
      .meta({ description: "melody as one letter an interval: m repeats, n a semitone up, a to y -12 to +12" }),
    melody_contour: z
      .string()
      .nullable()
      .meta({
        description: "melody as contour: r repeats, u d steps, U D leaps",
        examples: ["melody_contour rrdurrd"],
      }),
    melody_low: music.pitch().nullable().meta({ description: "lowest pitch of the melody" }),
    melody_high: music
      .pitch()
      .nullable()
      .meta({ description: "highest pitch of the melody", examples: ["melody_high ..C6"] }),
    bass_intervals: z
      .string()
      .nullable()
      .meta({ description: "bass as one letter an interval, like melody_intervals" }),
  }),
}).run((song) => {
  const melody = melodyLine(song).pitch;
  const bass = bassLine(song).pitch;
  const isMelody = melody.length >= fewestNotes;
  const told = melody.subarray(0, mostNotes);
  return {
    roles: [...new Set(roles(song))].sort(),
    melody_intervals: isMelody ? intervalLetters(told) : null,
    melody_contour: isMelody ? contourLetters(told) : null,
    melody_low: isMelody ? melody.reduce((low, pitch) => Math.min(low, pitch)) : null,
    melody_high: isMelody ? melody.reduce((high, pitch) => Math.max(high, pitch)) : null,
    bass_intervals: bass.length >= fewestNotes ? intervalLetters(bass.subarray(0, mostNotes)) : null,
  };
});
