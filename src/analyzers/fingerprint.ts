/** Fingerprints: hashes that find the same notes, and the same music, in other files. */
import { z } from "zod";
import { musicHash, notesHash } from "../hearing/likeness/fingerprint.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import type { FingerprintFeatures } from "./features.ts";

/** Hashes of notes and of music. */
export const fingerprint: AnalyzerOf<"fingerprint", FingerprintFeatures> = defineAnalyzer({
  id: "fingerprint",
  version: 1,
  description:
    "hashes of the notes and of the music, independent of the file's layout and texts, or of key and tempo too",
  output: z.object({
    notes_hash: z.string().nullable().meta({
      description: "hash of the notes: equal in files that differ only in texts, layout, programs or loudness",
    }),
    music_hash: z
      .string()
      .nullable()
      .meta({ description: "hash of the music: equal in versions in another key or at another tempo" }),
  }),
}).run((song) => ({ notes_hash: notesHash(song), music_hash: musicHash(song) }));
