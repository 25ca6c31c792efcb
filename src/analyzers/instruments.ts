/** Instruments by General MIDI program, under every word that people use for them. */
import { z } from "zod";
import { drums } from "../midi/drum-view.ts";
import { programs } from "../midi/views.ts";
import { familyOf, wordsOf } from "../music/gm.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";

/** Instruments and their families. */
export const instruments = defineAnalyzer({
  id: "instruments",
  version: 1,
  description: "instruments by General MIDI program",
  output: z.object({
    instruments: z.array(z.string()).meta({
      description: "instruments: General MIDI names (acoustic grand piano), families (piano), and drums",
      aliases: ["inst", "instrument"],
      examples: ["inst piano", "inst all [piano, bass, drums]"],
    }),
    families: z.array(z.string()).meta({
      description: "General MIDI families, and drums",
      aliases: ["family"],
      examples: ["family only [piano]"],
    }),
    programs: z.int().min(0).meta({ description: "different programs that play notes", unit: "programs" }),
  }),
}).run((song) => {
  const { notes } = programs(song);
  const percussion = drums(song);
  // Drums off channel 10 play program 0 only because nobody chose one: they are no piano.
  const onlyDrums = percussion.count === song.notes.length;
  const words = new Set<string>();
  const kinds = new Set<string>();
  let count = 0;
  for (let program = 0; program < 128 && !onlyDrums; program++) {
    if (notes[program] === 0) continue;
    count++;
    kinds.add(familyOf(program));
    for (const word of wordsOf(program)) words.add(word);
  }
  if (percussion.count > 0) {
    words.add("drums");
    kinds.add("drums");
  }
  return { instruments: [...words].sort(), families: [...kinds].sort(), programs: count };
});
