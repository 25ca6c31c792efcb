import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parseSong } from "../../src/midi/smf.ts";
import { placeOf } from "../../src/writing/place-below.ts";
import { safeName } from "../../src/writing/safe-name.ts";
import { chunk, melody, midi, tempo, text, track } from "../midi/compose.ts";
import { notesOf } from "../midi/notes-of.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder, type Outcome, sample } from "./run.ts";

const folder = emptyFolder();
const { run, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));
const at = (...names: string[]): string => join(folder.path, ...names);
const songAt = (...names: string[]) => parseSong(new Uint8Array(readFileSync(at(...names))));
const filesBelow = (name: string): string[] =>
  readdirSync(at(name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(at(name).length + 1))
    .sort();
const objects = ({ stdout }: Outcome): Record<string, unknown>[] =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const sound = midi({}, track(text(0, 3, "Sound"), melody("C4 1/4")));
const damaged = midi({ claims: 3 }, chunk("MTrk", [...melody("C4 1/4 E4 1/4"), 0, 0x90, 67, 64], 9999));
const band = midi(
  {},
  track(text(0, 3, "Song"), tempo(0, 400_000)),
  track(text(0, 3, "Piano/Left"), melody("C4 1/4")),
  track([0, 0xc1, 33], melody("C2 1/4", { channel: 1 })),
);

beforeAll(() => {
  mkdirSync(at("in/deep"), { recursive: true });
  writeFileSync(at("in/sound.mid"), sound);
  writeFileSync(at("in/deep/damaged.mid"), damaged);
  writeFileSync(at("in/deep/wrapped.rmi"), Buffer.concat([Buffer.from("junk"), sound]));
  writeFileSync(at("in/page.mid"), "<html>");
  writeFileSync(at("in/packed.mid.gz"), gzipSync(damaged));
  writeFileSync(at("band.mid"), band);
});

describe("midiq repair", () => {
  test("writes a clean file of each damaged one, in the same folders, and says what was wrong", async () => {
    const { status, stdout, stderr } = await run("repair", "in", "--to", "out");
    expect(status).toBe(0);
    expect(filesBelow("out")).toEqual(["deep/damaged.mid", "deep/wrapped.mid", "packed.mid"]);
    const song = songAt("out/deep/damaged.mid");
    expect([notesOf(song), song.diagnoses]).toEqual([["C4 0+96", "E4 96+96", "G4 192+0"], []]);
    expect(stdout).toContain("damaged.mid: wrong-track-count, ");
    expect(stderr).toContain("page.mid: Cannot read as MIDI: the file is an HTML page");
    expect(stderr).toContain("3 files repaired, 1 undamaged (--all copies them too), 1 without anything to save");
  });

  test("a second run writes nothing new; another file of that name is left alone", async () => {
    writeFileSync(at("out/deep/damaged.mid"), "mine");
    expect((await run("repair", "in", "--to", "out")).status).toBe(0);
    expect((await run("repair", "in", "--to", "out")).status).toBe(0);
    expect(readFileSync(at("out/deep/damaged.mid"), "utf8")).toBe("mine");
    expect(filesBelow("out")).toEqual(["deep/damaged (2).mid", "deep/damaged.mid", "deep/wrapped.mid", "packed.mid"]);
  });

  test("--all copies sound files byte for byte; --json prints an object a file", async () => {
    const outcome = await run("repair", "in/sound.mid", "in/page.mid", "--all", "--to", "all", "--json");
    expect(outcome.status).toBe(0);
    expect(objects(outcome)).toEqual([
      { path: at("in/sound.mid"), to: "all/sound.mid", diagnoses: [], notes: 1 },
      expect.objectContaining({ path: at("in/page.mid"), to: null, error: "not-midi" }),
    ]);
    expect(readFileSync(at("all/sound.mid"))).toEqual(Buffer.from(sound));
  });

  test("nothing to repair is status 1, and makes no folder", async () => {
    expect((await run("repair", "in/sound.mid", "--to", "none")).status).toBe(1);
    expect(existsSync(at("none"))).toBe(false);
  });

  test("is never done in place, nor into what is read: one line, status 2", async () => {
    symlinkSync(at("in"), at("link"));
    for (const words of [
      ["in", "in"],
      ["in", "in/deep/new"],
      ["in", "link/new"],
      ["in/sound.mid", "in"],
      ["no", "out"],
      ["in"],
    ]) {
      const [path, to] = words as [string, string?];
      const { status, stdout, stderr } = await run("repair", path, ...(to ? ["--to", to] : []));
      expect({ words, status, stdout }).toEqual({ words, status: 2, stdout: "" });
      expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
    }
    expect(filesBelow("in")).toHaveLength(5);
  });
});

describe("midiq split", () => {
  test("writes a file a track, named after it or its instrument, and says which tracks are silent", async () => {
    const { status, stderr } = await run("split", "band.mid", "--to", "tracks");
    expect(status).toBe(0);
    expect(filesBelow("tracks")).toEqual(["01 - Piano_Left.mid", "02 - fingered bass.mid"]);
    expect(Array.from(songAt("tracks/02 - fingered bass.mid").tempos.microsecondsPerQuarter)).toEqual([400_000]);
    expect(stderr).toContain("skipped 1 track without notes (Song)");
  });

  test("--by channel names channels as people count them", async () => {
    const outcome = await run("split", "band.mid", "--by", "channel", "--to", "channels", "--json");
    expect(objects(outcome).map(({ to, track, channel, notes }) => [to, track, channel, notes])).toEqual([
      ["channels/01 - acoustic grand piano.mid", null, 1, 1],
      ["channels/02 - fingered bass.mid", null, 2, 1],
    ]);
  });

  test("each file of an archive gets a folder; what holds no notes is status 1", async () => {
    expect((await run("split", join(sample, "Pack 12.zip"), "--to", "pack")).status).toBe(0);
    expect(filesBelow("pack")).toContain("Pack 12/Pack 12/Pad Em 100/02 - Choir.mid");
    writeFileSync(at("silent.mid"), midi({}, track()));
    expect(await run("split", "silent.mid", "--to", "silent")).toMatchObject({ status: 1, stdout: "" });
  });
});

describe("names of files to write", () => {
  test.each([
    ["/m", "/m/a/x.mid", "a/x.mid"],
    ["/m/x.mid", "/m/x.mid", "x.mid"],
    ["/m/p.zip", "/m/p.zip!/a/x.mid", "p/a/x.mid"],
    ["/m", "/m/q/p.tar.gz!/x.mid", "q/p/x.mid"],
    ["/m", "/m/p.zip!/q.zip!/x.mid", "p/q/x.mid"],
    ["/m/p.zip!/a/x.mid", "/m/p.zip!/a/x.mid", "x.mid"],
    ["/m/x.mid.gz", "/m/x.mid.gz!/x.mid", "x.mid"],
    ["/m/p.zip", "/m/p.zip!/../../etc/x.mid", "p/etc/x.mid"],
    ["/m/p.zip", "/m/p.zip!//etc/x.mid", "p/etc/x.mid"],
    ["/m/p.zip", "/m/p.zip!/..\\..\\x.mid", "p/x.mid"],
    ["/m/p.zip", "/m/p.zip!/C:\\x.mid", "p/C_/x.mid"],
    ["s3://music/songs/", "s3://music/songs/a/x.mid", "a/x.mid"],
  ])("%s: %s -> %s", (named, path, place) => expect(placeOf(named, path).join("/")).toBe(place));

  test.each([
    ["Piano: L/R?", "Piano_ L_R_"],
    ["  a. . ", "a"],
    ["..", "_"],
    ["", "_"],
    ["con.mid", "_con.mid"],
    ["LPT¹", "_LPT¹"],
    [".hidden.mid", "_.hidden.mid"],
    ["Cafe\u0301.mid", "Caf\u00e9.mid"],
    [`a${"e\u0323\u0301".repeat(150)}`, `a${"\u1eb9\u0301".repeat(39)}`],
    ["a\n\u202eb", "a__b"],
    ["a\u2028b", "a_b"],
    ["\ud800", "\ufffd"],
    [`${"é".repeat(300)}.mid`, `${"é".repeat(98)}.mid`],
    ["中文.mid", "中文.mid"],
  ])("%j is written as %j", (name, safe) => expect(safeName(name)).toBe(safe));
});
