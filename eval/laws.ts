/**
 * Laws of invariance: `bun run eval laws [--all] [--files N] [--seed S] [--law NAME] [--json] [CORPUS]`. What is done to a
 * file that its music does not mind (eval/laws/laws.ts) must leave every answer of the analysis, or move it along. Prints
 * what moves and why, each answer that differs, and their share by law and by field.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomIntegers } from "../fuzz/random.ts";
import type { Song } from "../src/midi/mod.ts";
import { corpusFolder, songAt } from "./corpus.ts";
import { judgeCase, movedFields } from "./laws/judge.ts";
import { laws } from "./laws/laws.ts";

const { values, positionals } = parseArgs({
  options: {
    all: { type: "boolean" },
    files: { type: "string", default: "120" },
    seed: { type: "string", default: "1" },
    law: { type: "string", multiple: true },
    json: { type: "boolean" },
  },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;
const seed = Number(values.seed);
/** Answers that may differ. */
const allowed = 1 / 1000;
/** Longest value that is printed. */
const longest = 100;

/** Songs of the corpus: all, or a seeded sample in which each folder has its share but at least a few. */
function* songs(): Generator<readonly [name: string, song: Song]> {
  const names = ["dev/clear", "dev/claimed", "dev-copyleft"].flatMap((folder) =>
    readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(midi?|kar|rmi)$/i.test(name))
      .sort()
      .map((name) => join(folder, name)),
  );
  const random = randomIntegers(seed);
  const chosen = values.all
    ? names
    : names
        .map((name) => ({ name, place: random(2 ** 31) }))
        .sort((a, b) => a.place - b.place)
        .slice(0, Number(values.files))
        .map(({ name }) => name);
  for (const name of chosen) {
    const song = songAt(join(corpus, name));
    if (song && song.notes.length > 0) yield [name, song];
  }
}

interface Tally {
  files: number;
  answers: number;
  differ: number;
}
const byLaw = new Map<string, Tally>();
const byField = new Map<string, number>();
const moving = new Map<string, readonly (readonly [field: string, why: string])[]>();

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
};
const print = (line: Readonly<Record<string, unknown>>): void =>
  console.log(values.json ? JSON.stringify(line) : Object.values(line).map(String).join("\t"));

let place = 0;
for (const [file, song] of songs()) {
  place++;
  for (const law of laws) {
    if (values.law && !values.law.includes(law.name)) continue;
    const one = law.caseOf(song, randomIntegers(seed * 1_000_003 + place));
    if (!one) continue;
    if (!moving.has(law.name)) moving.set(law.name, movedFields(one));
    const { answers, differences } = judgeCase(one);
    const tally = byLaw.get(law.name) ?? { files: 0, answers: 0, differ: 0 };
    byLaw.set(law.name, tally);
    tally.files++;
    tally.answers += answers;
    tally.differ += differences.length;
    for (const { field, before, after } of differences) {
      print({ differs: "differs", law: law.name, field, before: shown(before), after: shown(after), file });
      byField.set(`${field}\t${law.name}`, (byField.get(`${field}\t${law.name}`) ?? 0) + 1);
    }
  }
}

for (const { name, about } of laws) {
  for (const [field, why] of moving.get(name) ?? []) print({ moves: "moves", law: name, field, why });
  const tally = byLaw.get(name);
  if (tally) print({ law: name, ...tally, share: (tally.differ / tally.answers).toFixed(6), about });
}
for (const [name, count] of [...byField].sort(([, a], [, b]) => b - a)) print({ by: "by field", name, count });
const total = [...byLaw.values()].reduce(
  (sum, { answers, differ }) => ({ answers: sum.answers + answers, differ: sum.differ + differ }),
  { answers: 0, differ: 0 },
);
const share = total.differ / Math.max(1, total.answers);
print({ all: "all laws", ...total, share: share.toFixed(6) });
if (share > allowed) process.exitCode = 1;
