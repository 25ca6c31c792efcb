import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { analyze, configure, core, hash, parse, pipeline, scan, sink, tag } from "../../mod.ts";
import jsonl from "../../plugins/jsonl.ts";
import { melody, midi, tempo, track } from "../midi/compose.ts";

const folder = mkdtempSync(join(tmpdir(), "midiq-jsonl-"));
afterAll(() => rmSync(folder, { recursive: true }));
const tune = (bpm: number) =>
  midi({}, track(tempo(0, Math.round(60_000_000 / bpm)), melody("C4 1/4 E4 1/4 G4 1/2 ".repeat(8))));
const midiFolder = join(folder, "Deep House");
writeFileSync(join(folder, "broken.mid"), "<html>no music</html>");
await Bun.write(join(midiFolder, "a.mid"), tune(120));
await Bun.write(join(midiFolder, "b.mid"), tune(174));

const run = async (name: string, plugin = jsonl, workers = 0) => {
  const out = join(folder, name);
  const stages = [hash(), parse(), analyze(core), tag(core), sink(plugin, `jsonl:${out}`, core)] as const;
  const report = await pipeline(scan(midiFolder, join(folder, "broken.mid")), ...stages).run({ workers });
  const bytes = readFileSync(out);
  const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  return {
    report,
    text,
    lines: text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .sort(byPath),
  };
};
const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);

describe("jsonl", () => {
  test.each([0, 2])("gives every file a line, with %d workers", async (workers) => {
    const { lines, report } = await run(`all-${workers}.jsonl`, jsonl, workers);
    expect(report.counts).toMatchObject({ found: 3, written: 3 });
    expect(lines).toMatchObject([
      { path: join(midiFolder, "a.mid"), bpm: 120, key: "C major", meter: "4/4", notes: 24 },
      { path: join(midiFolder, "b.mid"), bpm: 174 },
      { path: join(folder, "broken.mid"), error: expect.any(String), stage: "parse" },
    ]);
    expect(lines[0].hash).toMatch(/^[0-9a-f]{64}$/);
    expect(lines[0].tags).toContain("genre:deep-house");
  });

  test("keeps the fields that are wanted, tells the evidence of tags, and leaves the refused out", async () => {
    const plugin = configure(jsonl, { jsonl: { fields: "bpm, key", evidence: true, refused: false } });
    const { lines } = await run("some.jsonl", plugin);
    expect(lines.map((line) => Object.keys(line))).toEqual(
      Array(2).fill(["path", "hash", "size", "bpm", "key", "tags"]),
    );
    expect(lines[0].tags).toContainEqual(
      expect.objectContaining({ tag: "genre:deep-house", source: "filename", confidence: 0.9 }),
    );
  });

  test("packs where the name ends in .gz, and appends only where it is told to", async () => {
    const append = configure(jsonl, { jsonl: { append: true } });
    for (const [plugin, files] of [
      [jsonl, 3],
      [append, 6],
      [jsonl, 3],
    ] as const) {
      expect((await run("out.jsonl.gz", plugin)).lines).toHaveLength(files);
    }
  });

  test("a folder that is not there is said with its path", async () => {
    const files = pipeline(
      scan(midiFolder),
      hash(),
      parse(),
      analyze(core),
      tag(core),
      sink(jsonl, `jsonl:${folder}/no/out.jsonl`, core),
    );
    await expect(files.run({ workers: 0 })).rejects.toThrow(/ENOENT.*no\/out\.jsonl/);
  });
});
