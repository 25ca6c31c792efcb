/** Which of several files that are the same is the one to keep: rules, the first that tells two files apart decides. */
import { homedir } from "node:os";
import { resolve } from "node:path";
import { suggest } from "../../../dsl/mod.ts";
import { AskedError } from "../../errors.ts";

/** What rules look at: a file and its content. */
export interface Keepable {
  readonly path: string;
  /** File name of the outermost archive around it. */
  readonly archive: string | null;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly nameWorth: number;
  readonly size: number;
  readonly status: string;
  readonly problems: number;
  readonly rating: number | null;
  readonly tracks: number;
  readonly texts: number;
  readonly notes: number;
}

/** A rule that was read: greater worth is better, the first number that differs decides. */
export interface KeepRule {
  /** As it was written. */
  readonly text: string;
  /** Why a file that it prefers is kept. */
  readonly because: string;
  readonly worth: (file: Keepable) => readonly number[];
}

const soundness = ["rejected", "partial", "repaired", "ok"];

const plain: Readonly<Record<string, Omit<KeepRule, "text">>> = {
  intact: { because: "least damaged", worth: (file) => [soundness.indexOf(file.status), -file.problems] },
  rated: { because: "best rating", worth: (file) => [file.rating ?? 0] },
  richest: { because: "most tracks, texts, notes", worth: (file) => [file.tracks, file.texts, file.notes] },
  "outside-archives": { because: "not in an archive", worth: (file) => [file.archive === null ? 1 : 0] },
  "best-name": { because: "best name", worth: (file) => [file.nameWorth] },
  "shortest-path": { because: "shortest path", worth: (file) => [-file.path.length] },
  largest: { because: "largest", worth: (file) => [file.size] },
  smallest: { because: "smallest", worth: (file) => [-file.size] },
  oldest: { because: "oldest", worth: (file) => [-file.modified] },
  newest: { because: "newest", worth: (file) => [file.modified] },
};
const folderRules = ["under:", "not-under:"] as const;

/** All rules, as they are written. */
export const keepRuleNames: readonly string[] = [...Object.keys(plain), ...folderRules.map((rule) => `${rule}FOLDER`)];

/** Rules where nobody names any: what is whole before what is damaged, what people chose, what has more, what lies better. */
export const usualRules: readonly string[] = [
  "intact",
  "rated",
  "richest",
  "outside-archives",
  "best-name",
  "shortest-path",
];

/**
 * Reads rules.
 *
 * @param rules each a name of `keepRuleNames`; `under:House` is a folder of that name anywhere, `under:~/Packs` that folder.
 * @throws AskedError for a rule that there is not.
 */
export function readKeepRules(rules: readonly string[]): readonly KeepRule[] {
  return rules.map((text) => {
    if (Object.hasOwn(plain, text)) return { text, ...(plain[text] as Omit<KeepRule, "text">) };
    const prefix = folderRules.find((rule) => text.startsWith(rule) && text.length > rule.length);
    if (prefix !== undefined) return folderRule(text, text.slice(prefix.length), prefix === "under:");
    const near = suggest(text, keepRuleNames);
    throw new AskedError(
      "no-rule",
      `Cannot keep by "${text}": ${near ? `did you mean ${near}?` : `expected ${keepRuleNames.join(", ")}`}`,
    );
  });
}

function folderRule(text: string, folder: string, isWanted: boolean): KeepRule {
  const isPlace = /[/\\]|^[~.]/.test(folder);
  const place = resolve(folder.replace(/^~(?=$|[/\\])/, homedir()));
  const name = folder.toLowerCase();
  const isUnder = (path: string): boolean =>
    isPlace
      ? path.startsWith(place.endsWith("/") ? place : `${place}/`)
      : path.toLowerCase().split(/[/\\]/).slice(0, -1).includes(name);
  return {
    text,
    because: isWanted ? `under ${folder}` : `not under ${folder}`,
    worth: ({ path }) => [isUnder(path) === isWanted ? 1 : 0],
  };
}

/** Which of two files is better, as a comparison for sorting: the better one first, equal ones by path. */
export function betterBy(rules: readonly KeepRule[]): (a: Keepable, b: Keepable) => number {
  return (a, b) => {
    for (const { worth } of rules) {
      const difference = compareWorths(worth(a), worth(b));
      if (difference !== 0) return difference;
    }
    return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
  };
}

/** Why the best file is better than the next one. */
export function whyKept(rules: readonly KeepRule[], best: Keepable, next: Keepable): string {
  const rule = rules.find(({ worth }) => compareWorths(worth(best), worth(next)) !== 0);
  return rule?.because ?? "first by path";
}

function compareWorths(a: readonly number[], b: readonly number[]): number {
  const n = a.findIndex((one, at) => one !== b[at]);
  return n === -1 ? 0 : (b[n] as number) - (a[n] as number);
}
