/** What a killed run leaves, on both engines. Rows are put as such a run leaves them: a kill at that moment is rare. */
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, core, journey, open, scan } from "../../mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const [here, there] = [join(folder.path, "here"), join(folder.path, "there")];
for (const [into, names] of [
  [here, ["a.mid"]],
  [there, ["b.mid", "other.mid"]],
] as const) {
  mkdirSync(into);
  for (const name of names)
    writeFileSync(join(into, name), midi({}, track(melody(name === "other.mid" ? "G4 1/4" : "C4 1/4"))));
}

const named = join(folder.path, "named");
mkdirSync(named);
writeFileSync(join(named, "loop 133 bpm.mid"), midi({}, track(melody("C4 1/4"))));

const add = async (db: Catalogue, ...paths: readonly string[]): Promise<Readonly<Record<string, number>>> =>
  (await journey(db, [core], scan(...paths)).run({ workers: 0 })).counts;

for (const [engine, url] of [
  ["PGlite", async (name: string) => join(folder.path, name)],
  ...(hasServer ? ([["PostgreSQL", () => newDatabase()]] as const) : []),
] as const) {
  describe(`a killed run on ${engine}`, () => {
    test("a copy whose content never came in is read again, wherever the file lies that it is a copy of", async () => {
      const where = await url("copy");
      const first = await open(where, { plugins: [core], mode: "write" });
      await add(first, here, there);
      const [row] = await first.query<{ content: string }>(
        "select content::text as content from copy where name like 'b%'",
      );
      const content = String(row?.content);
      for (const table of ["detail", "track", "section", "vector"])
        await first.query(`delete from ${table} where content = $1::text::int8`, [content]);
      await first.query("delete from copy where name like 'a%'");
      await first.query("delete from content where id = $1::text::int8", [content]);
      await first.query("insert into unsettled values ($1::text::int8)", [content]);
      await first.close();

      const next = await open(where, { plugins: [core], mode: "write" });
      expect(await add(next, there)).toMatchObject({ found: 2, unchanged: 1, stored: 1 });
      const { rows } = await next.find("len 0..");
      expect(rows.map(({ path }) => path).sort()).toEqual([join(there, "b.mid"), join(there, "other.mid")]);
      expect(await next.query("select * from unsettled")).toEqual([]);
      await next.close();
    }, 180_000);

    test("what names say is taken up by whoever opens the catalogue to write, with whatever plugins", async () => {
      const where = await url("names");
      const first = await open(where, { plugins: [core], mode: "write" });
      await add(first, named);
      const said = "select bpm, bpm_source from content";
      expect(await first.query(said)).toEqual([{ bpm: 133, bpm_source: "filename" }]);
      await first.query("update content set bpm = 120, bpm_source = 'default', heard = null");
      await first.query("insert into unsettled select id from content");
      await first.close();

      const next = await open(where, { mode: "write" });
      expect(await next.query(said)).toEqual([{ bpm: 133, bpm_source: "filename" }]);
      await next.close();
    }, 180_000);
  });
}
