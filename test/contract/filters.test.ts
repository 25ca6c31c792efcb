/** Filters of a pipeline answer as a catalogue does, or refuse what they cannot know. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { analyze, type Catalogue, core, hash, parse, pipeline, scan, tag, where } from "../../mod.ts";
import type { Found, Tagged } from "../../src/plugin/records.ts";
import { referencesOf } from "../../src/plugin/references.ts";
import { startWhere } from "../../src/stages/where.ts";
import { fillEngines, sample } from "./engines.ts";

let engines: ReadonlyMap<string, Catalogue> = new Map();
let close: (() => Promise<void>) | undefined;
beforeAll(async () => {
  ({ all: engines, close } = await fillEngines({ server: false }));
}, 180_000);
afterAll(() => close?.(), 180_000);

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
  // A filter knows the name of the file at hand, and the catalogue those of all copies, of which the first one stands here.
  const canonical = new Set(
    (await db.find("status ok,repaired,partial", { limit: 10_000 })).rows.map((row) => row.path),
  );
  const files: (Tagged & Found)[] = [];
  for await (const file of pipeline(scan(sample), hash(), parse(), analyze(core), tag(core)).items({ workers: 0 }))
    files.push(file as Tagged & Found);
  const ofCopies = new Set(db.registry.fields.filter(({ table }) => table === "copy").map(({ name }) => name));
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
    for (const file of files.filter(({ path }) => ofCopies.has(name) || canonical.has(path)))
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
    ["bpm 120 like(abcdef)", "like(abcdef)"],
  ] as const) {
    const started = startWhere({ query, plugins: references }, {} as never);
    await expect(started).rejects.toMatchObject({
      name: "QueryError",
      span: { start: query.indexOf(at), end: query.indexOf(at) + at.length },
    });
  }
});

test("a filter refuses a field that no stage before it gives, at the first file, and looks words up in what there is", async () => {
  const found = async (query: string, ...before: readonly unknown[]): Promise<unknown> => {
    // As a script without types may join them.
    const join = pipeline as (...stages: readonly unknown[]) => ReturnType<typeof pipeline>;
    let count = 0;
    for await (const _ of join(scan(`${sample}/Loops`), hash(), parse(), ...before, where(query, core))) count++;
    return count;
  };
  const refused = (name: string) => ({
    name: "QueryError",
    code: "unknowable",
    message: expect.stringContaining(`\`${name}\``),
  });
  await expect(found("bpm 1..")).rejects.toMatchObject(refused("bpm"));
  await expect(found("bpm 1..", analyze())).rejects.toMatchObject(refused("bpm"));
  await expect(found("not (tag x or genre house)", analyze(core))).rejects.toMatchObject(refused("tag"));
  await expect(found("genre house", analyze(core))).rejects.toMatchObject(refused("tag"));
  expect(await found("loops", analyze(core))).toBeGreaterThan(0);
  expect(await found("bpm 1..", analyze(core))).toBeGreaterThan(0);
  expect(() => analyze([core] as never)).toThrow("one by one, not in a list");
}, 180_000);
