/**
 * The language over a real catalogue: every example means the same on both engines and in memory, and finds in the bundled
 * sample what titles.txt says. `WRITE_CASES=1 bun test test/contract` writes that table anew; read the difference.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { matcher } from "../../dsl/mod.ts";
import {
  analyze,
  type Catalogue,
  changed,
  core,
  dedupe,
  hash,
  open,
  parse,
  pipeline,
  scan,
  store,
  tag,
  where,
} from "../../mod.ts";
import type { Found, Tagged } from "../../src/plugin/records.ts";
import { referencesOf } from "../../src/plugin/references.ts";
import { startWhere } from "../../src/stages/where.ts";
import { emptyFolder } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";
import { matchRows } from "./rows.ts";

const sample = join(import.meta.dirname, "../../examples/sample/midi");
const folder = emptyFolder();
afterAll(folder.remove);

const linesOf = (name: string): readonly string[] =>
  readFileSync(join(import.meta.dirname, name), "utf8")
    .split("\n")
    .filter(Boolean);

/** Examples name files of their reader; here they are files of the sample. */
const here = (query: string): string =>
  query
    .replaceAll("./ref.mid", `"${join(sample, reference)}"`)
    .replaceAll("./song.mid", `"${join(sample, reference)}"`);
const reference = "Classical/ode to joy easy piano C.mid";

/** Examples of the specification, of the language's page, and of the fields. */
function examples(db: Catalogue): readonly string[] {
  const page = readFileSync(join(import.meta.dirname, "../../docs/query-language.md"), "utf8");
  const blocks = [...page.matchAll(/```query\n([\s\S]*?)```/g)].flatMap((match) => (match[1] ?? "").trim().split("\n"));
  return [
    ...new Set([...linesOf("examples.txt"), ...blocks, ...db.registry.fields.flatMap((field) => field.examples)]),
  ];
}

const opened: Catalogue[] = [];
async function catalogue(url: string): Promise<Catalogue> {
  const db = await open(url, { plugins: [core], mode: "write" });
  opened.push(db);
  await pipeline(scan(sample), changed(db), hash(), dedupe(db), parse(), analyze(core), tag(core), store(db)).run();
  await db.save("club", "bpm 118..130 drums");
  await db.save("fast", "bpm $from..");
  return db;
}

let engines: ReadonlyMap<string, Catalogue>;
beforeAll(async () => {
  const pglite = await catalogue(join(folder.path, "catalogue"));
  engines = new Map([
    ["PGlite", pglite],
    ...(hasServer ? [["PostgreSQL", await catalogue(await newDatabase())] as const] : []),
  ]);
}, 180_000);
afterAll(async () => {
  for (const db of opened) await db.close();
});

const pathsOf = async (db: Catalogue, query: string): Promise<readonly string[]> =>
  (await db.find(here(query), { limit: 10_000 })).rows.map(({ path }) => path);

describe("the language over the sample", () => {
  test("every example finds the same on every engine and in memory", async () => {
    for (const [engine, db] of engines) {
      const rows = await matchRows(db);
      expect(rows.size).toBeGreaterThan(60);
      let found = 0;
      for (const query of examples(db)) {
        const { checked } = await db.prepare(here(query));
        const limited = checked.limit !== undefined || checked.sample !== undefined;
        const meets = matcher(checked.condition, db.registry);
        const asksRejected = /\b(?:status|problem)\b/.test(query);
        const expected = [...rows].filter(([, row]) => meets(row)).map(([path]) => path);
        const paths = (await pathsOf(db, query)).filter((path) => !asksRejected || rows.has(path));
        if (limited)
          expect({ engine, query, outside: paths.filter((path) => !expected.includes(path)) }).toEqual({
            engine,
            query,
            outside: [],
          });
        else expect({ engine, query, paths: [...paths].sort() }).toEqual({ engine, query, paths: expected.sort() });
        if (paths.length > 0) found++;
      }
      // Most examples find something in a catalogue of 76 files that was composed without them in mind.
      expect(found).toBeGreaterThan(100);
    }
  }, 180_000);

  test("engines give the same rows in the same order, page by page", async () => {
    const [first, second] = [...engines.values()];
    if (!first) throw new Error("no engine was opened");
    const whole = async (db: Catalogue, query: string): Promise<readonly string[]> =>
      (await db.find(query, { limit: 1000 })).rows.map(({ hash: one }) => one);
    const paged = async (db: Catalogue, query: string): Promise<readonly string[]> => {
      const all: string[] = [];
      let after: string | undefined;
      do {
        const page = await db.find(query, { limit: 7, ...(after !== undefined && { after }) });
        all.push(...page.rows.map(({ hash: one }) => one));
        after = page.next;
      } while (after !== undefined);
      return all;
    };
    for (const query of [
      "notes 1..",
      "sort -bpm",
      "sort key, -density",
      "sort swing",
      "sort name desc",
      "chords I-IV sort -chord.rate",
      "drums sample 40 seed 3",
      "sort has_drums, -added",
    ]) {
      const rows = await whole(first, query);
      expect({ query, paged: await paged(first, query) }).toEqual({ query, paged: rows });
      if (second && !/added|name/.test(query))
        expect({ query, rows: await whole(second, query) }).toEqual({ query, rows });
    }
  }, 180_000);

  test("finds the titles of the table", async () => {
    const [db] = engines.values();
    if (!db) throw new Error("no engine was opened");
    const table = join(import.meta.dirname, "titles.txt");
    const blocks = readFileSync(table, "utf8")
      .split(/^> /m)
      .slice(1)
      .map((block) => block.trimEnd().split("\n"));
    const answered = await Promise.all(
      blocks.map(async ([query = ""]) => [
        query,
        ...[...(await pathsOf(db, query))].map((path) => `  ${basename(path, ".mid")}`).sort(),
      ]),
    );
    const written = `${answered.map((block) => `> ${block.join("\n")}`).join("\n\n")}\n`;
    if (process.env["WRITE_CASES"]) writeFileSync(table, written);
    else expect(written).toBe(readFileSync(table, "utf8"));
  });
});

test("a pipeline without a catalogue passes on what the catalogue finds", async () => {
  const [db] = engines.values();
  for (const query of [
    "bpm 118..130 drums",
    "chords I-V-vi-IV",
    'melody "E E F G G F E D"',
    "any track (inst bass notes 50..)",
    "any section (bars 8)",
    "beat four-on-the-floor or tap x...x...x...x...",
    "genre house",
    "name contains in folder loops",
  ]) {
    const found = new Set<string>();
    const stages = pipeline(scan(sample), hash(), parse(), analyze(core), tag(core), where(query, core));
    // Each file, where the catalogue has each content: paths of copies are compared by their bytes.
    for await (const { hash: bytes, features } of stages.items({ workers: query.includes("section") ? 2 : 0 })) {
      expect(features).toHaveProperty("bpm");
      found.add(Buffer.from(bytes).toString("hex"));
    }
    const expected = (await db?.find(query, { limit: 1000 }))?.rows.map((row) => row.hash) ?? [];
    expect({ query, found: [...found].sort() }).toEqual({ query, found: [...expected].sort() });
  }
}, 180_000);

test("a filter answers for every field as the catalogue does, or refuses it before anything runs", async () => {
  const [db] = engines.values();
  if (!db) throw new Error("no engine");
  const files: (Tagged & Found)[] = [];
  for await (const file of pipeline(scan(sample), hash(), parse(), analyze(core), tag(core)).items({ workers: 0 }))
    files.push(file as Tagged & Found);
  const { references } = referencesOf([core]);
  const { track, section } = db.registry.scopes;
  const scoped = (["track", "section"] as const).flatMap((scope) =>
    (scope === "track" ? track : section).flatMap(({ name, examples: own }) => [
      [`${scope}.${name}`, `any ${scope} (${name} is known)`] as const,
      ...own.map((example) => [`${scope}.${name}`, example] as const),
    ]),
  );
  const asked = [
    ...db.registry.fields.flatMap(({ name, examples: own }) => [
      [name, `${name} is known`] as const,
      ...own.map((example) => [name, example] as const),
    ]),
    ...scoped,
  ];
  const refused = new Set<string>();
  const wrong: unknown[] = [];
  for (const [name, query] of asked) {
    let step: Awaited<ReturnType<typeof startWhere>>;
    try {
      step = await startWhere({ query, plugins: references }, {} as never);
    } catch (error) {
      // Tails have no meaning in a filter; a file that is compared with is not read.
      if ((error as { code?: string }).code === "unknowable") refused.add(name);
      else expect(["bad-tail", "missing-file"]).toContain((error as { code?: string }).code ?? String(error));
      continue;
    }
    const passed = new Set<string>();
    for (const file of files)
      if ((await step.each?.(file as never, {} as never)) === file) passed.add(Buffer.from(file.hash).toString("hex"));
    // What holds no music never comes to a filter.
    const found = (await db.find(`(${query}) not status rejected`, { limit: 10_000 })).rows.map((row) => row.hash);
    const differ = [...new Set([...passed, ...found])].filter((one) => passed.has(one) !== found.includes(one));
    if (differ.length > 0) wrong.push({ query, passed: passed.size, found: found.length, differ: differ.length });
  }
  expect(wrong).toEqual([]);
  expect([...refused].sort()).toEqual(
    [
      ...[
        "added",
        "copies",
        "copy.missing",
        "dupe",
        "dupes.notes",
        "failed",
        "missing",
        "name.differs",
        "rating",
        "stale",
      ],
      ...db.registry.fields.map(({ name }) => name).filter((name) => /\.(?:by|at)$/.test(name)),
    ].sort(),
  );
}, 180_000);

test("a filter that is refused says so in one line, at the field in the query", async () => {
  const { references } = referencesOf([core]);
  for (const [query, at] of [
    ["bpm 120 copies 1..", "copies 1.."],
    ["not (drums or bpm.by tempo)", "bpm.by tempo"],
    ["added -7d..", "added -7d.."],
    ["bpm 120 limit 5", "limit 5"],
  ] as const) {
    const started = startWhere({ query, plugins: references }, {} as never);
    await expect(started).rejects.toMatchObject({
      name: "QueryError",
      span: { start: query.indexOf(at), end: query.indexOf(at) + at.length },
    });
  }
});

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
    const file = join(sample, reference);
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
      expect(first?.found.split("-").length).toBe(3);
      expect(first?.bars?.[0]).toBeGreaterThan(0);
      expect(first?.bars?.[1]).toBeGreaterThanOrEqual(first?.bars?.[0] ?? 0);
    }
  });

  test("why tells each condition with its value", async () => {
    const [db] = engines.values();
    const file = join(sample, reference);
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
    await expect(db?.prepare("piamo", { strict: true })).rejects.toThrow("`piamo` is no field");
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
