import { describe, expect, test } from "bun:test";
import {
  configure,
  core,
  defineAnalyzer,
  defineFunction,
  definePattern,
  definePlugin,
  type Plugin,
  type PluginError,
  z,
} from "../../mod.ts";
import { createRegistry, type FieldRef, type Provided } from "../../src/plugin/mod.ts";

const output = z.object({ x: z.number().nullable().meta({ description: "x" }) });
const one = (id: string, needs: Readonly<Record<string, FieldRef<number | null>>> = {}) =>
  defineAnalyzer({ id, version: 1, description: id, output, needs, options: z.object({ n: z.int().default(1) }) }).run(
    () => ({ x: null }),
  );
const of = (name: string, ...provides: readonly Provided[]): Plugin =>
  definePlugin(undefined, { name, api: 1, provides });
const needing = (id: string) => ({ it: { analyzer: id, property: "x" } });

/** Code and message of what creating a registry throws. */
function refusal(...plugins: readonly Plugin[]): readonly [code: string, message: string] | undefined {
  try {
    createRegistry(plugins);
    return undefined;
  } catch (error) {
    const { code, message } = error as PluginError;
    return [code, message];
  }
}

describe("the registry of plugins", () => {
  test("puts each analyzer after those that it needs, the others as they came", () => {
    const plugins = [of("p", one("a", needing("c")), one("b"), one("c", needing("d")), one("d"))];
    expect(createRegistry(plugins).analyzers.map(({ analyzer }) => analyzer.id)).toEqual(["d", "c", "a", "b"]);
  });

  const cases: readonly (readonly [what: string, plugins: readonly Plugin[], code: string, says: string])[] = [
    [
      "a circle, and spells it out",
      [of("p", one("a", needing("b")), one("b", needing("c")), one("c", needing("a")))],
      "cycle",
      "a needs b needs c needs a",
    ],
    ["a need that nobody gives", [of("p", one("a", needing("zz")))], "missing-need", 'needs "x" of the analyzer "zz"'],
    [
      "a need that is misspelt",
      // As `b.fields.y` gives it, where no compiler looks.
      [of("p", one("a", { it: undefined as never }))],
      "missing-need",
      'its need "it" is not a field',
    ],
    [
      "an analyzer whose definition has no .run()",
      [of("p", one("a"), defineAnalyzer({ id: "b", version: 1, description: "b", output }) as never)],
      "bad-plugin",
      "number 2 of what it provides is not an extension",
    ],
    ["nothing where an extension should be", [of("p", undefined as never)], "bad-plugin", "is not an extension"],
    ["an analyzer without an id", [of("p", { ...one("a"), id: undefined as never })], "bad-plugin", "has no id"],
    ["a version that is a text", [of("p", { ...one("a"), version: "2" as never })], "bad-plugin", "not a whole number"],
    ["a version that is missing", [of("p", { ...one("a"), version: undefined as never })], "bad-plugin", "version"],
    ["two analyzers of one id, with both owners", [of("p", one("a")), of("q", one("a"))], "clash", "p and q"],
    [
      "an option that there is not",
      [configure(of("p", one("a")), { a: { m: 1 } } as never)],
      "bad-options",
      "it takes n",
    ],
    ["an option of a wrong type", [configure(of("p", one("a")), { a: { n: "x" } } as never)], "bad-options", "a.n"],
    ["options for nothing", [configure(of("p", one("a")), { b: { n: 1 } } as never)], "bad-options", "options for a"],
    [
      "a pattern that cannot be read",
      [of("p", definePattern({ id: "bad", of: "chords", pattern: "not chords", description: "" }))],
      "bad-plugin",
      '"not chords" is not a pattern of the kind "chords"',
    ],
    [
      "a pattern of a kind that has none",
      [of("p", definePattern({ id: "bad", of: "number", pattern: "1", description: "" }))],
      "bad-plugin",
      "have no patterns",
    ],
    [
      "a function with a name of the language",
      [
        of(
          "p",
          defineFunction({ id: "near", description: "", parameters: [] }).run(() => "bpm 1"),
        ),
      ],
      "bad-plugin",
      "the query language has one",
    ],
  ];
  for (const [what, plugins, code, says] of cases) {
    test(`refuses ${what}`, () => {
      const [found, message] = refusal(...plugins) ?? [];
      expect([found, message?.includes(says) ? says : message]).toEqual([code, says]);
    });
  }

  test("gives options their defaults, and those that were set", () => {
    const plugin = of("p", one("a"), one("b"));
    const { analyzers } = createRegistry([core, configure(plugin, { b: { n: 5 } } as never)]);
    expect(analyzers.slice(-2).map(({ options }) => options)).toEqual([{ n: 1 }, { n: 5 }]);
  });
});
