import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder, midiq, midiqHere, type Outcome, sample } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const run = (...words: string[]): Promise<Outcome> => midiq(folder.path, words);
/** The same in this process, with plugins that stay as they are once they are loaded. */
const here = (...words: string[]): Promise<Outcome> => midiqHere(folder.path, words);
const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder.path, name), content);
const lines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe("midiq plugins new", () => {
  let made: Outcome;
  beforeAll(async () => {
    made = await run("plugins", "new", "low-notes");
  });

  test("writes a plugin and its test, and says what comes next", () => {
    expect(made).toMatchObject({ status: 0, stdout: "./low-notes.ts\n./low-notes.test.ts\n" });
    expect(made.stderr).toContain("midiq plugins test ./low-notes.ts");
  });

  test("overwrites nothing, and takes no name that cannot be an id", async () => {
    const before = readFileSync(join(folder.path, "low-notes.ts"), "utf8");
    for (const words of [["low-notes"], ["Low Notes"], ["../low"], []]) {
      const { status, stdout, stderr } = await run("plugins", "new", ...words);
      expect({ words, status, stdout, lines: stderr.trim().split("\n").length }).toEqual({
        words,
        status: 2,
        stdout: "",
        lines: 1,
      });
    }
    expect(readFileSync(join(folder.path, "low-notes.ts"), "utf8")).toBe(before);
  });

  test("what it wrote passes midiq plugins test, its own tests among it, where nothing is installed", async () => {
    const { status, stdout, stderr } = await run("plugins", "test", "./low-notes.ts", "--json");
    expect({ status, stderr: stderr.slice(-600) }).toMatchObject({ status: 0 });
    const [report] = lines(stdout);
    expect(report).toMatchObject({ ok: true, files: 83, problems: [], notes: [], tests: { passed: true } });
  }, 180_000);

  test("its test fails when the plugin is changed", async () => {
    const text = readFileSync(join(folder.path, "low-notes.ts"), "utf8");
    await run("plugins", "new", "high", "--folder", "other");
    write(
      "other/high.ts",
      text.replaceAll("low-notes", "high").replaceAll("lowNotes", "high").replace("< below", "> below"),
    );
    const { status, stdout, stderr } = await run("plugins", "test", "other/high.ts");
    expect(status).toBe(1);
    expect(stdout).toContain("its own tests fail");
    expect(stderr).toContain("the share counts notes below the pitch");
  }, 180_000);

  test("its field and tag can be asked for, listed, and purged", async () => {
    await here("add", sample, "--plugin", "./low-notes.ts");
    const found = lines((await here("low-notes.share 0.6.. tag low-notes:mostly", "--json", "--limit", "1000")).stdout);
    expect(found.length).toBeGreaterThan(10);

    const [listed] = lines((await here("plugins", "list", "--json")).stdout) as [{ catalogue: { id: string }[] }];
    expect(listed.catalogue.filter(({ id }) => id.startsWith("low-notes"))).toEqual([
      {
        kind: "analyzer",
        id: "low-notes",
        versions: [{ version: 1, contents: 76 }],
        fields: ["low-notes.share"],
        values: 76,
        failures: 0,
        plugin: null,
      },
      {
        kind: "tagger",
        id: "low-notes-tag",
        versions: [{ version: 1, contents: 76 }],
        fields: [],
        failures: 0,
        plugin: null,
      },
    ] as never);
    expect((await here("plugins", "list", "--plugin", "./low-notes.ts")).stdout).toMatch(
      /analyzer low-notes +low-notes +1 \(76\)/,
    );

    expect((await here("fields", "low-notes")).stdout).toContain("low-notes.share: ");

    const planned = await here("plugins", "purge", "low-notes", "--plugin", "./low-notes.ts");
    expect(planned.stdout).toContain("fields: low-notes.share, with values for 76 files");
    expect(planned.stderr).toContain("--apply removes it");
    expect((await here("low-notes.share 0..")).status).toBe(0);
    expect((await here("plugins", "purge", "low-notes", "low-notes-tag", "--apply")).status).toBe(0);
    expect((await here("low-notes.share 0..")).stderr).toContain("unknown field");
    expect((await here("tag low-notes:mostly")).status).toBe(1);
    for (const name of ["low-notes", "tempo", "core"]) expect((await here("plugins", "purge", name)).status).toBe(2);
  }, 180_000);
});

describe("midiq plugins test", () => {
  const plugin = (parts: string, name = "bad"): string => `
    import { defineAnalyzer, defineNameTagger, definePlugin, z } from "midiq";
    const value = (schema) => z.object({ v: schema.meta({ description: "a value" }) });
    const own = (id, schema, run, more) => defineAnalyzer({ id, version: 1, description: id, output: value(schema), ...more }).run(run);
    const tagger = (id, run) => defineNameTagger({ id, version: 1, description: id }).run(run);
    let files = 0;
    export default definePlugin(import.meta.url, { name: "${name}", api: 1, provides: [${parts}] });
  `;
  beforeAll(() => {
    write("one.mid", midi({}, track(melody("C4 1/4"))));
    write("two.mid", midi({}, track(melody("C4 1/4 D4 1/4"))));
    write("three.mid", midi({}, track(melody("C4 1/4 D4 1/4 E4 1/4"))));
  });
  const files = ["one.mid", "two.mid", "three.mid"];
  let written = 0;

  const wrong: readonly (readonly [what: string, part: string, code: string, files: number])[] = [
    ["values that depend on the files before", `own("it", z.int(), () => ({ v: files++ }))`, "not-deterministic", 3],
    ["random values", `own("it", z.number(), () => ({ v: Math.random() }))`, "not-deterministic", 3],
    [
      "values that differ on one and the same song",
      `own("it", z.int(), (song) => ({ v: (song.seen = (song.seen ?? 0) + 1) }))`,
      "not-deterministic",
      3,
    ],
    [
      "tags that differ",
      `tagger("it", () => [{ tag: "a:n" + files++, confidence: 1, source: "filename", rule: "r", why: "w" }])`,
      "not-deterministic",
      2,
    ],
    [
      "a song that is written to",
      `own("it", z.int(), ({ notes }) => { notes.duration[0] = 1; return { v: 1 }; })`,
      "writes",
      3,
    ],
    [
      "values outside of the schema",
      `own("it", z.int().max(2), ({ notes }) => ({ v: notes.length }))`,
      "bad-output",
      1,
    ],
    ["tags that are none", `tagger("it", () => [{ tag: "LOUD" }])`, "bad-output", 3],
    [
      "an exception",
      `own("it", z.int(), ({ notes }) => { if (notes.length === 2) throw new Error("two"); return { v: 1 }; })`,
      "threw",
      1,
    ],
    [
      "a plugin that hangs",
      `own("it", z.int(), ({ notes }) => { while (notes.length === 2); return { v: 1 }; }, { seconds: 0.3 })`,
      "hung",
      1,
    ],
    [
      "a plugin that ends its thread",
      `own("it", z.int(), ({ notes }) => { if (notes.length === 2) process.exit(3); return { v: 1 }; })`,
      "killed",
      1,
    ],
    [
      "a need that nobody gives",
      `own("it", z.int(), () => ({ v: 1 }), { needs: { x: { analyzer: "nobody", property: "x" } } })`,
      "missing-need",
      0,
    ],
    ["a schema that makes no field", `own("it", z.object({}), () => ({ v: {} }))`, "bad-field", 0],
    ["an id that is none", `own("It!", z.int(), () => ({ v: 1 }))`, "bad-plugin", 0],
    ["a name that is taken", `own("tempo", z.int(), () => ({ v: 1 }))`, "clash", 0],
  ];
  for (const [what, part, code, affected] of wrong) {
    test(`finds ${what}`, async () => {
      const file = `bad-${++written}.ts`;
      write(file, plugin(part));
      const { status, stdout, stderr } = await here("plugins", "test", file, ...files, "--json");
      expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
      const [report] = lines(stdout) as unknown as [{ ok: boolean; problems: { code: string; files: number }[] }];
      expect(report.ok).toBe(false);
      expect(report.problems.map((one) => [one.code, one.files])).toEqual([[code, affected]]);
    }, 180_000);
  }

  test("says what gave nothing and what has no description, which may be meant so", async () => {
    write(
      "quiet.ts",
      plugin(
        `own("it", z.int().nullable(), () => ({ v: null })), defineAnalyzer({ id: "bare", version: 1, description: "b", output: z.object({ v: z.int() }) }).run(() => ({ v: 1 }))`,
      ),
    );
    const { status, stdout } = await here("plugins", "test", "quiet.ts", ...files);
    expect(status).toBe(0);
    expect(stdout).toContain("note: it: no-value");
    expect(stdout).toContain("note: bare: no-description: bare.v");
    expect(stdout).toMatch(/analyzer bare +1 +3 of 3 +0 +0\.\d+ +0\.\d +\S+\.mid/);
  });

  test("a plugin or a file that is not there is one line and status 2", async () => {
    for (const words of [["nowhere.ts"], ["low-notes.ts", "nowhere.mid"], []]) {
      const { status, stdout, stderr } = await run("plugins", "test", ...words);
      expect({ words, status, stdout, lines: stderr.trim().split("\n").length }).toEqual({
        words,
        status: 2,
        stdout: "",
        lines: 1,
      });
    }
  });
});

describe("midiq plan and run", () => {
  test("say what is not loaded, take what is to be tried again, and refuse what there is not", async () => {
    write(
      "shy.ts",
      `import { defineAnalyzer, definePlugin, z } from "midiq";
export default definePlugin(import.meta.url, { name: "shy", api: 1, provides: [
  defineAnalyzer({ id: "shy", version: 1, description: "shy", output: z.object({ n: z.int() }) })
    .run(({ notes }) => { if (notes.length === 1) throw new Error("no"); return { n: notes.length }; })] });
`,
    );
    mkdirSync(join(folder.path, "pair"));
    write("pair/one.mid", midi({}, track(melody("C4 1/4"))));
    write("pair/two.mid", midi({}, track(melody("C4 1/4 D4 1/4"))));
    await here("add", "pair", "--db", "pair.db", "--plugin", "./shy.ts");
    expect((await here("plan", "--db", "pair.db")).stderr).toContain("Not loaded, so not checked: shy.");
    const again = await here("run", "--db", "pair.db", "--plugin", "./shy.ts", "--retry", "shy");
    expect(again).toMatchObject({ status: 0 });
    expect(again.stderr).toMatch(/^1 file .*1 renewed/);
    expect(await here("run", "--db", "pair.db", "--plugin", "./shy.ts", "--retry", "coy")).toMatchObject({
      status: 2,
      stderr: 'midiq: Cannot try "coy" again: no loaded plugin has an analyzer or tagger with that name\n',
    });
    // What only an add with another plugin knew to be stale is no reason to say that files have gone.
    await here("add", "pair", "--db", "bare.db");
    await here("add", "pair", "--db", "bare.db", "--plugin", "./shy.ts");
    const { stderr } = await here("run", "--db", "bare.db");
    expect(stderr).toBe("0 files in 0.0 s: nothing to do\n");
  }, 180_000);
});
