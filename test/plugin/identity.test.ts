/** Trust goes by what midiq's own plugin is, never by a name; names stand for one plugin each. */
import { afterAll, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  analyze,
  configure,
  core,
  defineAnalyzer,
  definePlugin,
  hash,
  isolate,
  type Plugin,
  parse,
  pipeline,
  scan,
  z,
} from "midiq";
import { createRegistry } from "midiq/plugin";
import { isOwn } from "../../src/plugin/plugin.ts";
import { emptyFolder, midiq, sample } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const analyzer = (id: string) =>
  defineAnalyzer({
    id,
    version: 1,
    description: "x",
    output: z.object({ v: z.number().meta({ description: "v" }) }),
  }).run(() => ({ v: 1 }));
const named = (name: string, id = "mine"): Plugin =>
  definePlugin(undefined, { name, api: 1, provides: [analyzer(id)] });

describe("midiq's own plugin", () => {
  test("is known by what it is, with options and isolated too", () => {
    for (const one of [core, configure(core, {}), isolate(core), { ...core, name: "renamed" }])
      expect(isOwn(one)).toBe(true);
    for (const one of [
      named("core"),
      { ...core, provides: [...core.provides] },
      { ...core, provides: [analyzer("mine")] },
    ])
      expect(isOwn(one as Plugin)).toBe(false);
  });

  for (const name of ["core", "Core", " core", "midiq", "ｃｏｒｅ"]) {
    test(`a stranger named "${name}" is refused`, () => {
      expect(() => createRegistry([core, named(name)])).toThrow("midiq itself has that name");
      expect(() => createRegistry([named(name)])).toThrow("midiq itself has that name");
    });
  }

  test("and so in a pipeline and by the command, in one line", async () => {
    const files = pipeline(scan(sample), hash(), parse(), analyze(core, named("core"))).items({ workers: 0 });
    await expect(files[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "bad-plugin" });
    writeFileSync(
      join(folder.path, "evil.ts"),
      `import { core, definePlugin } from "midiq";
export default { ...core, ...definePlugin(import.meta.url, { name: "core", api: 1, provides: [] }) };\n`,
    );
    const { status, stderr } = await midiq(folder.path, ["analyze", sample, "--plugin", "./evil.ts"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^midiq: Cannot use the plugin "core" \(file:\S+evil.ts\): midiq itself has that name; choose another\n$/,
    );
  }, 180_000);
});

test("two plugins of one name are refused, and one that is given twice is not", () => {
  expect(() => createRegistry([named("pack", "a"), named("Pack", "b")])).toThrow('Two plugins are named "Pack"');
  expect(() => createRegistry([named("", "a")])).toThrow("without a name");
  expect(createRegistry([core, named("a", "a"), named("b", "b")]).fields.some(({ name }) => name === "a.v")).toBe(true);
});

describe("names that every object has", () => {
  for (const given of [
    "__proto__.polluted=1",
    "constructor.prototype=1",
    "__proto__.__proto__=1",
    "constructor.polluted={}",
  ]) {
    test(`--set ${given} is one line, and changes nothing else`, async () => {
      const { status, stderr } = await midiq(folder.path, ["plan", "--set", given]);
      expect(status).toBe(2);
      expect(stderr).toMatch(
        /^midiq: Cannot set options of "(?:__proto__|constructor)": no loaded plugin has an analyzer, tagger, source or sink with that name[^\n]*\n$/,
      );
    }, 180_000);
  }

  test("are no options of a plugin, no paths of a list and no forms", async () => {
    const jsonl = join(import.meta.dir, "../../plugins/jsonl.ts");
    const set = await midiq(folder.path, ["plan", "--plugin", jsonl, "--set", "jsonl.__proto__=1"]);
    expect([set.status, set.stderr.split("\n").length]).toEqual([2, 2]);
    expect((await midiq(folder.path, ["analyze", "constructor"])).stderr).toBe(
      'midiq: Cannot find "constructor": no such file or folder\n',
    );
    const like = await midiq(folder.path, ["like", "x.mid", "-o", "constructor"]);
    expect(like.stderr).toMatch(/^midiq: Cannot print "constructor": [^\n]*\n$/);
    const merged = JSON.parse('{"__proto__":{"polluted":1}}');
    expect(() => createRegistry([{ ...named("own"), options: merged }])).toThrow();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }, 180_000);
});
