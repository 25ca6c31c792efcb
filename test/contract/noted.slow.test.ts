/** What a catalogue notes as computed is what was computed, whatever plugins it, `analyze` and `tag` were given. */
import { afterAll, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  analyze,
  type Catalogue,
  changed,
  core,
  dedupe,
  defineAnalyzer,
  definePlugin,
  executeRerun,
  hash,
  journey,
  open,
  type Plugin,
  parse,
  pipeline,
  scan,
  store,
  tag,
  z,
} from "../../mod.ts";
import { planRerun } from "../../src/catalogue/mod.ts";
import { emptyFolder, sample } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";

const folder = emptyFolder();
afterAll(folder.remove);

const counted = defineAnalyzer({
  id: "counted",
  version: 1,
  description: "how many notes there are",
  output: z.object({ notes: z.int().meta({ description: "notes" }) }),
}).run((song) => ({ notes: song.notes.onset.length }));
const own = definePlugin(undefined, { name: "own", api: 1, provides: [counted] });

const named: Readonly<Record<string, readonly Plugin[]>> = { none: [], core: [core], both: [core, own] };
const analyzed: Readonly<Record<string, readonly Plugin[] | undefined>> = { ...named, "no stage": undefined };
const tagged: Readonly<Record<string, readonly Plugin[] | undefined>> = { core: [core], "no stage": undefined };

/** A file of its own for each row of the table. */
let files = 0;
function newFile(): string {
  const path = join(folder.path, `${++files} by hand 122bpm.mid`);
  writeFileSync(path, midi({}, track(melody(Array.from({ length: files + 8 }, () => "C4 1/4 E4 1/8").join(" ")))));
  return path;
}

/** Adds a file by a pipeline that has only the stages which are there. */
function add(db: Catalogue, path: string, plugins?: readonly Plugin[], taggers?: readonly Plugin[], workers = 0) {
  const start = [scan(path), changed(db), hash(), dedupe(db), parse()] as const;
  if (plugins === undefined) return pipeline(...start, store(db)).run({ workers });
  if (taggers === undefined) return pipeline(...start, analyze(...plugins), store(db)).run({ workers });
  return pipeline(...start, analyze(...plugins), tag(...taggers), store(db)).run({ workers });
}

/** What is noted as the maker of a file's values, by id, and one value of each plugin. */
async function noted(db: Catalogue, path: string) {
  const [row] = await db.query<{ ids: string[]; bpm: number | null; notes: number | null; facts: number }>(
    `select (select json_agg(e ->> 'id') from jsonb_array_elements(s.list) e) as ids, c.bpm, c.counted__notes as notes,
       (select count(*)::int4 from track t where t.content = c.id) as facts
     from content c join analyzer_set s on s.id = c.analyzer_set where c.path = $1`,
    [path],
  );
  return row;
}

for (const [storeName, plugins] of Object.entries(named)) {
  test(`opened with ${storeName}: what is noted is what ran, and values without a place end the run`, async () => {
    const url = join(folder.path, "catalogue");
    // The columns of both are there from the start, so that each row of the table is asked in the same way.
    await (await open(url, { plugins: [core, own], mode: "write" })).close();
    const db = await open(url, { plugins, mode: "write" });
    try {
      for (const [analyzeName, analyzers] of Object.entries(analyzed)) {
        for (const [tagName, taggers] of Object.entries(tagged)) {
          if (taggers && !analyzers?.includes(core)) continue;
          const path = newFile();
          const fits = (analyzers ?? []).every((one) => plugins.includes(one));
          const ran = await add(db, path, analyzers, taggers).catch((error: unknown) => error);
          const row = `analyze ${analyzeName}, tag ${tagName}`;
          if (!fits) {
            const message = expect.stringMatching(
              /^Cannot store "[^"]+".*: the catalogue was opened without the plugins/,
            );
            expect({ row, ran }).toMatchObject({ ran: { name: "StoreError", code: "unknown-values", message } });
            expect(await noted(db, path)).toBeUndefined();
            continue;
          }
          const is = await noted(db, path);
          const isAnalyzed = (analyzers ?? []).length > 0;
          const has = (id: string): boolean => is?.ids.includes(id) === true;
          expect({
            row,
            ids: [has("tempo"), has("counted"), has("song-facts"), has("words"), has("name-facts")],
            values: [is?.bpm !== null, is?.notes !== null, is?.facts],
          }).toEqual({
            row,
            ids: [isAnalyzed, analyzers === named["both"], isAnalyzed, isAnalyzed && taggers !== undefined, true],
            values: [isAnalyzed, analyzers === named["both"], isAnalyzed ? 1 : 0],
          });
        }
      }
    } finally {
      await db.close();
    }
  }, 180_000);
}

test("a run finds all that was left out, does it, and then nothing is left", async () => {
  const db = await open(join(folder.path, "catalogue"), { plugins: [core, own], mode: "write" });
  try {
    await expect(executeRerun(db, [core])).rejects.toMatchObject({ code: "unknown-values" });
    expect((await planRerun(db)).passes.length).toBeGreaterThan(0);
    const { rejected } = await executeRerun(db, [core, own]);
    expect(rejected.first).toEqual([]);
    expect((await planRerun(db)).passes).toEqual([]);
    const [row] = await db.query(
      `select count(*)::int4 as n from content where bpm is null or counted__notes is null
         or not exists (select 1 from track t where t.content = content.id)`,
    );
    expect(row).toEqual({ n: 0 });
  } finally {
    await db.close();
  }
}, 180_000);

test("values without a place end a run in workers too, in one line", async () => {
  const db = await open(join(folder.path, "other"), { mode: "write" });
  try {
    const ran = await add(db, newFile(), [core], undefined, 2).catch((error: unknown) => error);
    expect(ran).toMatchObject({ name: "StoreError", code: "unknown-values" });
    expect(await db.query("select count(*)::int4 as n from content")).toEqual([{ n: 0 }]);
  } finally {
    await db.close();
  }
}, 180_000);

test("importing first and running then gives the catalogue of one pass, byte for byte", async () => {
  const stable = async (name: string, plugins: readonly Plugin[], fill: (db: Catalogue) => Promise<unknown>) => {
    const at = join(folder.path, name);
    const first = await open(at, { plugins, mode: "write" });
    await fill(first).finally(() => first.close());
    const db = await open(at, { plugins: [core], mode: "write" });
    await executeRerun(db, [core]);
    await db.exportTo(`${at}.stable`, { stable: true });
    await db.close();
    return readFileSync(`${at}.stable`);
  };
  const one = await stable("one pass", [core], (db) => journey(db, [core], scan(sample)).run());
  const two = await stable("import first", [], (db) =>
    pipeline(scan(sample), changed(db), hash(), dedupe(db), parse(), store(db)).run(),
  );
  expect(two.equals(one)).toBe(true);
}, 180_000);
