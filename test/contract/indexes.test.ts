/** Every index serves the query that it is there for: the planner uses it, on both engines. */

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { fill } from "../../bench/varied-catalogue.ts";
import { type Catalogue, core, open } from "../../mod.ts";
import { namedWhere } from "../../src/catalogue/asking/named.ts";
import { queryPlan } from "../../src/catalogue/asking/query-plan.ts";
import { indexes, indexesIn } from "../../src/catalogue/tables/indexes.ts";
import { emptyFolder } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove);

/** Rows from which a planner looks at an index rather than at all of them. */
const contents = 4000;

/** For each index a query that wants it; `HASH` is a content of the catalogue. */
const queries: Readonly<Record<string, string>> = {
  content_bpm: "bpm 120..120.5",
  content_key_bpm: "key C bpm 118..122",
  content_complexity: "sort -complexity limit 10",
  content_added: "sort -added limit 10",
  content_duration: "len 0:30..0:31",
  content_tags: "tag genre:house tag mood:dark",
  content_instruments: "inst flute inst violin",
  content_notes_hash: "dupes(HASH, level: notes)",
  content_music_hash: "dupes(HASH, level: music)",
  content_terms: "melody +2,+2,-4,+2,+2,-4 limit 100",
  content_words: "name 'intro 777'",
  copy_path_words: "path '*/intro sky 777*'",
  content_pkey: "hash HASH",
  copy_content: "name intro bpm 120..120.1 key C",
  track_pkey: "bpm 120..120.2 key C any track (inst bass)",
  section_pkey: "bpm 120..120.2 key C any section (bars 8)",
};

/** Indexes that no condition asks for: by them files are named. */
const ofNames = ["copy_path"];

test("every secondary index has a query here", () => {
  const asked = [...Object.keys(queries), ...ofNames];
  expect(indexes.map(({ name }) => name).filter((name) => !asked.includes(name))).toEqual([]);
});

for (const [engine, url] of [
  ["PGlite", async () => join(folder.path, "catalogue")],
  ...(hasServer ? ([["PostgreSQL", () => newDatabase()]] as const) : []),
] as const) {
  describe(`indexes on ${engine}`, () => {
    let db: Catalogue;
    let hash = "";
    beforeAll(async () => {
      db = await open(await url(), { plugins: [core], mode: "write" });
      await fill(db, contents, () => {});
      const [row] = await db.query<{ hash: string }>(
        `select encode(hash, 'hex') as hash from content where "melody" is not null and "notes" > 500
           order by id limit 1`,
      );
      hash = row?.hash ?? "";
    }, 180_000);
    afterAll(() => db?.close());

    test.each(Object.entries(queries))("%s serves %s", async (index, query) => {
      const plan = await queryPlan(db.store, await db.prepare(query.replaceAll("HASH", hash)));
      expect(indexesIn(plan).map(({ name }) => name)).toContain(index);
    });

    test("a content that is named by its path or its hash is looked up, and never searched for", async () => {
      for (const named of ["/packs/1/some.mid", hash.slice(0, 8), hash]) {
        const { text, parameters } = await namedWhere(db.store, named);
        const rows = await db.query<{ "QUERY PLAN": string }>(
          `explain select c.id from content c where ${text}`,
          parameters,
        );
        const plan = rows.map((row) => row["QUERY PLAN"]);
        expect(plan.filter((line) => line.includes("Seq Scan"))).toEqual([]);
        const used = indexesIn(plan).map(({ name }) => name);
        expect(used).toContain(named.startsWith("/") ? "copy_path" : "content_pkey");
      }
    });
  });
}
