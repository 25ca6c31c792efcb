/** MIDI files under other names are found in folders and archives by their first bytes, and what is passed over is counted. */
import { afterAll, describe, expect, test } from "bun:test";
import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { pipeline, scan } from "../../mod.ts";
import { isMidiHead, mayHoldMidi } from "../../src/sources/other-names.ts";
import { emptyFolder, midiq } from "../cli/run.ts";
import { tune, writePile } from "../organize/pile.ts";
import { tar, zip } from "./pack.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const music = join(folder.path, "music");
const riff = Buffer.concat([Buffer.from("RIFF\0\0\0\0RMIDdata\0\0\0\0"), tune(9)]);
writePile(music, {
  "plain.mid": tune(1),
  "Waltz.STY": Buffer.concat([tune(2), Buffer.from("CASM\0\0\0\0")]),
  "song.mid.bak": tune(3),
  "take 1.25": tune(4),
  "Mr. Blue": tune(5),
  "wrapped.prs": riff,
  "photo.jpg": tune(6),
  README: new TextEncoder().encode("no music here"),
  "style.bcs": new TextEncoder().encode("BCS"),
  ".hidden": tune(7),
  empty: new Uint8Array(0),
});

const found = async (options: { readonly allNames?: boolean }): Promise<{ names: string[]; passed: number }> => {
  const names: string[] = [];
  const report = await pipeline(scan(music, options)).run({ workers: 0 });
  for await (const { path } of pipeline(scan(music, options)).items()) names.push(path.slice(music.length + 1));
  return { names, passed: report.counts["other names"] ?? 0 };
};

test("names that MIDI files are known to hide under are looked into; others are counted, or looked into if wanted", async () => {
  expect(await found({})).toEqual({
    names: ["Mr. Blue", "Waltz.STY", "plain.mid", "song.mid.bak", "take 1.25", "wrapped.prs"],
    passed: 4,
  });
  const all = await found({ allNames: true });
  expect([all.names.includes("photo.jpg"), all.passed]).toEqual([true, 3]);
});

describe("the same in archives", () => {
  const parts = [
    { name: "a/plain.mid", bytes: tune(1) },
    { name: "a/Waltz.STY", bytes: tune(2) },
    { name: "no ending", bytes: tune(3) },
    { name: "photo.jpg", bytes: tune(4) },
    { name: "README", bytes: new TextEncoder().encode("no music here") },
    { name: ".hidden", bytes: tune(5) },
    { name: "__MACOSX/x.sty", bytes: tune(6) },
    // Larger than what is looked into: it costs the archive nothing.
    { name: "zeros.bak", bytes: new Uint8Array(5 * 1024 * 1024) },
    { name: "../out.sty", bytes: tune(7) },
  ];
  const packed: Readonly<Record<string, () => Uint8Array>> = {
    "pack.zip": () => zip(parts),
    "pack.tar.gz": () => gzipSync(tar(parts)),
  };
  test.each(Object.keys(packed))("%s", async (name) => {
    const path = join(folder.path, name);
    writeFileSync(path, (packed[name] as () => Uint8Array)());
    const read = async (options: { readonly allNames?: boolean }) => {
      const names: string[] = [];
      for await (const { path } of pipeline(scan(folder.path, options)).items())
        if (path.includes(`${name}!/`)) names.push(path.slice(path.indexOf("!/") + 2));
      const report = await pipeline(scan(path, options)).run({ workers: 0 });
      return { names: names.sort(), passed: report.counts["other names"] ?? 0, rejected: report.rejected.byCode };
    };
    const expected = ["a/Waltz.STY", "a/plain.mid", "no ending"];
    // photo.jpg, README, zeros.bak, and what leads out of the archive.
    expect(await read({})).toEqual({ names: expected, passed: 4, rejected: {} });
    expect(await read({ allNames: true })).toEqual({ names: [...expected, "photo.jpg"], passed: 3, rejected: {} });
    rmSync(path);
  });
});

test("a catalogue follows members of other names: found, passed over, gone", async () => {
  const home = join(folder.path, "members");
  const write = (names: readonly string[]): void => {
    writePile(home, { "pack.zip": zip(names.map((name, n) => ({ name, bytes: tune(n + 20) }))) });
  };
  const add = async (...words: readonly string[]): Promise<string> =>
    (await midiq(folder.path, ["add", "members", "--db", "followed", "--workers", "0", ...words])).stderr;
  write(["x.mid", "y.sty", "z.jpg"]);
  expect(await add()).toContain("2 new");
  // The archive has not changed, and still it is opened for a look at all names.
  expect(await add("--all-names")).toContain("1 new");
  write(["x.mid"]);
  utimesSync(join(home, "pack.zip"), 2_000_000_000, 2_000_000_000);
  // Whether z.jpg is still there, a look at known names does not say.
  expect(await add()).toContain("1 missing");
  expect(await add("--all-names")).toContain("1 missing");
}, 180_000);

test.each([
  ["README", true],
  ["x.sty", true],
  ["Mr. Blue", true],
  ["take 1.25", true],
  ["x.jpg", false],
  ["x.txt", false],
  [".hidden", false],
  [".DS_Store", false],
] as const)("%s is worth a look: %p", (name, isWorth) => {
  expect(mayHoldMidi(name, false)).toBe(isWorth);
});

test("the first bytes decide, and too few are none", () => {
  expect([isMidiHead(tune(1)), isMidiHead(riff)]).toEqual([true, true]);
  expect([new Uint8Array(0), riff.subarray(0, 11), Buffer.from("RIFF\0\0\0\0WAVEfmt")].map(isMidiHead)).toEqual([
    false,
    false,
    false,
  ]);
});

test("add says how many files it passed over, and --all-names looks into them", async () => {
  const first = await midiq(folder.path, ["add", "music", "--workers", "0"]);
  expect(first.stderr).toContain("4 files without a MIDI ending skipped; --all-names looks into them.");
  const all = await midiq(folder.path, ["add", "music", "--workers", "0", "--all-names"]);
  expect(all.stderr).toMatch(/1 new/);
  // A walk that passes it over does not say that it is gone; one that finds it gone does.
  const again = await midiq(folder.path, ["add", "music", "--workers", "0"]);
  expect(again.stderr).not.toContain("missing");
  rmSync(join(music, "photo.jpg"));
  expect((await midiq(folder.path, ["add", "music", "--workers", "0"])).stderr).toContain("1 missing");
}, 180_000);
