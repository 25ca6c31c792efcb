/** What the examples of docstrings may speak of without saying where it comes from. */
import { type Catalogue, defineAnalyzer, definePlugin, defineTagger, type QueryError, z } from "../../mod.ts";
import { tempo } from "../../src/analyzers/mod.ts";
import type { Song } from "../../src/midi/mod.ts";
import type { Registry } from "../../src/plugin/mod.ts";

export { default as jsonl } from "../../plugins/jsonl.ts";
export { default as list } from "../../plugins/list.ts";
export { default as swing } from "../../plugins/swing.ts";

export declare const db: Catalogue;
export declare const registry: Registry;
export declare const song: Song;
export declare const bytes: Uint8Array;
export declare const error: QueryError;
export declare const save: (path: string, bytes: Uint8Array) => void;
export declare const silence: (song: Song) => number;

export const arpeggio = defineAnalyzer({
  id: "arp",
  version: 1,
  description: "whether chords are played as arpeggios",
  options: z.object({ minRun: z.int().default(4) }),
  output: z.object({ found: z.boolean().nullable() }),
}).run(({ notes }, { minRun }) => ({ found: notes.length < minRun ? null : false }));

export const fast = defineTagger({
  id: "fast",
  version: 1,
  description: "fast music",
  needs: { bpm: tempo.fields.bpm },
}).run(() => []);

export const arp = definePlugin(import.meta.url, { name: "arp", api: 1, provides: [arpeggio, fast] });
