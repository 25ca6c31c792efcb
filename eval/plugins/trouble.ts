// A plugin that does what its options say on the songs that they name: hang, throw, end its thread, leak without end.
import process from "node:process";
import { defineAnalyzer, definePlugin, z } from "midiq";
import { notesHash } from "midiq/hearing";

const hashes = z.array(z.string()).default([]);
const kept: unknown[] = [];

const trouble = defineAnalyzer({
  id: "trouble",
  version: 1,
  description: "trouble on some songs, a number on the others",
  seconds: 3,
  options: z.object({ hang: hashes, throw: hashes, exit: hashes, leak: hashes, nonsense: hashes }),
  output: z.object({
    song: z.string().nullable().meta({ description: "hash of the notes" }),
    notes: z.int().nullable().meta({ description: "number of notes" }),
  }),
}).run((song, { hang, throw: throwing, exit, leak, nonsense }) => {
  const hash = String(notesHash(song));
  if (hang.includes(hash)) for (;;);
  if (throwing.includes(hash)) throw new Error(`Cannot stand ${hash}`);
  if (exit.includes(hash)) process.exit(3);
  while (leak.includes(hash)) kept.push(new Array(10_000).fill(hash));
  if (nonsense.includes(hash)) return { song: hash, notes: "many" as unknown as number };
  return { song: hash, notes: song.notes.length };
});

export default definePlugin(import.meta.url, { name: "trouble", api: 1, provides: [trouble] });
