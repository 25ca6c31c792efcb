/** What a plugin that misbehaves costs in a process of its own, again and again, and with all of the memory. */
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, core, hash, isolate, type Plugin, parse, pipeline, scan, tag } from "../../mod.ts";
import { loadPlugins } from "../../src/plugin/mod.ts";
import { emptyFolder, midiq } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { cases, leak, misbehaving, runWith, writeMusic } from "./misbehaving.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const music = writeMusic(folder.path);

describe("a plugin that misbehaves on one file", () => {
  for (const [what, body, , apart] of cases) {
    test(`${what}, in a process of its own`, async () => {
      const seconds = body === leak ? 20 : 1;
      const one = await misbehaving(folder.path, `${what.replaceAll(" ", "-")}-apart`, body, { seconds });
      const found = await runWith(music, isolate(one, { megabytes: 400 }));
      expect(found).toEqual({ failed: { "9.mid bad": apart }, values: 29, known: 30 });
    }, 180_000);
  }
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
  const one = await misbehaving(folder.path, "no-start", "");
  const { values, known, failed } = await runWith(music, isolate(one, { megabytes: 1 }));
  expect([values, known]).toEqual([0, 30]);
  expect(new Set(Object.values(failed))).toEqual(new Set(["killed"]));
}, 180_000);

test("one that hangs again and again is switched off for the rest of the run", async () => {
  const found = await runWith(music, await misbehaving(folder.path, "hangs-often", "if (n % 4 === 0) for (;;);"));
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
  await misbehaving(folder.path, "mostly", 'if (n > 1) throw new Error("not for me");');
  const ran = await midiq(folder.path, ["add", many, "--plugin", "./mostly.ts", "--workers", "1"]);
  expect(ran.status).toBe(0);
  expect(ran.stderr).toMatch(/bad failed on \d+ files, and was switched off for the rest of the run/);
}, 180_000);

test("a leak in a thread ends the run with one line, and the same command goes on", async () => {
  await misbehaving(folder.path, "leaks", leak, { seconds: 20 });
  const words = ["add", music, "--db", "leaks", "--plugin", "./leaks.ts", "--workers", "1"];
  const ran = await midiq(folder.path, [...words, "--memory", "900"]);
  expect(ran.status).toBe(2);
  expect(ran.stderr).toMatch(/took more than 900 MB of memory, in analyze \(bad\) on .*9\.mid/);
  const again = await midiq(folder.path, [...words, "--isolate", "process", "--memory", "400", "--json"]);
  expect(JSON.parse(again.stdout).counts["failed bad"]).toBe(1);
}, 180_000);
