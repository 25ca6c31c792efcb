/** Plugins that misbehave, for the quick and the slow tests of what they cost. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, core, hash, type Plugin, parse, pipeline, scan, tag } from "../../mod.ts";
import { loadPlugins } from "../../src/plugin/mod.ts";
import { melody, midi, track } from "../midi/compose.ts";

/** Writes thirty files into a folder; each has as many notes as its name says. */
export function writeMusic(folder: string): string {
  const music = join(folder, "music");
  mkdirSync(music);
  for (let n = 1; n <= 30; n++)
    writeFileSync(join(music, `${n}.mid`), midi({}, track(melody("C4 1/4 ".repeat(n).trim()))));
  return music;
}

/** Takes memory without end. A busy machine may need seconds for much: give it time. */
export const leak = "while (n === 9) kept.push(new Array(10_000).fill(n));";

/** What a plugin does on the ninth file, in code; by which code it is told in a thread (undefined: it ends all), and in a process. */
export const cases: readonly (readonly [what: string, body: string, here: string | undefined, apart: string])[] = [
  ["throws", 'if (n === 9) throw Object.assign(new Error("no"), { code: "no-nines" });', "no-nines", "no-nines"],
  ["gives nonsense", 'if (n === 9) return { notes: "many" as unknown as number };', "bad-output", "bad-output"],
  ["gives a promise", "if (n === 9) return Promise.resolve({ notes: 1 }) as never;", "bad-output", "bad-output"],
  ["gives no number", "if (n === 9) return { notes: Number.NaN };", "bad-output", "bad-output"],
  ["hangs", "if (n === 9) for (;;);", "hung", "hung"],
  ["ends its thread", "if (n === 9) process.exit(4);", "killed", "killed"],
  ["leaks", leak, undefined, "too-much-memory"],
];

/** A plugin whose analyzer and tagger do what a piece of code says, by the number of notes. */
export async function misbehaving(
  folder: string,
  name: string,
  body: string,
  { tagging = "", seconds = 1 }: { readonly tagging?: string; readonly seconds?: number } = {},
): Promise<Plugin> {
  const file = join(folder, `${name}.ts`);
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

/** What a run came to. */
export interface Outcome {
  /** Code by file, of what failed. */
  readonly failed: Readonly<Record<string, string>>;
  readonly values: number;
  readonly known: number;
}

/** Analyzes the files of a folder with a plugin in a worker. */
export async function runWith(music: string, one: Plugin): Promise<Outcome> {
  const failed: Record<string, string> = {};
  let values = 0;
  let known = 0;
  const journey = pipeline(scan(music), hash(), parse(), analyze(core, one), tag(core, one));
  for await (const { path, failures, features } of journey.items({ workers: 1 })) {
    for (const { analyzer, code } of failures) failed[`${path.slice(music.length + 1)} ${analyzer}`] = code;
    if (features["bad.notes" as keyof typeof features] !== null) values++;
    if (features.duration !== null) known++;
  }
  return { failed, values, known };
}
