/** Drums: whether there are any, how much of the music they are, and the pieces of the kit. */
import { z } from "zod";
import { drums as drumNotes } from "../hearing/drums/drum-view.ts";
import { type DrumPiece, drumPieces, pieceNames } from "../music/gm.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import type { DrumsFeatures } from "./features.ts";

/** Drums on channel 10 or elsewhere. */
export const drums: AnalyzerOf<"drums", DrumsFeatures> = defineAnalyzer({
  id: "drums",
  version: 2,
  description: "drums, as the file declares them, or by the names and notes of its parts",
  output: z.object({
    has_drums: z.boolean().meta({ description: "drums play", aliases: ["drums"], examples: ["drums", "no drums"] }),
    drum_share: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: "share of the notes that are drums", examples: ["drum_share 1"] }),
    kit: z.array(z.enum(pieceNames)).meta({
      description: "pieces of the drum kit that are hit: kick, snare, hat ...",
      examples: ["kit all [kick, clap]"],
    }),
  }),
}).run((song) => {
  const { count, pitches } = drumNotes(song);
  const kit = new Set<DrumPiece>();
  for (const [pitch, piece] of drumPieces) if ((pitches[pitch] as number) > 0) kit.add(piece);
  return {
    has_drums: count > 0,
    drum_share: song.notes.length > 0 ? count / song.notes.length : null,
    kit: [...kit].sort(),
  };
});
