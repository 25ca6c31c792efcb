/** Structure: loops and one-shots, how much repeats, and the sections. */
import { z } from "zod";
import { bars } from "../hearing/form/bars.ts";
import { loopLength } from "../hearing/form/loop.ts";
import { isOneShot } from "../hearing/form/one-shot.ts";
import { phraseLength, repetition } from "../hearing/form/repetition.ts";
import { sections } from "../hearing/form/sections.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import type { StructureFeatures } from "./features.ts";

/** Loops, repetition and sections; all are rules on bars, without an annotated truth. */
export const structure: AnalyzerOf<"structure", StructureFeatures> = defineAnalyzer({
  id: "structure",
  version: 5,
  description: "loops and one-shots by length; repetition and sections by the similarity of bars",
  output: z.object({
    loop: z.boolean().meta({
      description:
        "the file is a whole 1, 2, 4, 8 or 16 bars long; its last note may ring over the end or stop before it",
      examples: ["bars 8 loop"],
    }),
    loop_bars: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: "bars of the loop", unit: "bars", examples: ["loop_bars 4,8"] }),
    one_shot: z
      .boolean()
      .meta({ description: "all notes are one event: one hit, one chord or one strum", examples: ["one_shot"] }),
    phrase_bars: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: "number of bars after which the music repeats: 1, 2, 4, 8 or 16", unit: "bars" }),
    repetition: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: "share of bars that resemble an earlier bar", examples: ["repetition above .6"] }),
    form: z
      .string()
      .nullable()
      .meta({
        description: "sections as letters, the same for similar ones: AABA; 8 bars each, 4 in short pieces",
        examples: ["form AABA"],
      }),
    sections: z
      .int()
      .min(0)
      .meta({ description: "different sections", unit: "sections", examples: ["sections 3.."] }),
  }),
}).run((song) => {
  const all = bars(song);
  const oneShot = isOneShot(song);
  const loopBars = oneShot ? null : loopLength(song, all);
  const form = sections(song)
    .map(({ letter }) => letter)
    .join("");
  return {
    loop: loopBars !== null,
    loop_bars: loopBars,
    one_shot: oneShot,
    phrase_bars: phraseLength(all),
    repetition: repetition(all),
    form: form || null,
    sections: new Set(form).size,
  };
});
