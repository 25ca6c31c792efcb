/** What a plugin that misbehaves costs: its own field on that file, in threads and in a process of its own. */
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, core, hash, isolate, type Plugin, parse, pipeline, scan, tag } from "../../mod.ts";
import { loadPlugins } from "../../src/plugin/mod.ts";
import { emptyFolder, midiq } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const music = join(folder.path, "music");
mkdirSync(music);
for (let n = 1; n <= 30; n++) {
  writeFileSync(join(music, `${n}.mid`), midi({}, track(melody("C4 1/4 ".repeat(n).trim()))));
}

/** A plugin whose analyzer and tagger do what a piece of code says, by the number of notes. */
async function plugin(name: string, body: string, tagging = "", seconds = 1): Promise<Plugin> {
  const file = join(folder.path, `${name}.ts`);
  writeFileSync(
    file,
    `import { defineAnalyzer, defineNameTagger, definePlugin, z } from "midiq";
import process from "node:process";
const kept: unknown[] = [];
const bad = defineAnalyzer({ id: "bad", version: 7, description: "bad", seconds: ${seconds},
  output: z.object({ notes: z.int().nullable().meta({ description: "notes" }) }) }).run(({ notes }) => {
  const n = notes.length;
  ${body}
  return { notes: n };
});
const tags = defineNameTagger({ id: "tags", version: 3, description: "tags" }).run(({ name }) => {
  ${tagging}
  return [];
});
void kept; void process;
export default definePlugin(import.meta.url, { name: "bad", api: 1, provides: [bad, tags] });
`,
  );
  return (await loadPlugins(`file://${file}`))[0] as Plugin;
}

interface Outcome {
  /** Code by file, of what failed. */
  readonly failed: Readonly<Record<string, string>>;
  readonly values: number;
  readonly known: number;
}

async function run(one: Plugin, workers: number): Promise<Outcome> {
  const failed: Record<string, string> = {};
  let values = 0;
  let known = 0;
  const journey = pipeline(scan(music), hash(), parse(), analyze(core, one), tag(core, one));
  for await (const { path, failures, features } of journey.items({ workers })) {
    for (const { analyzer, code } of failures) failed[`${path.slice(music.length + 1)} ${analyzer}`] = code;
    if (features["bad.notes" as keyof typeof features] !== null) values++;
    if (features.duration !== null) known++;
  }
  return { failed, values, known };
}

describe("a plugin that misbehaves on one file", () => {
  const cases: readonly (readonly [what: string, body: string, here: string | undefined, apart: string])[] = [
    ["throws", 'if (n === 9) throw Object.assign(new Error("no"), { code: "no-nines" });', "no-nines", "no-nines"],
    ["gives nonsense", 'if (n === 9) return { notes: "many" as unknown as number };', "bad-output", "bad-output"],
    ["gives a promise", "if (n === 9) return Promise.resolve({ notes: 1 }) as never;", "bad-output", "bad-output"],
    ["gives no number", "if (n === 9) return { notes: Number.NaN };", "bad-output", "bad-output"],
    ["hangs", "if (n === 9) for (;;);", "hung", "hung"],
    ["ends its thread", "if (n === 9) process.exit(4);", "killed", "killed"],
    ["leaks", "while (n === 9) kept.push(new Array(10_000).fill(n));", undefined, "too-much-memory"],
  ];
  for (const [what, body, here, apart] of cases) {
    if (here !== undefined) {
      test(`${what}, in a worker`, async () => {
        const found = await run(await plugin(`${what.replaceAll(" ", "-")}-here`, body), 1);
        expect(found).toEqual({ failed: { "9.mid bad": here }, values: 29, known: 30 });
      }, 180_000);
    }
    test(`${what}, in a process of its own`, async () => {
      const one = isolate(await plugin(`${what.replaceAll(" ", "-")}-apart`, body), { megabytes: 400 });
      expect(await run(one, 1)).toEqual({ failed: { "9.mid bad": apart }, values: 29, known: 30 });
    }, 180_000);
  }

  test("a tagger that hangs costs only its tags", async () => {
    const one = await plugin("tagger", "", 'if (name === "9") for (;;);');
    expect(await run(one, 1)).toEqual({ failed: { "9.mid tags": "hung" }, values: 30, known: 30 });
  }, 180_000);

  test("two that hang on the same file cost their own fields", async () => {
    const one = await plugin("both", "if (n === 9) for (;;);", 'if (name === "9") process.exit(4);');
    expect(await run(one, 1)).toEqual({
      failed: { "9.mid bad": "hung", "9.mid tags": "killed" },
      values: 29,
      known: 30,
    });
  }, 180_000);
});

test("in a process of its own, taggers of the music and of names are asked one after the other", async () => {
  const file = join(folder.path, "two-taggers.ts");
  writeFileSync(
    file,
    `import { defineAnalyzer, defineNameTagger, definePlugin, defineTagger, z } from "midiq";
const bad = defineAnalyzer({ id: "bad", version: 1, description: "bad", output: z.object({ notes: z.int() }) })
  .run(({ notes }) => ({ notes: notes.length }));
const tag = (tag: string) => [{ tag, confidence: 1, source: "detected" as const, rule: "always", why: "always" }];
const music = defineTagger({ id: "music", version: 1, description: "music", needs: { n: bad.fields.notes } })
  .run(({ n }) => tag(\`size:n\${n}\`));
const names = defineNameTagger({ id: "names", version: 1, description: "names" }).run(({ name }) => tag(\`named:n\${name}\`));
export default definePlugin(import.meta.url, { name: "two", api: 1, provides: [bad, music, names] });
`,
  );
  const one = isolate((await loadPlugins(`file://${file}`))[0] as Plugin);
  const found: Record<string, readonly string[]> = {};
  for await (const { path, tags, copyTags } of pipeline(
    scan(music),
    hash(),
    parse(),
    analyze(core, one),
    tag(core, one),
  ).items({ workers: 1 })) {
    found[path] = [...tags, ...copyTags].map((one) => one.tag).filter((one) => /^(size|named):/.test(one));
  }
  const wanted = Array.from({ length: 30 }, (_, n) => [
    join(music, `${n + 1}.mid`),
    [`size:n${n + 1}`, `named:n${n + 1}`],
  ]);
  expect(found).toEqual(Object.fromEntries(wanted));
}, 180_000);

test("a process of its own that cannot start costs only the fields of its plugins", async () => {
  const one = await plugin("no-start", "");
  const { values, known, failed } = await run(isolate(one, { megabytes: 1 }), 1);
  expect([values, known]).toEqual([0, 30]);
  expect(new Set(Object.values(failed))).toEqual(new Set(["killed"]));
}, 180_000);

test("one that hangs again and again is switched off for the rest of the run", async () => {
  const found = await run(await plugin("hangs-often", "if (n % 4 === 0) for (;;);"), 1);
  const codes = Object.values(found.failed);
  expect(codes.filter((code) => code === "hung").length).toBe(3);
  expect(codes.filter((code) => code === "switched-off").length).toBeGreaterThan(0);
  expect([found.known, found.values + codes.length]).toEqual([30, 30]);
}, 180_000);

test("one that fails on most files is switched off, and the summary says so", async () => {
  const many = join(folder.path, "many");
  mkdirSync(many);
  for (let n = 1; n <= 150; n++) {
    writeFileSync(
      join(many, `${n}.mid`),
      midi({}, track(melody(`${"CDEFGAB"[n % 7]}${2 + (n % 5)} 1/${1 + (n % 9)} `.repeat(1 + (n % 13)).trim()))),
    );
  }
  await plugin("mostly", 'if (n > 1) throw new Error("not for me");');
  const ran = await midiq(folder.path, ["add", many, "--plugin", "./mostly.ts", "--workers", "1"]);
  expect(ran.status).toBe(0);
  expect(ran.stderr).toMatch(/bad failed on \d+ files, and was switched off for the rest of the run/);
}, 180_000);

test("a leak in a thread ends the run with one line, and the same command goes on", async () => {
  // A busy machine may need seconds for so much memory.
  await plugin("leaks", "while (n === 9) kept.push(new Array(10_000).fill(n));", "", 20);
  const words = ["add", music, "--db", "leaks", "--plugin", "./leaks.ts", "--workers", "1"];
  const ran = await midiq(folder.path, [...words, "--memory", "900"]);
  expect(ran.status).toBe(2);
  expect(ran.stderr).toMatch(/took more than 900 MB of memory, in analyze \(bad\) on .*9\.mid/);
  const again = await midiq(folder.path, [...words, "--isolate", "process", "--memory", "400", "--json"]);
  expect(JSON.parse(again.stdout).counts["failed bad"]).toBe(1);
}, 180_000);
