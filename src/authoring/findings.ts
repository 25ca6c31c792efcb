/** What is noticed while plugins are checked: each finding once, with the files that it is true of. */
import type { Plugin } from "../plugin/plugin.ts";
import type { Tagged } from "../plugin/records.ts";
import type { Registry } from "../plugin/registry.ts";

/** Something that was noticed of an analyzer or a tagger. */
export interface Finding {
  readonly id: string;
  /** `bad-output`, `hung` and other codes of failures; `not-deterministic`, `writes`, `slow`, `no-value`, `no-description`. */
  readonly code: string;
  readonly message: string;
  /** Files that it is true of. */
  readonly files: number;
  /** The first of them. */
  readonly example?: string;
}

/** What an analyzer or a tagger did, in numbers. */
export interface PartFigures {
  readonly kind: "analyzer" | "tagger";
  readonly id: string;
  readonly version: number;
  /** Files on which it gave a value that is not null, or a tag. */
  readonly given: number;
  readonly failed: number;
  /** Milliseconds a file, once the views that others share are there; undefined for a tagger. */
  readonly milliseconds?: { readonly mean: number; readonly most: number; readonly slowest: string };
}

/** A way to run with what was given in it. */
type Way = readonly [way: string, given: string];

/** Collects findings. */
export interface Findings {
  /** Notes what a file came to. */
  readonly file: (file: Tagged) => void;
  readonly compare: (id: string, path: string, one: Way, other: Way) => void;
  readonly problem: (id: string, code: string, message: string, path: string) => void;
  readonly time: (id: string, path: string, milliseconds: number) => void;
  readonly report: () => {
    readonly parts: readonly PartFigures[];
    readonly problems: readonly Finding[];
    readonly notes: readonly Finding[];
  };
}

/** Milliseconds on one file that are worth a word; a stranger's analyzer counts as hung after 10 s. */
const slowMilliseconds = 1000;

/** Begins a collection on the parts of the plugins that are checked. */
export function createFindings(registry: Registry, isChecked: (plugin: Plugin) => boolean): Findings {
  const analyzers = registry.analyzers.filter(({ plugin }) => isChecked(plugin));
  const taggers = registry.taggers.filter(({ plugin }) => isChecked(plugin));
  const ids = new Set([...analyzers.map((one) => one.analyzer.id), ...taggers.map((one) => one.tagger.id)]);
  const problems = new Map<string, { finding: Finding; files: Set<string> }>();
  const given = new Map<string, number>();
  const failed = new Map<string, number>();
  const times = new Map<string, { sum: number; files: number; most: number; slowest: string }>();
  const add = (counts: Map<string, number>, id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1);

  const problem: Findings["problem"] = (id, code, message, path) => {
    const key = `${id} ${code}`;
    const known = problems.get(key) ?? { finding: { id, code, message, files: 0, example: path }, files: new Set() };
    problems.set(key, known);
    known.files.add(path);
  };
  const isKnown = (value: unknown): boolean => value !== null && value !== undefined;
  const notes = (): readonly Finding[] => [
    ...analyzers.flatMap(({ analyzer, fields }) => {
      const silent = fields.filter(({ description }) => description === "").map(({ name }) => name);
      const message = `${silent.join(", ")}: no description for midiq fields; add .meta({ description })`;
      return silent.length > 0 ? [{ id: analyzer.id, code: "no-description", message, files: 0 }] : [];
    }),
    ...[...ids].flatMap((id) =>
      given.get(id) || failed.get(id)
        ? []
        : [{ id, code: "no-value", message: "gave no value for any file", files: 0 }],
    ),
    ...[...times].flatMap(([id, { most, slowest }]) =>
      most > slowMilliseconds
        ? [{ id, code: "slow", message: `took ${(most / 1000).toFixed(1)} s on one file`, files: 1, example: slowest }]
        : [],
    ),
  ];

  return {
    file: ({ path, features, tags, copyTags, failures }) => {
      for (const { analyzer, code, message } of failures) {
        if (!ids.has(analyzer)) continue;
        add(failed, analyzer);
        if (code !== "switched-off") problem(analyzer, code, message, path);
      }
      const values = features as Readonly<Record<string, unknown>>;
      for (const { analyzer, features: own } of analyzers)
        if (own.some(([, name]) => isKnown(values[name]))) add(given, analyzer.id);
      for (const by of new Set([...tags, ...copyTags].map((one) => one.by))) if (ids.has(by)) add(given, by);
    },
    compare: (id, path, [way, one], [otherWay, other]) => {
      if (!ids.has(id) || one === other) return;
      problem(id, "not-deterministic", `gave ${shortened(one)} ${way}, and ${shortened(other)} ${otherWay}`, path);
    },
    problem,
    time: (id, path, milliseconds) => {
      const known = times.get(id) ?? { sum: 0, files: 0, most: -1, slowest: "" };
      times.set(id, known);
      known.sum += milliseconds;
      known.files++;
      if (milliseconds > known.most) Object.assign(known, { most: milliseconds, slowest: path });
    },
    report: () => ({
      parts: [
        ...analyzers.map(({ analyzer: { kind, id, version } }) => ({ kind, id, version })),
        ...taggers.map(({ tagger: { kind, id, version } }) => ({ kind, id, version })),
      ].map((part) => {
        const { sum = 0, files = 0, most = 0, slowest = "" } = times.get(part.id) ?? {};
        return {
          ...part,
          given: given.get(part.id) ?? 0,
          failed: failed.get(part.id) ?? 0,
          ...(files > 0 ? { milliseconds: { mean: sum / files, most, slowest } } : {}),
        };
      }),
      problems: [...problems.values()].map(({ finding, files }) => ({ ...finding, files: files.size })),
      notes: notes(),
    }),
  };
}

/** Letters of a value that are shown. */
const shownLetters = 80;
const shortened = (text: string): string => (text.length > shownLetters ? `${text.slice(0, shownLetters)}…` : text);
