/** Length of the music, from the start of the file to the end of the last note. */
import { z } from "zod";
import { lastNoteEnd } from "../hearing/views.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import { music } from "../plugin/music-types.ts";
import type { DurationFeatures } from "./features.ts";

/** Length in seconds and in quarter notes. */
export const duration: AnalyzerOf<"duration", DurationFeatures> = defineAnalyzer({
  id: "duration",
  version: 2,
  description: "length up to the end of the last note",
  output: z.object({
    duration: music.duration().meta({
      kind: "duration",
      unit: "s",
      description: "length to the end of the last note",
      aliases: ["len", "length"],
      examples: ["len 0:30..2:00", "len ..90s"],
    }),
    quarters: z.number().min(0).meta({ description: "length in quarter notes", unit: "quarters" }),
  }),
}).run((song) => {
  const end = lastNoteEnd(song);
  return { duration: end.seconds, quarters: end.ticks / song.ticksPerQuarter };
});
