/** A plan as people see it: where files go, and of all that were found what becomes of them. */

import type { RunAbout } from "../organize/journal.ts";
import type { Manner } from "../organize/place.ts";
import type { Planned } from "../organize/plan.ts";
import { countPlan, type PlanCounts } from "../organize/plan-counts.ts";
import { counted } from "../text/counted.ts";
import { jsonLine } from "../text/plain.ts";
import { shortPath } from "../text/short-path.ts";
import { table } from "../text/table.ts";
import { exits } from "./failure.ts";
import { tableWidth } from "./screen-width.ts";

/** What becomes of files, in words: of those that would go, and of those that went. */
const verbs: Readonly<Record<Manner, readonly [would: string, did: string]>> = {
  move: ["would move", "moved"],
  copy: ["would copy", "copied"],
  link: ["would link", "linked"],
  symlink: ["would link", "linked"],
};

/** Rows of a plan that people are shown. */
export const shownRows = 40;

/** `moved 3 files` */
export const didWords = (how: Manner, count: number): string => `${verbs[how][1]} ${counted(count, "file")}`;

/** Prints a plan: 0 when something would go somewhere, 1 when nothing. */
export function printPlan(planned: readonly Planned[], { how }: Pick<RunAbout, "how">, asJson: boolean): number {
  const going = planned.filter(({ outcome }) => outcome === "go");
  if (asJson) process.stdout.write(planned.map((one) => `${jsonLine(objectOf(one))}\n`).join(""));
  else printGoing(going);
  process.stderr.write(`${summaryOf(planned, how, "would").join("\n")}\n`);
  if (going.length > 0)
    process.stderr.write("Nothing has changed yet: --apply carries out the plan, midiq undo reverts it\n");
  return going.length > 0 ? exits.found : exits.nothing;
}

/** Where files go, by folder, as they will lie there: a table for people, all of them without padding in a pipe. */
function printGoing(going: readonly Planned[]): void {
  const width = tableWidth();
  const rows = going
    .toSorted(({ to: a = "" }, { to: b = "" }) => (a < b ? -1 : a > b ? 1 : 0))
    .map(({ file, to = "" }) => [shortPath(file.path), "->", shortPath(to)]);
  if (!Number.isFinite(width)) {
    process.stdout.write(rows.map((row) => `${row.join(" ")}\n`).join(""));
    return;
  }
  const columns = [
    { heading: "from", numeric: false, isPath: true },
    { heading: "", numeric: false },
    { heading: "to", numeric: false, isPath: true },
  ];
  const shown = rows.slice(0, shownRows);
  if (shown.length > 0) process.stdout.write(`${table(columns, shown, width).join("\n")}\n`);
  if (shown.length < rows.length)
    process.stderr.write(`... and ${counted(rows.length - shown.length, "more file")}; --json lists all\n`);
}

const objectOf = ({ file, to, outcome, why, isNumbered, isMadeLegal }: Planned): object => ({
  from: file.path,
  to: to ?? null,
  outcome,
  ...(why !== undefined && { why }),
  numbered: isNumbered,
  madeLegal: isMadeLegal,
});

/** What an applied plan did not touch: files that lie right, and those that were left, with why. */
export const untouched = (planned: readonly Planned[]): object => ({
  stayed: planned.filter(({ outcome }) => outcome === "stay").length,
  left: planned.flatMap(({ outcome, file, why }) => (outcome === "leave" ? [{ from: file.path, why }] : [])),
});

/** How many files come to what, and those that are left by reason. */
export function summaryOf(planned: readonly Planned[], how: Manner, tense: "would" | "did"): readonly string[] {
  const counts = countPlan(planned);
  const packed = how === "copy" ? 0 : counts.fromArchives;
  const said = [
    [counts.staying, "already there"],
    [counts.numbered, "with a number, because their name is taken"],
    [counts.madeLegal, "with characters replaced that some systems do not allow"],
  ] as const;
  const parts = said.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  const verb = verbs[how][tense === "would" ? 0 : 1];
  return [
    [`${verb} ${counted(counts.going - packed, "file")}`, ...parts].join(", "),
    ...(packed > 0 ? [`would copy ${counted(packed, "file")} out of archives; the archives stay unchanged`] : []),
    ...leftLines(counts),
    ...sameNames(counts),
  ];
}

/** Files that are left, by reason, the most frequent first. */
export const leftLines = ({ left }: PlanCounts): readonly string[] =>
  left.map(
    ({ why, files, example }) =>
      `  ${counted(files, "file stays", "files stay")}, for example ${shortPath(example)}: ${why}`,
  );

/** A warning where numbers, and not the template, tell many files apart. */
export function sameNames({ sameName, numbered, going }: PlanCounts): readonly string[] {
  if (sameName === undefined) return [];
  const what = `${numbered} of ${counted(going, "file")} get a number`;
  return [
    `warning: the template gives many files the same name: ${what}, and ${sameName.files} want "${shortPath(sameName.to)}"; add {name} or {n} to the template`,
  ];
}
