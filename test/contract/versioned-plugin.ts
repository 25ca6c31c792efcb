import { defineAnalyzer, defineNameTagger, definePlugin, defineTagger, type Plugin, z } from "../../mod.ts";
import { music } from "../../src/plugin/mod.ts";

/** A plugin in some versions: an analyzer, one that needs it, a tagger that needs the second, a tagger of names. */
export function pluginOf(versions: { size?: number; twice?: number; tagger?: number; names?: number } = {}): Plugin {
  const { size: ofSize = 1, twice: ofTwice = 1, tagger: ofTagger = 1, names: ofNames = 1 } = versions;
  const size = defineAnalyzer({
    id: "size",
    version: ofSize,
    description: "notes, and more in later versions",
    output: z.object({ notes: z.int().nullable().meta({ description: "notes" }), line: music.melody() }),
  }).run((song) => {
    if (song.notes.length === 3 && ofSize < 3) throw new Error("no trios");
    return { notes: song.notes.length === 2 ? null : song.notes.length * ofSize, line: "okokok" };
  });
  const twice = defineAnalyzer({
    id: "twice",
    version: ofTwice,
    description: "twice of it",
    needs: { notes: size.fields.notes },
    output: z.object({ notes: z.int().nullable().meta({ description: "twice" }) }),
  }).run((_, __, { notes }) => ({ notes: notes === null ? null : notes * 2 }));
  const many = defineTagger({
    id: "many",
    version: ofTagger,
    description: "many",
    needs: { notes: twice.fields.notes },
  }).run(({ notes }) =>
    (notes ?? 0) >= 16
      ? [{ tag: "size:many", confidence: 1, source: "detected", rule: `v${ofTagger}`, why: `${notes}` }]
      : [],
  );
  const named = defineNameTagger({ id: "named", version: ofNames, description: "first letter" }).run(({ name }) => [
    { tag: `letter:${name[0]}`, confidence: 1, source: "filename", rule: `v${ofNames}`, why: name },
  ]);
  return definePlugin(undefined, { name: "sizes", api: 1, provides: [size, twice, many, named] });
}
