/** Full and read-only disks, on a small file system in memory; mounting one takes root, so elsewhere these tests skip. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { open } from "../../mod.ts";
import { emptyFolder, startMidiq } from "../cli/run.ts";
import { melody, midi, text, track } from "../midi/compose.ts";
import { type Cluster, giveToServer, hasServer, newCluster } from "../server.ts";

const folder = emptyFolder();
const pile = join(folder.path, "pile");
const disk = join(folder.path, "disk");
const files = 800;

const mount = (...words: readonly string[]): boolean => spawnSync("mount", [...words, disk]).status === 0;
const resize = (megabytes: number): boolean => mount("-o", `remount,size=${megabytes}m`);
/** Leaves so much room beside what is taken. */
function leave(megabytes: number): void {
  const { blocks, bfree, bsize } = statfsSync(disk);
  expect(resize(Math.ceil(((blocks - bfree) * bsize) / 2 ** 20) + megabytes)).toBeTrue();
}
mkdirSync(disk);
const hasDisk = mount("-t", "tmpfs", "-o", "size=80m", "tmpfs");
if (!hasDisk) console.error("skipped: tests of full disks, since no file system can be mounted here");

afterAll(() => {
  if (hasDisk) spawnSync("umount", ["-l", disk]);
  folder.remove();
}, 180_000);

const add = (db: string) => startMidiq(folder.path, ["add", pile, "--db", db, "--workers", "1"]);

async function isThere(path: string): Promise<void> {
  while (!existsSync(path)) await Bun.sleep(10);
}

async function hasTables(url: string): Promise<boolean> {
  try {
    await (await open(url)).close();
    return true;
  } catch {
    return false;
  }
}

/** What a catalogue needs after trouble: the same command goes on, all is stored, all is sound. */
async function goesOn(db: string): Promise<void> {
  expect((await add(db)).status).toBe(0);
  expect((await startMidiq(folder.path, ["find", "--db", db, "-o", "paths"])).stdout.trim().split("\n")).toHaveLength(
    files,
  );
  expect(await startMidiq(folder.path, ["db", "check", "--db", db])).toMatchObject({ status: 0, stdout: "" });
}

beforeAll(() => {
  if (!hasDisk) return;
  mkdirSync(pile);
  const tune = melody("C4 1/8 D4 1/8 E4 1/8 F4 1/8 G4 1/8 A4 1/8 B4 1/8 C5 1/8 ".repeat(12));
  for (let n = 0; n < files; n++) writeFileSync(join(pile, `${n}.mid`), midi({}, track(text(0, 1, String(n)), tune)));
}, 180_000);

describe.if(hasDisk)("a catalogue in a folder", () => {
  const catalogue = join(disk, "catalogue");

  test("on a disk that is full, or becomes so, ends the run with one line, and goes on when there is room", async () => {
    resize(40);
    const none = await add(catalogue);
    expect([none.status, none.stderr]).toEqual([
      2,
      expect.stringMatching(/^midiq: Cannot open .*the disk is full: .*\n$/),
    ]);
    resize(400);
    const running = add(catalogue);
    await isThere(join(catalogue, "socket"));
    leave(50);
    const some = await running;
    expect([some.status, some.stderr]).toEqual([
      2,
      expect.stringMatching(
        /^midiq: Cannot write to .*the disk is full: \d+ MB are free.*run the same command again.*\n$/,
      ),
    ]);
    resize(400);
    await goesOn(catalogue);
  }, 180_000);

  test("that cannot be written to says so, to readers too", async () => {
    expect(mount("-o", "remount,ro")).toBeTrue();
    for (const words of [["add", pile], ["key C"]]) {
      const { status, stderr } = await startMidiq(folder.path, [...words, "--db", catalogue]);
      expect([status, stderr]).toEqual([2, expect.stringMatching(/^midiq: Cannot open .*is not writable.*EROFS\)\n$/)]);
    }
    mount("-o", "remount,rw");
  }, 180_000);

  test("that is taken away under the run ends it with one line", async () => {
    const running = add(catalogue.replace("catalogue", "taken"));
    await isThere(join(disk, "taken", "socket"));
    rmSync(join(disk, "taken"), { recursive: true, force: true });
    const { status, stderr } = await running;
    expect([status, stderr.trim().split("\n").length]).toEqual([2, 1]);
    expect(stderr).toMatch(/^midiq: Cannot (read|write to|open) the catalogue/);
  }, 180_000);
});

describe.if(hasDisk && hasServer)("a server", () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await newCluster();
  }, 180_000);
  afterAll(() => cluster?.stop("immediate"), 180_000);

  test("whose disk becomes full ends the run with one line, and goes on when there is room", async () => {
    rmSync(join(disk, "catalogue"), { recursive: true, force: true });
    resize(400);
    const space = join(disk, "space");
    mkdirSync(space);
    giveToServer(space);
    // Its log lies elsewhere: a server that cannot write its log stops, which is a lost server (lost.test.ts).
    spawnSync("chmod", ["755", folder.path]);
    await cluster.run(
      "postgres",
      `create tablespace small location '${space}'`,
      "create database small tablespace small",
    );
    const url = `${cluster.url}/small`;
    const running = add(url);
    while (!(await hasTables(url))) await Bun.sleep(20);
    leave(1);
    const { status, stderr } = await running;
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^midiq: Cannot write to .*the disk is full; free some.*\n$/),
    ]);
    resize(400);
    await goesOn(url);
  }, 180_000);
});
