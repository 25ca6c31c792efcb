/** Durability: what the engine has said is committed was synced before, and a disk that fails is told in one line. */
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, core, open } from "../../mod.ts";
import { checkCatalogue } from "../../src/catalogue/care/check.ts";
import { durabilityOf } from "../../src/catalogue/care/durability.ts";
import { emptyFolder, startMidiq } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

/** Runs a script whose fsync fails from some moment on, in a process of its own. */
async function withFailingDisk(
  script: string,
): Promise<{ readonly status: number; readonly lines: readonly string[] }> {
  const path = join(folder.path, "failing.ts");
  writeFileSync(
    path,
    `const fs = require("node:fs");
     const sync = fs.fsyncSync;
     export const disk = { fails: false };
     fs.fsyncSync = (file) => {
       if (disk.fails) throw Object.assign(new Error("EIO: i/o error, fsync"), { code: "EIO" });
       sync(file);
     };
     require("node:module").syncBuiltinESMExports();
     const { openEmbedded } = await import(${JSON.stringify(join(import.meta.dir, "../../src/database/engine/pglite.ts"))});
     const { createBridge } = await import(${JSON.stringify(join(import.meta.dir, "../../src/database/engine/bridge.ts"))});
     const { embeddedClient } = await import(${JSON.stringify(join(import.meta.dir, "../../src/database/client.ts"))});
     const folder = ${JSON.stringify(join(folder.path, "failing"))};
     const use = async (work) => {
       const engine = await openEmbedded(folder);
       const bridge = createBridge(engine);
       const client = embeddedClient(() => bridge.connect(), true);
       const said = (promise) => promise.then(() => "fine", ({ code, message }) => code + ": " + message);
       await work((text) => said(client.unsafe(text)), client);
       await client.end({ timeout: 1 });
       console.log("close:", await said(engine.close()));
     };
     ${script}
     process.exit(0);`,
  );
  const child = Bun.spawn([process.execPath, path], { stdout: "pipe", stderr: "pipe" });
  const [text, error] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { status: await child.exited, lines: [...text.trim().split("\n"), ...(error ? [error] : [])] };
}

describe("a disk that fails", () => {
  test("ends the engine with one error, at a commit, a checkpoint and the closing; it never hangs, and opens again", async () => {
    const { status, lines } = await withFailingDisk(`
      await use(async (ask) => {
        console.log(await ask("create table t (a int)"), await ask("insert into t select generate_series(1, 9)"));
        disk.fails = true;
        console.log("commit:", await ask("insert into t values (10)"));
        console.log("after:", await ask("select 1"));
      });
      console.log("open:", await openEmbedded(folder).then(() => "fine", ({ code }) => code));
      disk.fails = false;
      await use(async (ask) => {
        disk.fails = true;
        console.log("checkpoint:", await ask("checkpoint"));
      });
      disk.fails = false;
      await use(async (ask, client) => {
        const [{ n }] = await client.unsafe("select count(*) as n from t where a < 10");
        console.log("rows:", n);
        disk.fails = true;
      });
    `);
    const ended = /^engine-lost: The embedded database has ended: EIO: i\/o error, fsync; everything committed/;
    const [first, commit, after, closed, opened, checkpoint, closedAgain, rows, closing, ...more] = lines;
    expect([first, closed, opened, closedAgain, rows, more]).toEqual([
      "fine fine",
      "close: fine",
      "open: bad-version",
      "close: fine",
      "rows: 9",
      [],
    ]);
    for (const line of [commit, checkpoint, closing]) expect(line?.replace(/^\w+: /, "")).toMatch(ended);
    expect(after).toStartWith("after: engine-lost");
    expect(status).toBe(0);
  }, 180_000);
});

describe("a catalogue that was written without sync", () => {
  const where = join(folder.path, "unsynced");
  const note = join(where, "unsynced");
  let earlyNote = "";
  const laws = (db: Catalogue) => checkCatalogue(db);

  test("says so until it was opened for writing with sync", async () => {
    const db = await open(where, { plugins: [core], mode: "write", sync: false });
    expect((await laws(db)).findings).toEqual([]);
    await db.close();
    expect(durabilityOf(where)).toMatchObject([
      { name: "unsynced", remedy: "midiq run writes everything to the disk" },
    ]);
    const checked = await startMidiq(folder.path, ["db", "check", "--db", where]);
    expect([checked.status, checked.stdout]).toEqual([1, expect.stringContaining("written without sync since")]);
    expect((await startMidiq(folder.path, ["doctor", "--db", where])).stdout).toContain("written without sync since");
    // Reading does not mend it.
    expect(existsSync(note)).toBeTrue();
    earlyNote = readFileSync(note, "utf8");
    await (await open(where, { mode: "write" })).close();
    expect(durabilityOf(where)).toEqual([]);
  }, 180_000);

  test("is no trouble where the process ended before there was a catalogue", async () => {
    const early = join(folder.path, "early");
    mkdirSync(early);
    writeFileSync(join(early, "unsynced"), earlyNote);
    await (await open(early, { mode: "write" })).close();
    expect(durabilityOf(early)).toEqual([]);
  }, 180_000);

  test.skipIf(process.platform === "win32")("has no note in a pipe, for which nobody waits", () => {
    const piped = join(folder.path, "piped");
    mkdirSync(piped);
    Bun.spawnSync(["mkfifo", join(piped, "unsynced")]);
    expect(durabilityOf(piped)).toEqual([]);
  });

  test("stays in doubt when the machine was started again in between", async () => {
    await (await open(where, { mode: "write", sync: false })).close();
    writeFileSync(note, JSON.stringify({ ...JSON.parse(readFileSync(note, "utf8")), boot: "another" }));
    for (const sync of [true, false]) await (await open(where, { mode: "write", sync })).close();
    expect(durabilityOf(where)).toMatchObject([
      { name: "unsynced", finding: expect.stringContaining("this machine has restarted since") },
    ]);
    rmSync(note);
    expect(durabilityOf(where)).toEqual([]);
  }, 180_000);

  test("is said for each command that takes --no-sync, and refused for a server", async () => {
    const tune = join(import.meta.dir, "../../examples/sample");
    const added = await startMidiq(folder.path, ["add", tune, "--db", "throwaway", "--no-sync", "--workers", "0"]);
    expect(added.status).toBe(0);
    expect(durabilityOf(join(folder.path, "throwaway"))).toHaveLength(1);
    const server = await startMidiq(folder.path, [
      "add",
      tune,
      "--db",
      "postgres://me:secret@localhost/x",
      "--no-sync",
    ]);
    expect([server.status, server.stderr]).toEqual([
      2,
      "midiq: Cannot write to postgres://me@localhost:5432/x without sync: the server's own settings decide that (synchronous_commit); leave out --no-sync\n",
    ]);
  }, 180_000);

  test("is found by db check when a page of it was damaged, in one finding and not as a bug", async () => {
    const damaged = join(folder.path, "throwaway");
    const db = await open(damaged);
    const [row] = await db.query<{ path: string }>("select pg_relation_filepath('copy') as path");
    await db.close();
    const file = join(damaged, "data", row?.path ?? "");
    const bytes = readFileSync(file);
    bytes.fill(7, 100, 200);
    writeFileSync(file, bytes);
    const { status, stdout, stderr } = await startMidiq(folder.path, ["db", "check", "--db", damaged, "--json"]);
    const { findings } = JSON.parse(stdout) as { findings: readonly { name: string; finding: string }[] };
    expect([status, findings.map(({ name }) => name)]).toEqual([1, ["unsynced", "unreadable"]]);
    expect(findings[1]?.finding).toStartWith("the tables cannot be read (");
    expect(stderr).toEndWith("2 findings; index pages were not read\n");
  }, 180_000);
});
