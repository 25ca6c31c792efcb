/** Groove: how onsets are placed within the beat: swung or straight, off the beat or on it, on which grid, and how exactly. */
import { z } from "zod";
import { grooveOf } from "../hearing/time/groove.ts";
import { depths, highestMetricLevel } from "../hearing/time/metric-level.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import type { GrooveFeatures } from "./features.ts";

/** Swing, syncopation, quantisation and humanisation of a song. */
export const groove: AnalyzerOf<"groove", GrooveFeatures> = defineAnalyzer({
  id: "groove",
  version: 4,
  description: "how onsets are placed within the beat",
  output: z.object({
    swing: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .meta({
        description: "where in its beat the second of two eighths lies: 50 straight, 66.7 triplet swing, 75 dotted",
        unit: "percent",
        examples: ["swing 56..66", "swing above 54"],
      }),
    syncopation: z.number().min(0).max(1).nullable().meta({
      description: "share of onsets off the beat with no onset on the next beat; drums excluded",
    }),
    grid: z
      .int()
      .nullable()
      .meta({
        description: "coarsest grid that the onsets fit, in parts of a whole note; unknown if they fit none",
        unit: "per whole note",
        examples: ["grid 16", "grid 12,24"],
      }),
    timing: z
      .enum(["quantised", "humanised", "free"])
      .nullable()
      .meta({ description: "onsets exactly on the file's grid, near it, or independent of it" }),
    quantized: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({
        description: "share of the onsets within 3 ms of the file's 32nds and sixteenth triplets",
        aliases: ["quantised"],
        examples: ["quantized >= 0.95"],
      }),
    humanized: z
      .boolean()
      .nullable()
      .meta({
        description: "played by hand, or made to sound so: `timing` is humanised or free",
        aliases: ["humanised"],
        examples: ["swing above 54 humanized", "quantized >= 0.95 or not humanized"],
      }),
    timing_deviation: z.number().min(0).nullable().meta({
      description: "root mean square distance of onsets from sixteenths and triplets of the file's grid",
      unit: "ms",
    }),
    nomml: z
      .int()
      .min(0)
      .max(2 * depths)
      .nullable()
      .meta({
        description:
          "GigaMIDI's note onset median metric level, the highest of the tracks; 12 is an expressive performance",
      }),
  }),
}).run((song) => {
  const found = grooveOf(song);
  return {
    swing: found?.swing ?? null,
    syncopation: found?.syncopation ?? null,
    grid: found?.grid ?? null,
    timing: found?.timing ?? null,
    quantized: found?.quantized ?? null,
    humanized: found && found.timing !== "quantised",
    timing_deviation: found?.deviation ?? null,
    nomml: found && highestMetricLevel(song),
  };
});
