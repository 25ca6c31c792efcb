/** Fingerprints: hashes that find the same notes, and the same music, in other files. */
import { z } from "zod";
import { musicHash, notesHash } from "../hearing/likeness/fingerprint.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";

/** Hashes of notes and of music. */
export const fingerprint = defineAnalyzer({
  id: "fingerprint",
  version: 1,
  description: "hashes of the notes and of the music, the same whatever the file's layout, texts, key or tempo",
  output: z.object({
    notes_hash: z.string().nullable().meta({
      description: "hash of the notes: equal in files that differ in texts, layout, programs or loudness only",
    }),
    music_hash: z
      .string()
      .nullable()
      .meta({ description: "hash of the music: equal in copies that were transposed or played at another tempo" }),
  }),
}).run((song) => ({ notes_hash: notesHash(song), music_hash: musicHash(song) }));
