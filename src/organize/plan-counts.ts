/** What a plan comes to: how many files go, stay and are left, and whether its template tells them apart. */
import type { Planned } from "./plan.ts";

/** Files of a plan that are left for the same reason. */
export interface LeftFiles {
  readonly why: string;
  readonly files: number;
  /** The path of the first. */
  readonly example: string;
}

/** A plan in numbers of files. */
export interface PlanCounts {
  /** Files that get another path; members of archives are among them. */
  readonly going: number;
  /** Those among them that lie in archives, which stay as they are. */
  readonly fromArchives: number;
  /** Files that lie there already. */
  readonly staying: number;
  /** Files that get a number, because their name is taken. */
  readonly numbered: number;
  /** Files whose name had to change to be legal everywhere. */
  readonly madeLegal: number;
  /** By reason, the most frequent first. */
  readonly left: readonly LeftFiles[];
  /** The name that most files want, and how many; only where numbers, and not the template, tell many files apart. */
  readonly sameName: { readonly to: string; readonly files: number } | undefined;
}

/** A template that says too little gives many files one name: from this share of numbered files on it is worth a word. */
const suspiciousShare = 0.2;
/** Fewer are a coincidence. */
const suspiciousCount = 5;

/**
 * Counts what becomes of the files of a plan.
 *
 * @example
 * const { going, left, sameName } = countPlan((await planMoves(db, "{key}/{name}", "meter 3/4")).files);
 */
export function countPlan(planned: readonly Planned[]): PlanCounts {
  const going = planned.filter(({ outcome }) => outcome === "go");
  const left = planned.filter(({ outcome }) => outcome === "leave");
  const byReason = [...Map.groupBy(left, ({ why = "" }) => why)].sort(([, a], [, b]) => b.length - a.length);
  const numbered = going.filter(({ isNumbered }) => isNumbered).length;
  return {
    going: going.length,
    fromArchives: going.filter(({ file }) => file.archive !== null).length,
    staying: planned.filter(({ outcome }) => outcome === "stay").length,
    numbered,
    madeLegal: going.filter(({ isMadeLegal }) => isMadeLegal).length,
    left: byReason.map(([why, some]) => ({ why, files: some.length, example: some[0]?.file.path ?? "" })),
    sameName: numbered < Math.max(suspiciousCount, going.length * suspiciousShare) ? undefined : mostWanted(going),
  };
}

function mostWanted(going: readonly Planned[]): { readonly to: string; readonly files: number } {
  const names = Map.groupBy(going, ({ to = "" }) => to.replace(/ \(\d+\)(?=(?:\.[^./]*)?$)/, ""));
  const [to, some] = [...names].reduce((a, b) => (b[1].length > a[1].length ? b : a));
  return { to, files: some.length };
}
