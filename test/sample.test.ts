// The bundled sample: written again it is the same to the byte, and its files say what truth.json says.

import { afterAll, expect, test } from "bun:test";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseMidi } from "midi-file";
import { makePack } from "../examples/sample/pack.ts";
import { writePack } from "../examples/sample/write.ts";

const sample = join(import.meta.dirname, "../examples/sample");
const fresh = await mkdtemp(join(tmpdir(), "midiq-sample-"));
afterAll(() => rm(fresh, { recursive: true, force: true }));

const filesOf = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const good = [...makePack()].flatMap(([path, { bytes, truth }]) =>
  truth?.expect === "ok" && bytes.length > 0 ? [{ path, bytes, truth }] : [],
);

test("writes the bundled files again byte for byte", async () => {
  await writePack(join(fresh, "midi"), join(fresh, "truth.json"));
  const paths = await filesOf(join(fresh, "midi"));
  expect(await filesOf(join(sample, "midi"))).toEqual(paths);
  for (const path of [...paths.map((each) => join("midi", each)), "truth.json"])
    expect((await readFile(join(fresh, path))).equals(await readFile(join(sample, path))), path).toBe(true);
});

test("holds at least 60 good files, in less than 400 kB", () => {
  const sizes = [...makePack().values()].map(({ bytes }) => bytes.length);
  expect(good.length).toBeGreaterThanOrEqual(60);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
});

test("its files have the format, tempo and meter of their truth", () => {
  for (const { path, bytes, truth } of good) {
    const { header, tracks } = parseMidi(bytes);
    const events = tracks.flat();
    const tempo = events.find((event) => event.type === "setTempo");
    const meter = events.find((event) => event.type === "timeSignature");
    expect({
      path,
      format: header.format as number,
      bpm: tempo?.type === "setTempo" ? Math.round(60_000_000 / tempo.microsecondsPerBeat) : null,
      meter: meter?.type === "timeSignature" ? `${meter.numerator}/${meter.denominator}` : null,
    }).toEqual({ path, format: truth.format as number, bpm: truth.bpm, meter: truth.meter });
  }
});

test("its tracks end together and every note that starts stops", () => {
  for (const { path, bytes } of good) {
    const lengths = new Set<number>();
    let sounding = 0;
    for (const track of parseMidi(bytes).tracks) {
      lengths.add(track.reduce((ticks, event) => ticks + event.deltaTime, 0));
      for (const { type } of track) sounding += type === "noteOn" ? 1 : type === "noteOff" ? -1 : 0;
    }
    expect({ path, lengths: lengths.size, sounding }).toEqual({ path, lengths: 1, sounding: 0 });
  }
});
