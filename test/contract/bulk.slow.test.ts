/** Bulk loads and batches that are written side by side, on both engines. */

import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, core, open, scan } from "../../mod.ts";
import { notesOn } from "../../src/catalogue/asking/notes.ts";
import { journey } from "../../src/journeys/journey.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";
import { everything } from "./everything.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const letters = ["C", "D", "E", "F", "G", "A", "B"];
/** Every third file is a copy of one before it; names say tempos that sometimes contradict each other. */
function writeFiles(into: string, from: number, to: number): void {
  mkdirSync(into, { recursive: true });
  for (let n = from; n < to; n++) {
    const tune = n % 3 === 2 ? n - 2 : n;
    const notes = [tune, tune >> 3, tune >> 6].map((step) => `${letters[step % 7]}${3 + (step % 3)} 1/4`).join(" ");
    const path = join(into, `${n % 5 === 0 ? `beat ${90 + n} bpm` : "tune"} ${n}.mid`);
    writeFileSync(path, midi({}, track(melody(notes))));
    utimesSync(path, 1_700_000_000, 1_700_000_000);
  }
}
const [first, second] = [join(folder.path, "first"), join(folder.path, "second")];
writeFiles(first, 0, 40);
writeFiles(second, 30, 160);

const indexesOf = async (db: Catalogue): Promise<readonly string[]> =>
  (
    await db.query<{ name: string }>(
      "select indexname as name from pg_indexes where schemaname = current_schema() order by 1",
    )
  ).map(({ name }) => name);

for (const [engine, url] of [
  ["PGlite", async (name: string) => join(folder.path, name)],
  ...(hasServer ? ([["PostgreSQL", () => newDatabase()]] as const) : []),
] as const) {
  describe(`bulk loads on ${engine}`, () => {
    const add = async (db: Catalogue, path: string, bulk: boolean, batch = 16): Promise<void> => {
      await journey(db, [core], scan(path), { bulk }).run({ batch });
    };

    test("a bulk load stores the rows and the indexes that any load stores", async () => {
      const plain = await open(await url("plain"), { plugins: [core], mode: "write" });
      await add(plain, first, false);
      await add(plain, second, false, 7);
      const bulk = await open(await url("bulk"), { plugins: [core], mode: "write" });
      await add(bulk, first, false, 256);
      await add(bulk, second, true);
      expect(await everything(bulk)).toBe(await everything(plain));
      expect(await indexesOf(bulk)).toEqual(await indexesOf(plain));
      await Promise.all([plain.close(), bulk.close()]);
    }, 180_000);

    test("what a killed bulk load left out is told, and made again by the next run", async () => {
      const where = await url("killed");
      const db = await open(where, { plugins: [core], mode: "write" });
      await add(db, first, false);
      const whole = await indexesOf(db);
      await db.beginRun({ bulk: true });
      expect((await indexesOf(db)).length).toBeLessThan(whole.length - 8);
      expect(await notesOn(db.store, await db.prepare("bpm 120"))).toEqual([
        expect.stringMatching(/^note: 1\d search indexes are missing/),
      ]);
      await db.close();

      const next = await open(where, { plugins: [core], mode: "write" });
      await add(next, first, false);
      expect(await indexesOf(next)).toEqual(whole);
      expect(await notesOn(next.store, await next.prepare("bpm 120"))).toEqual([]);
      await next.close();
    }, 180_000);
  });
}
