import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import truth from "../../examples/sample/truth.json";
import { formatKey, parseKey } from "../../src/music/keys.ts";
import { emptyFolder, type Outcome, sample, startMidiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const run = (...words: string[]): Promise<Outcome> => startMidiq(folder.path, words);
const rows = (outcome: Outcome): Record<string, unknown>[] =>
  outcome.stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const plugin = `import { defineAnalyzer, definePlugin, z } from "midiq";
import { pitchOf } from "midiq/midi";
const low = defineAnalyzer({
  id: "low", version: 1, description: "how much lies below middle C",
  output: z.object({ share: z.number().min(0).max(1).nullable().meta({ description: "share of notes below C4" }) }),
}).run(({ notes }) => {
  const below = notes.info.filter((info) => pitchOf(info) < 60).length;
  return { share: notes.length > 0 ? below / notes.length : null };
});
export default definePlugin(import.meta.url, { name: "low", api: 1, provides: [low] });
`;

describe("the journey of the sample", () => {
  let first: Outcome;
  beforeAll(async () => {
    mkdirSync(join(folder.path, "desktop"));
    writeFileSync(join(folder.path, "desktop/low.ts"), plugin);
    first = await run("add", sample, "--workers", "2", "--plugin", "desktop/low.ts", "--json");
  }, 180_000);

  test("every file ends stored, a copy, or rejected with a reason", () => {
    expect(first.status).toBe(0);
    const report = JSON.parse(first.stdout);
    const { found, rejected, copies } = report.counts;
    const expected = truth;
    const all = Object.values(expected) as { expect: string }[];
    expect(found).toBe(all.length);
    expect(rejected).toBe(all.filter((one) => one.expect === "rejected").length);
    expect(report.counts.stored + copies + rejected).toBe(found);
    expect(report.rejected.byCode).toEqual({ empty: 1, "not-midi": 1 });
  });

  test("a second run skips all and says so", async () => {
    const again = await run("add", sample);
    expect(again.status).toBe(0);
    expect(again.stderr).toContain("Nothing has changed since the last time");
  });

  test("both first examples of the language answer with rows that fit", async () => {
    for (const query of [
      "bpm 120..130 key in [C,G]",
      "bpm BETWEEN 120 AND 130 AND key IN [Cmaj, Gmaj] ORDER BY complexity DESC LIMIT 100",
    ]) {
      const found = rows(await run(query, "--json"));
      expect(found.length).toBeGreaterThan(0);
      for (const row of found) {
        expect(row["bpm"]).toBeWithin(120, 130.001);
        expect(["C major", "G major"]).toContain(row["key"] as string);
      }
    }
  });

  test("most keys of the tunes that we composed are found", async () => {
    const found = rows(await run("has notes", "--json", "--limit", "1000"));
    const known = Object.entries(truth as Record<string, { key: string | null }>);
    let right = 0;
    let asked = 0;
    for (const row of found) {
      const entry = known.find(([path]) => String(row["path"]).replace("!/", "/").endsWith(path));
      if (!entry?.[1].key) continue;
      asked++;
      // Modes are heard as the major or minor key that they resemble.
      const mode = entry[1].key.replace("dorian", "minor").replace("mixolydian", "major");
      if (row["key"] === formatKey(parseKey(mode) as number)) right++;
    }
    expect(asked).toBeGreaterThan(50);
    expect(right / asked).toBeGreaterThan(0.8);
  });

  test("a plugin's field is queried later without the plugin", async () => {
    const found = rows(await run("low.share 0.9..", "show", "low.share", "--json"));
    expect(found.length).toBeGreaterThan(0);
    for (const row of found) expect(row["low.share"]).toBeWithin(0.9, 1.001);
    expect((await run("fields", "low.share")).stdout).toContain("share of notes below C4");
  });

  test("copies are one row that says how many there are", async () => {
    const found = rows(await run("copies 2..", "--json"));
    expect(found.length).toBeGreaterThanOrEqual(4);
    for (const row of found) expect(row["copies"]).toBeGreaterThanOrEqual(2);
  });

  test("show prints what is known of one file", async () => {
    const shown = await run("show", join(sample, "Classical/Petzold - Minuet in G.mid"));
    expect(shown.status).toBe(0);
    expect(shown.stdout).toMatch(/key +G major/);
    expect(shown.stdout).toMatch(/meter +3\/4/);
  });

  test("explain shows condition, SQL and plan", async () => {
    const explained = await run("explain", "key", "Am", "no", "drums");
    expect(explained.status).toBe(0);
    for (const part of ["read as", "condition", "SQL", "plan"]) expect(explained.stdout).toContain(part);
  });

  test("nothing found is status 1, a mistake is status 2 with a caret and a hint", async () => {
    expect((await run("bpm 999..")).status).toBe(1);
    const mistake = await run("bmp 120..130");
    expect(mistake.status).toBe(2);
    expect(mistake.stderr).toContain("error[unknown-field]: unknown field `bmp`");
    expect(mistake.stderr).toContain("  | ^^^");
    expect(mistake.stderr).toContain("did you mean `bpm`?");
    expect(mistake.stderr).not.toContain(" at ");
  });
});

describe("without a catalogue", () => {
  test("analyze prints one object a file, also for one that holds no music", async () => {
    const found = rows(await startMidiq(folder.path, ["analyze", sample]));
    expect(found.length).toBe(Object.keys(truth).length);
    const minuet = found.find((row) => String(row["path"]).endsWith("Minuet in G.mid"));
    expect(minuet).toMatchObject({ key: "G major", meter: "3/4" });
    expect(
      found
        .filter((row) => "error" in row)
        .map((row) => row["error"])
        .sort(),
    ).toEqual(["empty", "not-midi"]);
  });

  test("analyze works as a filter", async () => {
    const path = join(sample, "Classical/Petzold - Minuet in G.mid");
    const found = rows(await startMidiq(folder.path, ["analyze", "-"], `${path}\n`));
    expect(found.map((row) => row["path"])).toEqual([path]);
  });

  test("a path that is not there, a catalogue that is not there, a mistyped option: one line and status 2", async () => {
    const empty = emptyFolder();
    for (const words of [["add", "/no/such/folder"], ["bpm 120"], ["add", ".", "--wrokers", "2"]]) {
      const { status, stderr, stdout } = await startMidiq(empty.path, words);
      expect({ words, status, stdout }).toEqual({ words, status: 2, stdout: "" });
      expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(3);
    }
    empty.remove();
  });
});
