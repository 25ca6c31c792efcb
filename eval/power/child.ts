/**
 * A process whose writes are recorded (record.ts): it does one thing to a catalogue as the command does, and tells what it
 * is about to do and what it was told is stored.
 * `bun --preload record.ts child.ts TASK CATALOGUE FILES [--no-sync]`
 */

import { core, createSurvey, executeRerun, journey, open, scan } from "../../mod.ts";
import type { RowIds } from "../../src/catalogue/adding/row-set.ts";
import { importCatalogue } from "../../src/catalogue/mod.ts";
import { connect } from "../../src/catalogue/open.ts";
import { keepSet, stalenessOf } from "../../src/catalogue/renewing/staleness.ts";
import { createDigest } from "../../src/digest.ts";
import type { Told } from "./journal.ts";

/** What is done in a process. */
export type Task = "add" | "bulk" | "run" | "mark" | "import" | "restore-sql" | "migrate";

const tell = (told: Told): void => globalThis.tellPower(told);
const [task, where, files, how] = process.argv.slice(2) as [Task, string, string, string | undefined];
const sync = how !== "--no-sync";

/** Items of a batch: fewer than of the command, so that few files make many commits. */
const batch = 12;
/** Every so many batches there is a checkpoint: by itself PostgreSQL makes one after a gigabyte, or five minutes. */
const checkpointTurn = 4;

async function add(isBulk: boolean): Promise<void> {
  tell({ phase: "set-up" });
  const db = await open(where, { plugins: [core], mode: "write", sync });
  let batches = 0;
  const told: typeof db = {
    ...db,
    beginRun: async (how) => {
      const begun = await db.beginRun(how);
      return {
        ...begun,
        write: async (packed) => {
          const { contents, copies } = packed.about as RowIds;
          tell({ phase: isBulk ? "bulk load" : "load" });
          const written = await begun.write(packed);
          tell({ committed: { contents: [...contents].map(String), copies: [...copies].map(String) } });
          if (++batches % checkpointTurn === 0) {
            tell({ phase: "checkpoint" });
            await db.query("checkpoint");
          }
          return written;
        },
        end: async (report, onIndex) => {
          tell({ phase: isBulk ? "indexes" : "settle" });
          await begun.end(report, onIndex);
        },
      };
    },
  };
  const survey = createSurvey();
  await journey(told, [core], scan(files, { survey }), { bulk: isBulk, survey }).run({ workers: 0, batch });
  tell({ phase: "closing" });
  await db.close();
}

/** Computes anew some values, as after a new version of their analyzer. */
async function run(): Promise<void> {
  const db = await open(where, { plugins: [core], mode: "write", sync });
  tell({ phase: "run" });
  const [list = []] = (await stalenessOf(db.store)).sets.map((set) => set.list);
  const older = await keepSet(
    db.store.client,
    list.map((entry) => (entry.id === "key" ? { ...entry, version: 0 } : entry)),
    await createDigest(),
  );
  await db.query("update content set analyzer_set = $1::int4, key = null where status <> 'rejected'", [older]);
  await executeRerun(db, [core], { workers: 0, batch });
  tell({ phase: "closing" });
  await db.close();
}

async function mark(): Promise<void> {
  const db = await open(where, { plugins: [core], mode: "write", sync });
  tell({ phase: "marks" });
  for (let n = 0; n < 8; n++) {
    const name = `mine-${n}`;
    await db.tag("", { add: [`user:${name}`] }, { all: true });
    tell({ marked: [name] });
    await db.save(name, "bpm 60..180");
  }
  tell({ phase: "closing" });
  await db.close();
}

/** Runs SQL that an earlier version's catalogue is made of. */
async function restoreSql(): Promise<void> {
  tell({ phase: "set-up" });
  const { client, close } = await connect(where, { mode: "write", sync });
  const text = await Bun.file(files).text();
  await client.begin((tx) => tx.unsafe(text).simple());
  const contents = await client.unsafe("select id::text as id from content");
  tell({ committed: { contents: contents.map(({ id }) => String(id)), copies: [] } });
  tell({ phase: "closing" });
  await close();
}

async function migrate(): Promise<void> {
  tell({ phase: "migration" });
  const db = await open(where, { plugins: [core], mode: "write", sync });
  tell({ phase: "closing" });
  await db.close();
}

async function bringIn(): Promise<void> {
  tell({ phase: "import" });
  await importCatalogue(where, files, { sync });
  const db = await open(where);
  const idsOf = async (table: string): Promise<readonly string[]> =>
    (await db.query<{ id: string }>(`select id::text as id from ${table}`)).map(({ id }) => id);
  tell({ committed: { contents: await idsOf("content"), copies: await idsOf("copy") } });
  tell({ phase: "closing" });
  await db.close();
}

if (task === "add" || task === "bulk") await add(task === "bulk");
else if (task === "run") await run();
else if (task === "mark") await mark();
else if (task === "import") await bringIn();
else if (task === "migrate") await migrate();
else await restoreSql();
