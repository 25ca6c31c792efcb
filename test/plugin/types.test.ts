/** What the compiler refuses: each `@ts-expect-error` fails the type check when the line under it compiles. */
import { expect, test } from "bun:test";
import {
  analyze,
  configure,
  core,
  defineAnalyzer,
  definePlugin,
  defineTagger,
  hash,
  parse,
  pipeline,
  scan,
  sink,
  tag,
  z,
} from "../../mod.ts";
import { tempo } from "../../src/analyzers/mod.ts";
import type { AnalyzerOf } from "../../src/plugin/mod.ts";

const arp = defineAnalyzer({
  id: "arp",
  version: 1,
  description: "arpeggios",
  options: z.object({ minRun: z.int().default(4) }),
  output: z.object({
    rate: z.number().nullable().meta({ description: "share" }),
    dir: z.enum(["up", "down"]).nullable().meta({ description: "direction" }),
  }),
}).run((song, { minRun }) => ({ rate: song.notes.length / minRun, dir: "up" }));
const plugin = definePlugin(undefined, { name: "arps", api: 1, provides: [arp] });

test("wrong plugins and pipelines do not compile", () => {
  const same = { id: "a", version: 1, description: "", output: arp.output } as const;
  const bpm = { ...same, needs: { bpm: tempo.fields.bpm } };
  const wrong = [
    // @ts-expect-error the output is a word where the schema says a number
    () => defineAnalyzer(same).run(() => ({ rate: "x", dir: null })),
    // @ts-expect-error a property is missing
    () => defineAnalyzer(same).run(() => ({ rate: 1 })),
    // @ts-expect-error the schema knows no such word
    () => defineAnalyzer(same).run(() => ({ rate: 1, dir: "left" })),
    // @ts-expect-error there is no such kind
    () => z.string().meta({ kind: "harmony" }),
    // @ts-expect-error what is written out is not what the schema says
    (): AnalyzerOf<"a", { rate: string | null }> => defineAnalyzer(same).run(() => ({ rate: 1, dir: null })),
    // @ts-expect-error nobody said that the key is needed
    () => defineAnalyzer(bpm).run((_, __, { key }) => ({ rate: key, dir: null })),
    // @ts-expect-error needs were not declared, so there is no third argument
    () => defineAnalyzer(same).run((_, __, needed) => needed),
    // @ts-expect-error the tempo analyzer has no such field
    () => tempo.fields.swing,
    () =>
      defineTagger({ id: "t", version: 1, description: "", needs: { rate: arp.fields.rate } }).run(
        // @ts-expect-error a number or null is no text
        ({ rate }) => rate.toUpperCase(),
      ),
    // @ts-expect-error a tag has a rule and a reason
    () => defineTagger({ id: "t", version: 1, description: "", needs: {} }).run(() => [{ tag: "a:b" }]),
    // @ts-expect-error files are parsed before they are analyzed
    () => pipeline(scan("x"), hash(), analyze(core)),
    // @ts-expect-error files are analyzed before they are tagged
    () => pipeline(scan("x"), hash(), parse(), tag(core)),
    // @ts-expect-error a sink takes files with tags
    () => pipeline(scan("x"), hash(), parse(), sink(plugin, "jsonl:x")),
    // @ts-expect-error there is no such option
    () => configure(plugin, { arp: { minRuns: 3 } }),
    // @ts-expect-error an option of another type
    () => configure(plugin, { arp: { minRun: "three" } }),
    // @ts-expect-error the plugin provides nothing of that name
    () => configure(plugin, { arpeggio: {} }),
  ];
  // They are for the compiler; what they would do is not the point.
  expect(wrong.length).toBe(16);
});

test("features keep their types through a pipeline", () => {
  const journey = pipeline(scan("x"), hash(), parse(), analyze(core, configure(plugin, { arp: { minRun: 6 } })));
  type File = typeof journey extends AsyncIterable<infer One> ? One : never;
  const read = ({ features }: File): readonly [number | null, number | null, "up" | "down" | null] => [
    features.bpm,
    features["arp.rate"],
    features["arp.dir"],
  ];
  expect(read.length).toBe(1);
});
