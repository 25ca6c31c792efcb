/** MIDI files under other names are found in folders by their first bytes, and what is passed over is counted. */
import { afterAll, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline, scan } from "../../mod.ts";
import { isMidiHead, mayHoldMidi } from "../../src/sources/other-names.ts";
import { emptyFolder, midiq } from "../cli/run.ts";
import { tune, writePile } from "../organize/pile.ts";

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
  expect(first.stderr).toContain("4 files with other names passed over; --all-names looks into them.");
  const all = await midiq(folder.path, ["add", "music", "--workers", "0", "--all-names"]);
  expect(all.stderr).toMatch(/1 new/);
  // A walk that passes it over does not say that it is gone; one that finds it gone does.
  const again = await midiq(folder.path, ["add", "music", "--workers", "0"]);
  expect(again.stderr).not.toContain("missing");
  rmSync(join(music, "photo.jpg"));
  expect((await midiq(folder.path, ["add", "music", "--workers", "0"])).stderr).toContain("1 missing");
}, 180_000);
