/** The Standard MIDI File itself: its format and its resolution. */
import { z } from "zod";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import type { SmfFeatures } from "./features.ts";

/** Format and ticks of a quarter. */
export const smf: AnalyzerOf<"smf", SmfFeatures> = defineAnalyzer({
  id: "smf",
  version: 1,
  description: "format and resolution of the file",
  output: z.object({
    format: z
      .int()
      .min(0)
      .max(2)
      .meta({
        description: "0 one track, 1 tracks that sound together, 2 tracks one after the other",
        examples: ["size ..20kb format 0"],
      }),
    ppq: z
      .int()
      .min(1)
      .nullable()
      .meta({
        description: "ticks per quarter note; unknown if ticks are parts of a second (SMPTE)",
        unit: "ticks",
        examples: ["ppq 480", "ppq 960.."],
      }),
  }),
}).run(({ format, division }) => ({
  format,
  ppq: division.kind === "metrical" ? division.ticksPerQuarter : null,
}));
