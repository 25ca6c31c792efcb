/** Instruments by General MIDI program, under every word that people use for them. */
import { z } from "zod";
import { drums } from "../hearing/drums/drum-view.ts";
import { playingPrograms } from "../hearing/parts/playing-programs.ts";
import { type Family, familyNames, familyOf, instrumentNames, wordsByProgram, wordsOf } from "../music/gm.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import type { InstrumentsFeatures } from "./features.ts";

/** Instruments and their families. */
export const instruments: AnalyzerOf<"instruments", InstrumentsFeatures> = defineAnalyzer({
  id: "instruments",
  version: 3,
  description: "instruments by General MIDI program",
  output: z.object({
    instruments: z.array(z.enum(instrumentNames)).meta({
      description: "instruments: General MIDI names (acoustic grand piano), families (piano), and drums",
      aliases: ["inst", "instrument"],
      bundles: wordsByProgram,
      examples: ["inst piano", "inst all [piano, bass, drums]"],
    }),
    families: z.array(z.enum(familyNames)).meta({
      description: "General MIDI families, and drums",
      aliases: ["family"],
      examples: ["family only [piano]"],
    }),
    program: z.array(z.int().min(1).max(128)).meta({
      kind: "integers",
      description: "General MIDI program numbers that play notes, 1 to 128, drums excluded",
      examples: ["program 33..40"],
    }),
    programs: z
      .int()
      .min(0)
      .meta({
        description: "different programs that play notes",
        unit: "programs",
        aliases: ["inst.count"],
        examples: ["inst.count 3..5"],
      }),
  }),
}).run((song) => {
  const percussion = drums(song);
  const words = new Set<string>();
  const kinds = new Set<Family | "drums">();
  const playing = playingPrograms(song);
  for (const program of playing) {
    kinds.add(familyOf(program));
    for (const word of wordsOf(program)) words.add(word);
  }
  if (percussion.count > 0) {
    words.add("drums");
    kinds.add("drums");
  }
  return {
    instruments: [...words].sort(),
    families: [...kinds].sort(),
    program: playing.map((program) => program + 1),
    programs: playing.length,
  };
});
