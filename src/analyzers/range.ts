/** Pitch range: the lowest and highest note that is not a drum. */
import { z } from "zod";
import { pitchRange } from "../hearing/parts/pitch-range.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import { music } from "../plugin/music-types.ts";
import type { RangeFeatures } from "./features.ts";

/** Lowest and highest pitch, drums excluded; null when there is no pitched note. */
export const range: AnalyzerOf<"range", RangeFeatures> = defineAnalyzer({
  id: "range",
  version: 2,
  description: "lowest and highest pitch, drums excluded",
  output: z.object({
    low: music
      .pitch()
      .nullable()
      .meta({ description: "lowest pitch", examples: ["low C2.."] }),
    high: music
      .pitch()
      .nullable()
      .meta({ description: "highest pitch", examples: ["high ..G3"] }),
  }),
}).run(pitchRange);
