/** What a catalogue answers beside rows: counts by value, evidence, likeness, why, what was meant; the same on every engine. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import type { Catalogue } from "../../mod.ts";
import { isSameTriad } from "../../src/music/chord-text.ts";
import { type Chord, parseChord } from "../../src/music/chords.ts";
import { fillEngines, sample } from "./engines.ts";

let engines: ReadonlyMap<string, Catalogue> = new Map();
let close: (() => Promise<void>) | undefined;
beforeAll(async () => {
  ({ all: engines, close } = await fillEngines());
}, 180_000);
afterAll(() => close?.(), 180_000);

/** How many files of music have exactly this tag. */
async function tagged(db: Catalogue, word: string): Promise<number | undefined> {
  const [row] = await db.query<{ n: number }>(
    `select count(*)::int4 as n from content where status <> 'rejected' and copies > 0 and tags @> array[$1::text]`,
    [word],
  );
  return row?.n;
}

describe("asking back", () => {
  test("facets count every file once for each of its values, and agree with the counts of the values", async () => {
    for (const db of engines.values()) {
      const [keys, drums] = await db.facets("notes 1.. facet key, drums");
      const total = (await db.count("notes 1..")).count;
      expect(keys?.values.reduce((sum, { count }) => sum + count, 0)).toBe(total);
      expect((await db.count("drums")).count).toBe(drums?.values.find(({ label }) => label === "yes")?.count as number);
      const [groups] = await db.facets("group meter, drums");
      expect(groups?.values.reduce((sum, { count }) => sum + count, 0)).toBe((await db.count("")).count);
    }
  });

  test("facets of what copies say count all copies, and those of a namespace of tags its tags, as conditions do", async () => {
    for (const db of engines.values()) {
      const [archives, genres, folders] = await db.facets("facet archive, genre, folder");
      for (const { label, count: n } of archives?.values ?? [])
        if (label !== "?") expect([label, n]).toEqual([label, (await db.count(`archive = "${label}"`)).count]);
      expect(archives?.values.length).toBeGreaterThan(1);
      for (const { label, count: n } of (genres?.values ?? []).filter((one) => one.label !== "?"))
        expect([label, n]).toEqual([label, (await tagged(db, `genre:${label}`)) ?? 0]);
      for (const { label, count: n } of (folders?.values ?? []).slice(0, 5))
        expect([label, n]).toEqual([label, (await db.count(`folder = "${label}"`)).count]);
    }
  });

  test("evidence of a track, a section or a bar says which it is", async () => {
    for (const db of engines.values()) {
      for (const [query, field, found] of [
        ["any track (inst bass notes 50..)", "track", /^\d+( .+)?$/],
        ["any section (bars 8)", "section", /^[A-Z]$/],
        ["any bar (kick x...x...x...x...)", "bar", /kick x...x...x...x.../],
      ] as const) {
        const prepared = await db.prepare(`${query} limit 5`);
        const { rows } = await db.find(prepared);
        const evidence = await db.evidence(prepared, rows);
        expect(rows.length).toBeGreaterThan(0);
        for (const { id } of rows) {
          const [first] = evidence.get(id) ?? [];
          expect([query, first?.field, found.test(first?.found ?? "")]).toEqual([query, field, true]);
        }
      }
      const prepared = await db.prepare("not any track (inst bass)");
      const { rows } = await db.find(prepared, { limit: 3 });
      expect([...(await db.evidence(prepared, rows)).values()].flat()).toEqual([]);
    }
  });

  test("a catalogue at a glance counts as counts and facets do, the same on every engine", async () => {
    const told = await Promise.all([...engines.values()].map((db) => db.stats()));
    const [first] = told;
    for (const stats of told) {
      expect(stats.distributions).toEqual(first?.distributions ?? []);
      expect(stats.coverage).toEqual(first?.coverage ?? []);
    }
    const [db] = engines.values();
    const count = async (query: string): Promise<number | undefined> => (await db?.count(query))?.count;
    expect(first?.contents).toBe(await count("status ok,repaired,partial,rejected"));
    expect(first?.status["rejected"]).toBe(await count("status rejected"));
    const [keys] = (await db?.facets("has key facet key")) ?? [];
    const counts = new Map(keys?.values.map(({ label, count: n }) => [label, n]));
    const frequent = first?.distributions.find(({ name }) => name === "key")?.values ?? [];
    expect(frequent).toHaveLength(8);
    for (const { label, count: n } of frequent) expect([label, n]).toEqual([label, counts.get(label) ?? 0]);
    const found = await db?.stats("drums bpm 100..");
    expect(found).toMatchObject({ contents: await count("drums bpm 100.."), isEstimate: false, refused: [] });
  });

  test("what is most like a file is what likeness finds, without the file itself, the same on every engine", async () => {
    const file = join(sample, "Classical/ode to joy easy piano C.mid");
    for (const db of engines.values()) {
      const { rows, same } = await db.alike(file, "", { limit: 5 });
      const found = (await db.find(`like("${file}") >= 0.1 limit 20`)).rows;
      const others = found.filter(({ hash: own }) => rows.some((row) => row.hash === own));
      expect(same).toBeGreaterThan(0);
      expect(rows).toHaveLength(5);
      expect(others.map(({ likeness }) => likeness)).toEqual(rows.map(({ likeness }) => likeness));
      expect(rows.some(({ path }) => path === file)).toBe(false);
      for (const { facets } of (await db.alike(file, "drums", { by: "rhythm", limit: 3 })).rows)
        expect(facets.rhythm).toBeGreaterThan(0);
    }
    const [db] = engines.values();
    await expect(db?.alike("nowhere.mid")).rejects.toThrow("there is no file `nowhere.mid`");
  });

  test("evidence names bars, and the chords that stand in them", async () => {
    const [db] = engines.values();
    const prepared = await db?.prepare("chords I-IV-V");
    const rows = prepared ? ((await db?.find(prepared, { limit: 50 }))?.rows ?? []) : [];
    const evidence = prepared ? await db?.evidence(prepared, rows) : undefined;
    expect(rows.length).toBeGreaterThan(3);
    for (const { id } of rows) {
      const [first] = evidence?.get(id) ?? [];
      // C and C7 are one step of triads.
      const chords = (first?.found.split("-") ?? []).map((name) => parseChord(name) as Chord);
      expect(chords.filter((chord, n) => n === 0 || !isSameTriad(chord, chords[n - 1] as Chord))).toHaveLength(3);
      expect(first?.bars?.[0]).toBeGreaterThan(0);
      expect(first?.bars?.[1]).toBeGreaterThanOrEqual(first?.bars?.[0] ?? 0);
    }
  });

  test("why tells each condition with its value", async () => {
    const [db] = engines.values();
    const file = join(sample, "Classical/ode to joy easy piano C.mid");
    const reasons = await db?.why(file, file, "notes 1.. (bpm 5 or drums) not key Am");
    expect(reasons?.holds).toBe(false);
    expect(reasons?.parts.map(({ text, holds }) => [text, holds])).toEqual([
      ["notes 1..", true],
      ["or", false],
      ["not", true],
    ]);
    expect(reasons?.parts[0]?.values["notes"]).toBeGreaterThan(10);
  });

  test("a query that finds nothing names the condition that finds nothing, and what was meant", async () => {
    const [db] = engines.values();
    const conditions = await db?.diagnose("notes 1.. inst piamo");
    expect(conditions?.map(({ count }) => count > 0)).toEqual([true, false]);
    expect(conditions?.[1]?.hint).toBe("no instruments named piamo - did you mean piano?");
  });

  test("strict queries refuse words that nothing has", async () => {
    const [db] = engines.values();
    await expect(db?.prepare("piamo", { strict: true })).rejects.toThrow("`piamo` is not a field");
    await expect(db?.prepare("tag houze", { strict: true })).rejects.toThrow(
      "no file in the catalogue has `tag houze`",
    );
    expect((await db?.prepare("inst piano", { strict: true }))?.notes).toEqual([]);
  });

  test("values of a field come from the catalogue, the most frequent first", async () => {
    for (const db of engines.values()) {
      const values = await db.values("instruments", "p");
      expect(values[0]?.value).toBe("piano");
      expect(values.map(({ count }) => count)).toEqual(values.map(({ count }) => count).sort((a, b) => b - a));
    }
  });
});
