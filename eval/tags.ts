/**
 * Tags that the words of names give, against labels made by hand: `bun run eval tags [CORPUS]`. `--sample SEED` prints
 * names to label instead, without those that are labelled already; `--frequent N` so many of the commonest words.
 */
import { parseArgs } from "node:util";
import { kindsOfTag } from "../src/music/tag-tree.ts";
import type { Tag } from "../src/plugin/mod.ts";
import { namesOf } from "../src/plugin/names.ts";
import { textWords } from "../src/taggers/text-words.ts";
import { words } from "../src/taggers/words.ts";
import { corpusFolder, table } from "./corpus.ts";
import { corpusNames, type NamedIn, type NameKind, nameKinds, sampleNames } from "./tags/names.ts";

const { values, positionals } = parseArgs({
  options: {
    sample: { type: "string" },
    frequent: { type: "string", default: "100" },
    json: { type: "boolean" },
  },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;

/**
 * The sets of labelled names: rules and tables were written with the first in hand, a few words were added after the
 * second (45 of 47 tags right when it was new), and nothing after the third, which has no folders, since none are left.
 */
const sets = ["first", "second", "third"] as const;

interface Labelled {
  readonly kind: NameKind;
  readonly name: string;
  readonly tags: readonly string[];
}

const labelled = (set: (typeof sets)[number]): readonly Labelled[] =>
  table(new URL(`tags/${set}.tsv`, import.meta.url).pathname).map(({ kind = "", name = "", tags = "" }) => ({
    kind: kind as NameKind,
    name,
    tags: tags === "-" ? [] : tags.split(" "),
  }));

/** What the taggers say of one name, all else aside. */
function tagsOf({ kind, name }: Pick<NamedIn, "kind" | "name">): readonly Tag[] {
  if (kind === "file") return words.run(namesOf(`/${name.replaceAll("/", "_")}.mid`));
  if (kind === "folder") return words.run(namesOf(`/${name}/0.mid`));
  return textWords.run(
    kind === "title" ? { title: name, trackNames: [name], texts: [] } : { title: null, trackNames: [name], texts: [] },
  );
}

/** A wider tag is right too: a violin is one of the strings. */
const isMet = (given: string, label: string): boolean => given === label || kindsOfTag(given).includes(label);

interface Score {
  names: number;
  given: number;
  right: number;
  labels: number;
  met: number;
  readonly wrong: string[];
  readonly missed: string[];
}

function score(rows: readonly Labelled[]): Score {
  const all: Score = { names: rows.length, given: 0, right: 0, labels: 0, met: 0, wrong: [], missed: [] };
  for (const row of rows) {
    const given = tagsOf(row).map(({ tag }) => tag);
    const right = given.filter((tag) => row.tags.some((label) => isMet(tag, label)));
    const missed = row.tags.filter((label) => !given.some((tag) => isMet(tag, label)));
    all.given += given.length;
    all.right += right.length;
    all.labels += row.tags.length;
    all.met += row.tags.length - missed.length;
    for (const tag of given) if (!right.includes(tag)) all.wrong.push(`${row.kind} "${row.name}": ${tag}`);
    for (const tag of missed) all.missed.push(`${row.kind} "${row.name}": ${tag}`);
  }
  return all;
}

const percent = (part: number, whole: number): string => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);

function printScores(): void {
  for (const set of sets) {
    const rows = labelled(set);
    const kinds = [...nameKinds.map((kind) => [kind, rows.filter((row) => row.kind === kind)] as const), ["all", rows]];
    console.log(`\n${set}: names, tags given, precision, tags labelled, recall`);
    for (const [kind, some] of kinds as [string, Labelled[]][]) {
      const { names, given, right, labels, met } = score(some);
      const cells = [names, given, percent(right, given), labels, percent(met, labels)];
      console.log(kind.padEnd(8) + cells.map((cell) => String(cell).padStart(9)).join(""));
    }
    const { wrong, missed } = score(rows);
    for (const one of wrong) console.log(`wrong   ${one}`);
    for (const one of missed) console.log(`missed  ${one}`);
  }
}

/** The commonest words over all distinct names, with the tag of each and one name. */
function printFrequent(most: number): void {
  const counts = new Map<string, { count: number; readonly example: string }>();
  for (const one of corpusNames(corpus)) {
    for (const { tag, rule } of tagsOf(one)) {
      const key = `${rule.replace(/^word (.*) in .*$/, "$1")} -> ${tag}`;
      const known = counts.get(key) ?? { count: 0, example: `${one.kind} "${one.name}"` };
      known.count++;
      counts.set(key, known);
    }
  }
  const sorted = [...counts].sort(([, a], [, b]) => b.count - a.count);
  console.log(`\n${sorted.length} words give tags to distinct names of the corpus; the commonest:`);
  for (const [key, { count, example }] of sorted.slice(0, most)) {
    console.log(`${String(count).padStart(6)}  ${key.padEnd(44)} ${example}`);
  }
}

if (values.sample !== undefined) {
  const known = new Set(sets.flatMap((set) => labelled(set).map(({ kind, name }) => `${kind} ${name}`)));
  const rest = corpusNames(corpus).filter(({ kind, name }) => !known.has(`${kind} ${name}`));
  for (const { kind, name } of sampleNames(rest, Number(values.sample), 75)) console.log(`${kind}\t-\t${name}`);
} else if (values.json) {
  console.log(JSON.stringify(Object.fromEntries(sets.map((set) => [set, score(labelled(set))]))));
} else {
  printScores();
  printFrequent(Number(values.frequent));
}
