/** Melody, bass and roles: which part is what, and its line without its key. */
import { z } from "zod";
import { rhythmOf } from "../hearing/parts/line-rhythm.ts";
import { bassLine, melodyLine, roles } from "../hearing/parts/roles.ts";
import { storedLine } from "../hearing/parts/stored-line.ts";
import { degreesOf } from "../hearing/tonality/line-degrees.ts";
import { contourLetters, intervalLetters } from "../music/intervals.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import { music } from "../plugin/music-types.ts";
import type { LinesFeatures } from "./features.ts";

const roleNames = ["melody", "bass", "chords", "pad", "drums", "other"] as const;

/** Roles of the parts; melody and bass as texts to search in. */
export const lines: AnalyzerOf<"lines", LinesFeatures> = defineAnalyzer({
  id: "lines",
  version: 4,
  description: "roles of the parts by pitch, texture, program and name; melody (skyline) and bass as lines",
  output: z.object({
    roles: z.array(z.enum(roleNames)).meta({
      description: "roles of the parts: melody, bass, chords, pad, drums, other",
      aliases: ["role"],
      examples: ["roles all [melody, bass]"],
    }),
    melody: music
      .melody()
      .nullable()
      .meta({
        description: "the melody in any key: notes in any octave, or steps in semitones; `~` allows one edit",
        examples: ['melody "E D C D E E E"', "melody +2,+2,+1,-5", 'melody ~ "G G A G C B"'],
      }),
    contour: music
      .contour()
      .nullable()
      .meta({
        description: "where the melody goes: r repeats, u d up and down, U D by leaps alone",
        examples: ["contour udurdd", "contour *rrdurrd"],
      }),
    degrees: music
      .degrees()
      .nullable()
      .meta({
        description: "the melody in degrees of the local scale; minor is natural minor",
        examples: ["degrees 1-2-3-5-3"],
      }),
    rhythm: music
      .bars()
      .nullable()
      .meta({
        description: "bars of the melody by its onsets, of the bass where there is no melody",
        examples: ["rhythm x.xxx.x.", "rhythm = x..x..x."],
      }),
    melody_low: music.pitch().nullable().meta({ description: "lowest pitch of the melody" }),
    melody_high: music
      .pitch()
      .nullable()
      .meta({ description: "highest pitch of the melody", examples: ["melody_high ..C6"] }),
    bass: music
      .melody()
      .nullable()
      .meta({ description: "the bass, like melody", examples: ['bass "C2 G2 A2 F2"'] }),
  }),
}).run((song) => {
  const whole = melodyLine(song).pitch;
  const melody = storedLine(melodyLine(song));
  const bass = storedLine(bassLine(song));
  return {
    roles: [...new Set(roles(song))].sort(),
    melody: melody && intervalLetters(melody.pitch),
    contour: melody && contourLetters(melody.pitch),
    degrees: melody && degreesOf(song, melody),
    rhythm: rhythmOf(song, melody ? melodyLine(song) : bassLine(song)),
    melody_low: melody && whole.reduce((low, pitch) => Math.min(low, pitch)),
    melody_high: melody && whole.reduce((high, pitch) => Math.max(high, pitch)),
    bass: bass && intervalLetters(bass.pitch),
  };
});
