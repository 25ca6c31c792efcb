/** A process that reads through the one that holds the folder, when that one is killed: it never waits for ever. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { open } from "../../mod.ts";
import { emptyFolder, startMidiq } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const where = join(folder.path, "catalogue");

/** Starts a process that holds the folder. */
async function hold(...words: readonly string[]) {
  const holder = Bun.spawn([process.execPath, join(import.meta.dir, "holder.ts"), where, ...words], { stdout: "pipe" });
  await holder.stdout.getReader().read();
  return holder;
}

test("a reader in the middle of a query is told that the holder has ended, and can close", async () => {
  const holder = await hold();
  const db = await open(where);
  const asked = db.query("select count(*) from generate_series(1, 1000000000)");
  const told = asked.then(
    () => "an answer",
    (error) => [error.code, error.message],
  );
  holder.kill("SIGKILL");
  expect(await told).toEqual([
    "connection-lost",
    `Process ${holder.pid}, which held the catalogue, has ended: run the same command again`,
  ]);
  await db.close();
}, 180_000);

test("a reader between two queries goes on by itself, alone or through the next holder", async () => {
  const holder = await hold();
  const db = await open(where);
  await db.query("select 1");
  holder.kill("SIGKILL");
  await holder.exited;
  const next = await hold();
  expect(await db.query<{ n: number }>("select count(*)::int4 as n from content")).toEqual([{ n: 0 }]);
  next.kill("SIGKILL");
  await next.exited;
  expect((await db.find("bpm 120")).rows).toEqual([]);
  await db.close();
}, 180_000);

test("a command that waits for a busy holder answers when that is killed", async () => {
  const holder = await hold("busy");
  const asked = startMidiq(folder.path, ["len 0..", "--db", where, "--json"]);
  await Bun.sleep(1000);
  holder.kill("SIGKILL");
  expect(await asked).toMatchObject({ status: 1, stdout: "" });
}, 180_000);
