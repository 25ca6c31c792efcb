/** Found files are heard, opened and shown by other programs; members of archives are copied for them. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { createDigest, hexOf } from "../../src/digest.ts";
import { systemBank } from "../../src/sound/banks.ts";
import { extractMembers } from "../../src/unpacking/member-cache.ts";
import type { Readable } from "../../src/unpacking/read-files.ts";
import { tune } from "../organize/pile.ts";
import { zip } from "../sources/pack.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder, type Outcome, runMidiq } from "./run.ts";

const folder = emptyFolder();
const { prepare, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));
const at = (...names: string[]): string => join(folder.path, ...names);
const log = at("log");
const bin = at("bin");

/** A program that notes its name and what it is given. */
function fake(name: string, ending = ""): void {
  mkdirSync(bin, { recursive: true });
  const script = `#!/bin/sh\n{ echo "${name}"; for one in "$@"; do echo "  $one"; done; } >> "${log}"\n${ending}\n`;
  writeFileSync(join(bin, name), script);
  chmodSync(join(bin, name), 0o755);
}
/** What the fakes noted since. */
function noted(): string[] {
  const lines = existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [];
  rmSync(log, { force: true });
  return lines;
}
const run = async (words: readonly string[], env: Record<string, string> = {}): Promise<Outcome> => {
  await prepare(words);
  return runMidiq(folder.path, words, {
    PATH: bin,
    XDG_CACHE_HOME: at("cache"),
    HOME: at("home"),
    MIDIQ_PLAYER: "",
    MIDIQ_OPENER: "",
    MIDIQ_SOUNDFONT: "",
    ...env,
  });
};
const only = (...names: string[]): void => {
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin);
  for (const name of names) fake(name);
};

beforeAll(async () => {
  mkdirSync(at("music/deep"), { recursive: true });
  mkdirSync(bin);
  writeFileSync(at("music/--help.mid"), tune(1));
  writeFileSync(at("music/deep/$(touch x) 'one' two.mid"), tune(2));
  writeFileSync(at("music/pack.zip"), zip([{ name: "in side/three.mid", bytes: tune(3) }]));
  for (let n = 4; n < 9; n++) writeFileSync(at(`music/deep/${n}.mid`), tune(n));
  expect((await run(["add", "music"])).status).toBe(0);
}, 180_000);

const hostile = "$(touch x) 'one' two.mid";
const copyOf3 = async (): Promise<string> => {
  const hash = hexOf((await createDigest())(tune(3)));
  return at("cache/midiq/members", hash.slice(0, 2), hash, "three.mid");
};

describe("midiq play", () => {
  test("gives files to $MIDIQ_PLAYER by absolute paths, no shell between; members of archives too", async () => {
    only("beep");
    const { status, stderr } = await run(["play", "music"], { MIDIQ_PLAYER: "beep -x '{}' end" });
    expect([status, stderr]).toEqual([0, expect.stringContaining("Played 8 of 8 files with beep")]);
    const paths = noted().filter((line) => line.startsWith("  /"));
    expect(paths).toHaveLength(8);
    expect(paths).toContain(`  ${at("music/--help.mid")}`);
    expect(paths).toContain(`  ${at("music/deep", hostile)}`);
    expect(paths).toContain(`  ${await copyOf3()}`);
    expect(stderr).toContain("1 file is inside an archive: beep gets a copy of it, in ");
    expect(existsSync(at("x"))).toBe(false);
  }, 180_000);

  test("finds a synthesizer and its bank, before sound that is rendered here", async () => {
    only("fluidsynth", "timidity", "aplay");
    writeFileSync(at("bank.sf2"), "bank");
    await run(["play", "music/--help.mid"], { MIDIQ_SOUNDFONT: at("bank.sf2") });
    expect(noted()).toEqual([
      "fluidsynth",
      "  -i",
      "  -n",
      "  -q",
      `  ${at("bank.sf2")}`,
      `  ${at("music/--help.mid")}`,
    ]);
    only("timidity", "aplay");
    await run(["play", "music/--help.mid"]);
    expect(noted()).toEqual(["timidity", "  --quiet=2", `  ${at("music/--help.mid")}`]);
  }, 180_000);

  test("a query plays what it finds, in its order, up to --limit", async () => {
    only("timidity");
    const { stderr } = await run(["play", "sort name", "--limit", "3"]);
    expect(noted().filter((line) => line.startsWith("  /"))).toHaveLength(3);
    expect(stderr).toContain("Played 3 of 3 files with timidity");
    expect((await run(["play", "bpm 1..2"])).status).toBe(1);
  }, 180_000);

  test("a player that fails ends the list in one line with what it said", async () => {
    only();
    fake("timidity", "echo 'no sound card' >&2; exit 3");
    const { status, stderr } = await run(["play", "music"]);
    expect([status, noted().filter((line) => line === "timidity").length]).toEqual([2, 1]);
    expect(stderr).toContain("timidity ended with status 3: no sound card");
  }, 180_000);

  test("says in one line what to install where nothing plays, and what is wrong with what was typed", async () => {
    only();
    const nothing = await run(["play", "music"]);
    expect(nothing.status).toBe(2);
    expect(nothing.stderr).toMatch(
      /^midiq: Cannot play: .*install .*\$MIDIQ_PLAYER to a command that plays MIDI files\n$/,
    );
    const wrong = await run(["play", "music"], { MIDIQ_PLAYER: "nosuch" });
    expect(wrong.stderr).toBe('midiq: Cannot play with $MIDIQ_PLAYER "nosuch": there is no such program\n');
    expect((await run(["play", "music", "--to", "all.wav"])).stderr).toMatch(/^midiq: Cannot write 8 files into/);
  }, 180_000);

  test("the best bank of the usual places is found, by name", () => {
    mkdirSync(at("home"), { recursive: true });
    for (const name of ["zoo.sf2", "FluidR3_GM.sf2", "notes.txt"]) writeFileSync(at("home", name), "", { flag: "w" });
    expect(systemBank([at("nowhere"), at("home")])).toBe(at("home/FluidR3_GM.sf2"));
    symlinkSync(at("home/zoo.sf2"), at("home/default-GM.sf2"));
    expect(systemBank([at("home")])).toBe(at("home/default-GM.sf2"));
    expect(systemBank([at("nowhere")])).toBeUndefined();
  });
});

describe("midiq open and midiq reveal", () => {
  test("open gives the file to the program of the system; a member of an archive as a copy, with a word", async () => {
    only("xdg-open");
    expect(await run(["open", `music/deep/${hostile}`])).toMatchObject({ status: 0, stderr: "Opened 1 file\n" });
    expect(noted()).toEqual(["xdg-open", `  ${at("music/deep", hostile)}`]);
    const member = await run(["open", "music/pack.zip!/in side/three.mid"]);
    expect(noted()).toEqual(["xdg-open", `  ${await copyOf3()}`]);
    expect(member.stderr).toContain("1 file is inside an archive: the program gets a copy of it");
  }, 180_000);

  test("more than a few are not opened unasked; --limit says how many are meant", async () => {
    only("xdg-open");
    const { status, stderr } = await run(["open", "music"]);
    expect([status, stderr, noted()]).toEqual([
      2,
      "midiq: Cannot open 8 files without asking first: add --limit 8, or choose fewer\n",
      [],
    ]);
    expect((await run(["open", "music", "--limit", "6"])).stderr).toContain("Opened 6 files");
    expect(noted().filter((line) => line === "xdg-open")).toHaveLength(6);
  }, 180_000);

  test("reveal selects the file where the file manager can, else opens its folder; of a member the archive", async () => {
    only("gdbus", "xdg-open");
    await run(["reveal", `music/deep/${hostile}`]);
    const [program, ...given] = noted();
    expect(program).toBe("gdbus");
    expect(given.at(-1)).toBe(`  ['file://${encodeURI(at("music/deep", hostile)).replaceAll("'", "%27")}']`);
    only("xdg-open");
    fake("gdbus", "exit 1");
    const member = await run(["reveal", "music/pack.zip!/in side/three.mid"]);
    expect(noted().slice(-2)).toEqual(["xdg-open", `  ${at("music")}`]);
    expect(member.stderr).toBe("note: 1 file inside an archive: midiq shows the archive\nShowed 1 folder\n");
  }, 180_000);

  test("one line where no program opens files, and where one fails", async () => {
    only();
    expect((await run(["open", "music/--help.mid"])).stderr).toMatch(/^midiq: Cannot open files: .*install xdg-utils/);
    expect((await run(["reveal", "music/--help.mid"])).stderr).toMatch(/^midiq: Cannot show folders: /);
    fake("xdg-open", "exit 4");
    const failed = await run(["open", "music/--help.mid"]);
    expect([failed.status, failed.stderr]).toEqual([
      2,
      `midiq: music/--help.mid: ${join(bin, "xdg-open")} ended with status 4\nOpened 0 files, 1 failed\n`,
    ]);
    noted();
  }, 180_000);
});

describe("members of archives", () => {
  test("-x, -X and playlists get copies of them", async () => {
    only("list");
    const one = await run(["archive pack.zip", "-x", "list"]);
    expect([noted(), one.stderr]).toEqual([
      ["list", `  ${await copyOf3()}`],
      expect.stringContaining("the command gets"),
    ]);
    await run(["sort name", "-X", "list"]);
    expect(noted()).toHaveLength(9);
    const playlist = (await run(["archive pack.zip", "-o", "m3u"])).stdout;
    expect(playlist.split("\n")[2]).toBe(await copyOf3());
    expect(readFileSync(await copyOf3())).toEqual(Buffer.from(tune(3)));
    expect((await run(["archive pack.zip", "-f", "{path}"])).stdout).toContain("pack.zip!/in side/three.mid");
  }, 180_000);

  test("copies have the right bytes or are made anew, cannot be written to, and give way when the cache is full", async () => {
    const digest = await createDigest();
    const cache = at("small");
    const pack = at("many.zip");
    const bytes = Array.from({ length: 6 }, (_, n) => Uint8Array.from([...tune(n), ...new Uint8Array(1000 + n)]));
    writeFileSync(pack, zip(bytes.map((one, n) => ({ name: `${n}.mid`, bytes: one }))));
    const member = (n: number): Readable => ({
      path: `${pack}!/${n}.mid`,
      archive: "many.zip",
      systemPath: pack,
      row: { hash: hexOf(digest(bytes[n] as Uint8Array)) },
    });
    const copied = async (n: number, mostBytes = 5000): Promise<string> =>
      (await extractMembers([member(n)], digest, { cache, mostBytes })).copies.get(`${pack}!/${n}.mid`) ?? "";
    const first = await copied(0);
    expect(statSync(first).mode & 0o222).toBe(0);
    chmodSync(first, 0o644);
    writeFileSync(first, "edited");
    expect(readFileSync(await copied(0))).toEqual(Buffer.from(bytes[0] as Uint8Array));
    for (const n of [1, 2, 3, 4, 5]) await copied(n);
    const size = readdirSync(cache, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    expect(size).toBeLessThanOrEqual(5000);
    expect(existsSync(first)).toBe(false);
    const refused = await extractMembers([member(0), member(1)], digest, { cache: at("tiny"), mostBytes: 1200 });
    expect([refused.copies.size, refused.left.map(({ why }) => why)]).toEqual([
      1,
      ["copies of members take at most 0 MiB"],
    ]);
    // A link in the cache leads nowhere else, either.
    mkdirSync(at("trap"));
    symlinkSync(folder.path, join(at("trap"), "members"));
    const trapped = await extractMembers([member(0)], digest, { cache: at("trap") });
    expect(trapped.left).toEqual([{ path: member(0).path, why: expect.stringContaining("is a link") }]);
    expect(dirname(first)).toStartWith(cache);
  }, 180_000);
});
