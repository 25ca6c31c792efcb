/** Names of pipes, devices, sockets, folders and files that the system makes up: nothing waits, and nothing of them is told. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { core, open, QueryError } from "midiq";
import { FileRefused, openRegularHandle, readRegular, readRegularWithin } from "../../src/regular-file.ts";
import { emptyFolder, midiq } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";

const folder = emptyFolder();
const at = (name: string): string => join(folder.path, name);
const socket = createServer();
const song = midi({}, track(melody("C4 1/4 E4 1/4 G4 1/4 C5 1/4")));
const isUnix = process.platform !== "win32";

beforeAll(async () => {
  mkdirSync(at("folder.mid"));
  Bun.spawnSync(["mkfifo", at("pipe.mid"), at("pipe.midiq"), at("list.m3u")]);
  symlinkSync("/dev/zero", at("endless.mid"));
  symlinkSync(at("pipe.mid"), at("link.mid"));
  writeFileSync(at("secret.txt"), "the words of somebody");
  writeFileSync(at("huge.mid"), "MThd");
  truncateSync(at("huge.mid"), 2 ** 33);
  writeFileSync(at("song.mid"), song);
  await new Promise<void>((done) => socket.listen(at("socket.mid"), done));
  expect((await midiq(folder.path, ["add", "song.mid", "--workers", "0"])).status).toBe(0);
}, 180_000);
afterAll(() => {
  socket.close();
  folder.remove();
});

const special = ["pipe.mid", "link.mid", "endless.mid", "socket.mid", "folder.mid"];

describe.if(isUnix)("the door", () => {
  for (const name of special) {
    test(`refuses ${name} at once, in each way that it opens files`, async () => {
      expect(() => readRegular(at(name))).toThrow(FileRefused);
      await expect(openRegularHandle(at(name))).rejects.toMatchObject({ code: "special-file" });
      await expect(readRegularWithin(at(name), 1000, 5)).rejects.toMatchObject({ code: "special-file" });
    });
  }

  test("reads a file whole, refuses one that is too large, and lets the system's errors through", async () => {
    expect(new Uint8Array(readRegular(at("song.mid")))).toEqual(new Uint8Array(song));
    expect(await readRegularWithin(at("song.mid"), 1000, 5)).toEqual(new Uint8Array(song));
    expect(() => readRegular(at("huge.mid"), 2 ** 20)).toThrow("the limit is 1048576");
    await expect(readRegularWithin(at("huge.mid"), 2 ** 20, 5)).rejects.toMatchObject({ code: "too-large" });
    expect(() => readRegular(at("none.mid"))).toThrow("ENOENT");
  });

  test.if(process.platform === "linux")("finds nothing in a file that the system makes up", () => {
    expect(readRegular("/proc/self/environ").length).toBe(0);
  });
});

describe.if(isUnix)("a query that names a file of the machine", () => {
  const named = [...special, "secret.txt", "huge.mid"].map(at).concat("/etc/passwd", "/proc/self/environ", "/dev/zero");
  const messageOf = async (asked: Promise<unknown>): Promise<string> => {
    const error = await asked.then(
      () => new Error("answered"),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(QueryError);
    return (error as QueryError).message;
  };

  test("says no more of what is no MIDI file than that it cannot be read as one", async () => {
    const db = await open(at(".midiq"), { plugins: [core] });
    for (const path of named) {
      const said = `cannot read \`${path}\` as a MIDI file`;
      expect(await messageOf(db.find(`like("${path}")`))).toBe(said);
      expect(await messageOf(db.count(`dupes("${path}")`))).toBe(said);
      expect(await messageOf(db.alike(path))).toBe(said);
    }
    expect((await db.find(`dupes("${at("song.mid")}")`)).rows.length).toBe(1);
    await db.close();
  }, 180_000);

  test('with files: "catalogue" the disk is never touched: what is there and what is not are answered alike', async () => {
    const db = await open(at(".midiq"), { plugins: [core], files: "catalogue" });
    writeFileSync(at("unknown.mid"), song);
    const paths = [...named, at("unknown.mid"), at("not there.mid"), "~/.ssh/id_rsa", "s3://bucket/x.mid", "/"];
    for (const path of paths) {
      const said = `there is no file \`${path}\` in the catalogue`;
      for (const text of [`like("${path}")`, `dupes("${path}")`, `bpm 1.. like("${path}") facet key`])
        for (const ask of [db.find, db.count, db.facets, db.stats, db.diagnose])
          expect(await messageOf(Promise.resolve(ask(text)))).toBe(said);
      expect(await messageOf(db.alike(path))).toBe(said);
    }
    // What the catalogue has is found by its path and by its hash.
    const { rows } = await db.find(`dupes("${at("song.mid")}")`);
    expect(rows.length).toBe(1);
    expect((await db.find(`dupes("${rows[0]?.hash.slice(0, 12)}")`)).rows.length).toBe(1);
    await db.close();

    const own = await open(at(".midiq"), { plugins: [core] });
    const asked = own.prepare(`like("${at("unknown.mid")}")`, { files: "catalogue" });
    expect(await messageOf(asked)).toContain("in the catalogue");
    expect((await own.find(await own.prepare(`dupes("${at("unknown.mid")}")`))).rows.length).toBe(1);
    await own.close();
  }, 180_000);
});

describe.if(isUnix)("a command that is given a pipe, a device or a folder", () => {
  const cases: readonly (readonly [words: readonly string[], says: RegExp, status?: number])[] = [
    [
      ["import", "pipe.midiq", "--db", "new"],
      /^midiq: Cannot import "pipe.midiq": it is a folder, a pipe or a device, not a file\n$/,
    ],
    [
      ["import", "/dev/zero", "--db", "new"],
      /^midiq: Cannot import "\/dev\/zero": it is a folder, a pipe or a device, not a file\n$/,
    ],
    [["import", "folder.mid", "--db", "new"], /^midiq: Cannot import "folder.mid": it is a folder, [^\n]*\n$/],
    [["import", "nope", "--db", "new"], /^midiq: Cannot import "nope": there is no such file\n$/],
    [["show", "pipe.mid"], /^midiq: Cannot show "\S*pipe.mid": [^\n]*\n$/],
    [["like", "endless.mid"], /^midiq: Cannot show "\S*endless.mid": [^\n]*\n$/],
    [['like("pipe.mid")'], /cannot read `pipe.mid` as a MIDI file/],
    [
      ["repair", "pipe.mid", "--to", "out"],
      /^midiq: \S*pipe.mid: Cannot read it: it is a pipe[^\n]*\n0 files repaired, [^\n]*\n$/,
      1,
    ],
    [["split", "endless.mid", "--to", "out"], /^midiq: \S*endless.mid: Cannot read it: it is a pipe[^\n]*\n$/, 1],
    [
      ["add", "--plugin", join(import.meta.dir, "../../plugins/list.ts"), "list:list.m3u", "--db", "new"],
      /^midiq: Cannot read \S+list.m3u: it is a pipe, a socket or a device, not a file\n$/,
    ],
  ];
  for (const [words, says, status = 2] of cases) {
    test(`${words
      .slice(0, 2)
      .join(" ")
      .replace(/\/\S+\//, "")} ends at once with a line`, async () => {
      const ran = await midiq(folder.path, words);
      expect(ran).toMatchObject({ stderr: expect.stringMatching(says), status });
    }, 180_000);
  }
});
