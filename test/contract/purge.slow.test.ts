/** What is purged has never been there, on both engines. */

import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  analyze,
  type Catalogue,
  core,
  dedupe,
  defineAnalyzer,
  defineNameTagger,
  definePlugin,
  defineTagger,
  hash,
  open,
  type Plugin,
  parse,
  pipeline,
  scan,
  store,
  tag,
  z,
} from "../../mod.ts";
import { rememberedParts } from "../../src/catalogue/renewing/remembered.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove);

const odd = defineAnalyzer({
  id: "odd",
  version: 2,
  description: "notes, unless there are two",
  output: z.object({
    notes: z.int().meta({ description: "number of notes" }),
    melody: z.string().meta({ kind: "melody" }),
  }),
}).run(({ notes }) => {
  if (notes.length === 2) throw new Error("two");
  return { notes: notes.length, melody: "C4 E4 G4" };
});
const single = defineTagger({
  id: "single",
  version: 1,
  description: "one note",
  needs: { notes: odd.fields.notes },
}).run(({ notes }) =>
  notes === 1 ? [{ tag: "user:single", confidence: 1, source: "manual", rule: "one", why: "one note" }] : [],
);
// Gives a tag that the core list gives too, from another source: what it is made of has to be told apart.
const housed = defineNameTagger({ id: "housed", version: 1, description: "a tag for every name" }).run(() => [
  { tag: "genre:house", confidence: 1, source: "manual", rule: "always", why: "always" },
]);
const plugin = definePlugin(undefined, { name: "own", api: 1, provides: [odd, single, housed] });
const ids = ["odd", "single", "housed"];

const music = join(folder.path, "music");
mkdirSync(join(music, "House"), { recursive: true });
for (const [name, notes] of [
  ["a.mid", "C4 1/4"],
  ["House/b.mid", "D4 1/4 E4 1/4"],
  ["c.mid", "E4 1/4 E4 1/4 G4 1/4"],
] as const) {
  writeFileSync(join(music, name), midi({}, track(melody(notes))));
  utimesSync(join(music, name), 1_700_000_000, 1_700_000_000);
}

/** Rows of every table that a plugin may write to, without what tells one run from another. */
const tables = [
  `select (to_jsonb(c) - 'added' - 'analyzed' - 'terms')::text as row from content c order by id`,
  `select (to_jsonb(k) - 'run')::text as row from copy k order by id`,
  `select to_jsonb(d)::text as row from detail d order by content`,
  `select to_jsonb(f)::text as row from field f order by name collate "C"`,
  `select to_jsonb(f)::text as row from failure f order by content, analyzer`,
  `select to_jsonb(s)::text as row from analyzer_set s order by id`,
  `select to_jsonb(part)::text as row from timing order by part`,
  `select (to_jsonb(m) - 'added')::text as row from manual_tag m order by content, tag`,
];
const rowsOf = async (db: Catalogue): Promise<readonly (readonly unknown[])[]> =>
  Promise.all(tables.map(async (text) => (await db.query<{ row: string }>(text)).map(({ row }) => JSON.parse(row))));

for (const engine of hasServer ? ["PGlite", "PostgreSQL"] : ["PGlite"]) {
  const make = async (name: string, plugins: readonly Plugin[]): Promise<{ url: string; db: Catalogue }> => {
    const url = engine === "PGlite" ? join(folder.path, name) : await newDatabase();
    const add = async (path: string, some: readonly Plugin[]): Promise<Catalogue> => {
      const db = await open(url, { plugins: some, mode: "write" });
      const journey = pipeline(scan(path), hash(), dedupe(db), parse(), analyze(...some), tag(...some), store(db));
      await journey.run({ workers: 0 });
      return db;
    };
    // The core list alone first, so that two sets become one.
    await (await add(join(music, "c.mid"), [core])).close();
    const db = await add(music, plugins);
    await db.tag("has notes", { add: ["mine"] });
    return { url, db };
  };

  describe(`a purge on ${engine}`, () => {
    test("leaves a catalogue as it would be without the plugin, and manual tags as they are", async () => {
      const plain = await make("plain", [core]);
      const wanted = await rowsOf(plain.db);
      await plain.db.close();
      const { url, db } = await make("purged", [core, plugin]);
      expect(await rowsOf(db)).not.toEqual(wanted);
      const known = await rememberedParts(db.store);
      expect(known.filter(({ id }) => ids.includes(id))).toEqual([
        expect.objectContaining({ kind: "tagger", id: "housed", fields: [] }),
        {
          kind: "analyzer",
          id: "odd",
          versions: [{ version: 2, contents: 2 }],
          fields: ["odd.melody", "odd.notes"],
          values: 1,
          failures: 1,
        },
        expect.objectContaining({ kind: "tagger", id: "single" }),
      ]);

      const plan = await db.purge(ids, { dryRun: true });
      expect(plan).toEqual({
        fields: ["odd.melody", "odd.notes"],
        contents: 1,
        failures: 1,
        tagged: { contents: 1, copies: 3 },
        sets: 1,
      });
      expect(await db.purge(ids)).toEqual(plan);
      await db.close();
      const again = await open(url, { plugins: [core], mode: "write" });
      expect(await rowsOf(again)).toEqual(wanted);
      expect((await rememberedParts(again.store)).filter(({ id }) => ids.includes(id))).toEqual([]);
      expect(await again.purge(ids)).toEqual({
        fields: [],
        contents: 0,
        failures: 0,
        tagged: { contents: 0, copies: 0 },
        sets: 0,
      });
      expect((await again.find("tag mine")).rows.length).toBe(3);
      await again.close();
    }, 180_000);
  });
}
