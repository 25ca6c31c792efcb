/** Everything that a plugin may provide, used by the command as a person would. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keptOpen } from "../cli/kept-open.ts";
import { emptyFolder, type Outcome, runMidiq, sample } from "../cli/run.ts";

const folder = emptyFolder();
const { prepare, release } = keptOpen(folder.path, "catalogue");
afterAll(() => release().finally(folder.remove));
/** The folder is the home of its user: a configuration counts in folders below it. */
const midiq = async (from: string, words: readonly string[]): Promise<Outcome> => {
  await prepare(words);
  return runMidiq(from, words, { HOME: folder.path });
};
const at = (name: string): string => join(folder.path, name);

beforeAll(async () => {
  mkdirSync(at("deep/er"), { recursive: true });
  writeFileSync(
    at("demo.ts"),
    `import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import {
  defineAnalyzer, defineCommand, defineFunction, definePattern, definePlugin, defineRenderer,
  defineSink, defineSource, defineTagger, scan, z,
} from "midiq";
import { tempo } from "midiq/analyzers";
const twice = defineAnalyzer({ id: "twice", version: 1, description: "twice the tempo", needs: { bpm: tempo.fields.bpm },
  options: z.object({ factor: z.number().default(2) }),
  output: z.object({ bpm: z.number().nullable().meta({ description: "bpm times factor" }) }),
}).run((_, { factor }, { bpm }) => ({ bpm: bpm === null ? null : bpm * factor }));
const fast = defineTagger({ id: "fast", version: 1, description: "fast", needs: { bpm: twice.fields.bpm } }).run(({ bpm }) =>
  bpm && bpm > 340 ? [{ tag: "tempo:fast", confidence: 1, source: "detected", rule: "bpm > 340", why: "bpm " + bpm }] : []);
const list = defineSource({ id: "list", description: "files of a list" }).run((file) => async function* (run) {
  for (const path of readFileSync(file, "utf8").split("\\n").filter(Boolean)) yield* scan(path)(run);
});
const paths = defineSink({ id: "paths", description: "a path a line", options: z.object({ mark: z.string().default("") }) }).run({
  pack: (file, fields, { mark }) => mark + file.path + " " + fields.length + "\\n",
  refuse: ({ path, code }) => "! " + path + " " + code + "\\n",
  open: (address) => {
    const out = openSync(address, "w");
    return { write: (part) => void writeSync(out, part), end: () => closeSync(out) };
  },
});
const around = defineFunction({ id: "around", description: "about a tempo", parameters: ["bpm", "margin?"] }).run(
  (bpm, margin = "2") => {
    if (!(Number(bpm) > 0)) throw new Error(bpm + " is no tempo");
    return \`bpm \${bpm}+-\${margin}\`;
  });
const axis = definePattern({ id: "axis", of: "chords", pattern: "I-V-vi-IV", description: "the four chords" });
const names = defineRenderer({ id: "names", description: "names" }).run((rows, fields) =>
  rows.map(({ path }) => fields.length + " " + path.split("/").at(-1) + "\\n"));
const slowest = defineCommand({ id: "slowest", description: "the slowest files", usage: "QUERY" }).run(
  async (words, { open, print }) => {
    const rows = await (await open()).find(words.join(" ") + " has bpm sort bpm limit 2", ["bpm"]);
    for (const { values } of rows) print(String(values.bpm));
    return rows.length > 0 ? 0 : 1;
  });
export default definePlugin(import.meta.url, { name: "demo", api: 1,
  provides: [twice, fast, list, paths, around, axis, names, slowest] });
`,
  );
  writeFileSync(
    at("midiq.config.ts"),
    `import { defineConfig } from "midiq";
export default defineConfig({ db: "./catalogue", plugins: [["./demo.ts", { twice: { factor: 3 } }]] });
`,
  );
  expect((await midiq(folder.path, ["config", "trust"])).stderr).toContain("1 file that it loads");
  expect((await midiq(folder.path, ["add", sample])).status).toBe(0);
}, 180_000);

describe("a plugin of a configuration", () => {
  const cases: readonly (readonly [
    what: string,
    words: readonly string[],
    prints: string | RegExp,
    status?: number,
  ])[] = [
    [
      "an analyzer that needs another, with an option",
      ["twice.bpm 527..529 show bpm, twice.bpm", "--json"],
      /"bpm":176,"twice.bpm":528/,
    ],
    ["a tagger that needs it", ["tag tempo:fast bpm.src event sort bpm limit 1 show bpm", "--json"], /"bpm":116/],
    ["a query function", ["around(120) limit 1", "-o", "paths"], /\.mid/],
    ["its arguments", ["around(120, 0.4) name house limit 9", "-o", "paths"], "", 1],
    ["a named pattern", ["chords ~ axis", "-o", "names"], /^4 /],
    ["the same without an operator", ["chords axis", "-o", "names"], /^4 /],
    ["a command", ["slowest", "drums"], /^\d+\n\d+\n$/],
    ["a command that finds nothing", ["slowest", "no", "bpm"], "", 1],
  ];
  for (const [what, words, prints, status = 0] of cases) {
    test(`gives ${what}`, async () => {
      const ran = await midiq(at("deep/er"), words);
      expect(ran.status).toBe(status);
      if (typeof prints === "string") expect(ran.stdout).toBe(prints);
      else expect(ran.stdout).toMatch(prints);
    }, 180_000);
  }

  const mistakes: readonly (readonly [what: string, words: readonly string[], says: string])[] = [
    ["too many arguments", ["around(1,2,3)"], "takes 1 to 2"],
    ["what a function throws", ["around(x)"], "x is no tempo"],
    ["a function that is nearly one", ["arround(120)"], "did you mean `around`?"],
    ["a form that nobody prints", ["bpm 1..", "-o", "nmes"], "parquet, arrow, names"],
    ["a sink that there is not", ["analyze", sample, "--sink", "x:y"], "expected paths:..."],
    ["an option that there is not", ["plan", "--set", "twice.faktor=2"], "it takes factor"],
    ["an option for nothing", ["plan", "--set", "thrice.factor=2"], "no loaded plugin"],
    ["a plugin that is not there", ["plan", "--plugin", "nothing.ts"], "there is no file"],
  ];
  for (const [what, words, says] of mistakes) {
    test(`${what}: one mistake, one message, status 2`, async () => {
      const { status, stderr } = await midiq(folder.path, words);
      expect([status, stderr.includes(says) ? says : stderr]).toEqual([2, says]);
      expect(stderr).not.toContain("    at ");
    }, 180_000);
  }

  test("gives a source and a sink", async () => {
    writeFileSync(at("songs.txt"), `${sample}/Classical/CANCAN.MID\n${sample}/broken/empty.mid\n`);
    const ran = await midiq(folder.path, [
      "analyze",
      "list:songs.txt",
      "--sink",
      "paths:out.txt",
      "--set",
      'paths.mark=">"',
    ]);
    expect(ran.status).toBe(0);
    const lines = readFileSync(at("out.txt"), "utf8").trim().split("\n").sort();
    expect(lines[0]).toBe(`! ${sample}/broken/empty.mid empty`);
    expect(lines[1]).toMatch(/^>.*CANCAN\.MID \d+$/);
  }, 180_000);
});

test("a plugin that no compiler looked at is told in one line", async () => {
  const cases: readonly (readonly [code: string, says: string])[] = [
    ['defineAnalyzer({ id: "a", version: 1, description: "" }).run(() => ({}))', "its output is not a z.object"],
    ['defineNameTagger({ id: "null", version: 1, description: "" }).run(() => [])', 'has the id "null"'],
    ['missing("x")', "missing is not defined"],
  ];
  for (const [code, says] of cases) {
    writeFileSync(
      at("wrong.js"),
      `import { defineAnalyzer, defineNameTagger, definePlugin } from "midiq";
void defineAnalyzer, defineNameTagger;
export default definePlugin(import.meta.url, { name: "wrong", api: 1, provides: [${code}] });
`,
    );
    const { status, stderr } = await midiq(folder.path, ["fields", "--plugin", "./wrong.js"]);
    expect([status, stderr.includes(says) ? says : stderr]).toEqual([2, says]);
  }
}, 180_000);

test("a configuration that is none is told in one line", async () => {
  const wrong = emptyFolder();
  const say = async (text: string): Promise<string> => {
    writeFileSync(join(wrong.path, "midiq.config.ts"), text);
    await midiq(wrong.path, ["config", "trust"]);
    const { status, stderr } = await midiq(wrong.path, ["fields"]);
    expect([status, stderr.trim().split("\n").length]).toEqual([2, 1]);
    return stderr;
  };
  expect(await say("export default { dbb: 1 };")).toContain("dbb");
  expect(await say("export const x = 1;")).toContain("export default defineConfig");
  expect(await say("export default { plugins: [3] };")).toContain("plugins");
  expect(await say("export default {{{")).toMatch(/Cannot load the configuration .* \(line 1\)/);
  const options = await say(`export default { plugins: [["${at("demo.ts")}", { twice: { faktor: 2 } }]] };`);
  expect(options).toContain(`it takes factor (in ${join(wrong.path, "midiq.config.ts")})`);
  // Help is wanted most where the configuration is broken.
  for (const words of [["--help"], ["add", "--help"], ["plugins", "new", "fine"]]) {
    expect((await midiq(wrong.path, words)).status).toBe(0);
  }
  wrong.remove();
}, 180_000);
