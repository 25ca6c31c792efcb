/** Complexity: one number for how much a listener has to follow. */
import { z } from "zod";
import { complexityOf } from "../hearing/parts/complexity.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import type { ComplexityFeatures } from "./features.ts";

/** Complexity of a song, 0 to 100 (see `complexityOf`); null without notes. */
export const complexity: AnalyzerOf<"complexity", ComplexityFeatures> = defineAnalyzer({
  id: "complexity",
  version: 2,
  description: "variety of pitches and rhythms, density and polyphony in one number",
  output: z.object({
    complexity: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .meta({ description: "0 (one repeated note) to 100", examples: ["complexity ..60", "sort -complexity"] }),
  }),
}).run((song) => ({ complexity: complexityOf(song) }));
