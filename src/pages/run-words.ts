/** What a run did, in words. */
import { doneOf, filesOf } from "../journeys/counts.ts";
import type { Report } from "../pipeline/report.ts";
import { counted, grouped } from "../text/counted.ts";
import { plain } from "../text/plain.ts";

/** Counts in the order in which people read them, with the words that they are shown by. */
const shown = [
  ["stored", "new"],
  ["written", "written"],
  ["renewed", "renewed"],
  ["retagged", "tagged again"],
  ["unchanged", "unchanged"],
  ["copies", "copies"],
  ["known copies", "copies of known files"],
  ["moved", "moved"],
  ["missing", "missing"],
  ["returned", "back again"],
  ["rejected", "rejected"],
] as const;

/** Of the files counted above, those that are damaged. */
const damaged = [
  ["repaired", "repaired"],
  ["partial", "partial"],
] as const;

/** The same words of one file. */
const single: ReadonlyMap<string, string> = new Map([
  ["copies", "copy"],
  ["copies of known files", "copy of a known file"],
]);

/** `3 new, 1 moved; damaged: 1 repaired`: counts before the semicolon add up to all files. */
export function countsOf({ counts }: Pick<Report, "counts">): string {
  const [all, ofThem] = [shown, damaged].map((names) =>
    names
      .map(([name, word]) => [counts[name] ?? 0, word] as const)
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${grouped.format(count)} ${count === 1 ? (single.get(word) ?? word) : word}`)
      .join(", "),
  );
  return [all, ofThem && `damaged: ${ofThem}`].filter(Boolean).join("; ");
}

/**
 * What an add did, in a few lines.
 *
 * @param stale files that were analyzed earlier, by other analyzers.
 * @param url the catalogue, without a password.
 * @param plugin those that were named. @param analyze false where files are analyzed later.
 */
export function summary(
  report: Report,
  stale: number,
  url: string,
  { plugin, analyze = true }: { readonly plugin: readonly string[]; readonly analyze?: boolean },
): readonly string[] {
  const found = report.counts["found"] ?? 0;
  const lines = [...outcome(report)];
  if (report.counts["cancelled"]) lines.push(stoppedLine(report));
  else if (found === 0) lines.push("No MIDI files found: .mid, .midi, .kar, .rmi, .smf, or archives of them.");
  else if (isAsBefore(report)) lines.push("Nothing has changed since the last time.");
  const others = report.counts["other names"] ?? 0;
  if (others > 0) lines.push(`${counted(others, "file")} without a MIDI ending skipped; --all-names looks into them.`);
  const named = plugin.map((one) => ` --plugin ${one}`).join("");
  if (!analyze && stale > 0) lines.push(`${counted(stale, "file")} not analyzed yet: midiq run${named} analyzes them.`);
  else if (stale > 0) {
    lines.push(
      `${counted(stale, "file has", "files have")} values that other plugins or versions computed in an earlier run.`,
      `midiq plan${named} shows which values are out of date; midiq run${named} computes them again.`,
    );
  }
  lines.push(`Catalogue: ${url}`);
  return lines;
}

/** Whether every file that was found is as it was, or is refused as it was. */
const isAsBefore = (report: Report): boolean => {
  const { found = 0, unchanged = 0, rejected = 0, "rejected before": known = 0 } = report.counts;
  return found <= unchanged + known && rejected === 0 && !isElsewhere(report);
};

/** The last word of a run that was stopped. */
export const stoppedLine = (report: Pick<Report, "counts">): string =>
  `Stopped with ${counted(doneOf(report), "file")} done; run the same command again to continue.`;

/** Whether files went, moved or came back. */
const isElsewhere = ({ counts }: Report): boolean =>
  ["moved", "missing", "returned"].some((name) => (counts[name] ?? 0) > 0);

/** `a second`, `8 s`, `12 min`, `3.5 h` */
export function durationText(seconds: number): string {
  if (seconds < 1) return "a second";
  if (seconds < 100) return `${Math.round(seconds)} s`;
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** How many files came to what, and why some were refused. */
export function outcome(report: Report): readonly string[] {
  const total = report.seconds["total"] ?? 0;
  return [
    `${counted(filesOf(report), "file")} in ${total.toFixed(1)} s: ${countsOf(report) || "nothing to do"}`,
    ...causesOf(report).map((line) => `  ${line}`),
    ...knownOf(report),
    ...slowestOf(report),
    ...failuresOf(report),
  ];
}

/** Analyzers and taggers that failed, or were switched off since they failed too often. */
function failuresOf({ counts }: Report): readonly string[] {
  return Object.entries(counts).flatMap(([name, count]) => {
    const [, id] = /^failed (.*)$/.exec(name) ?? [];
    if (id === undefined) return [];
    const off = counts[`off ${id}`] ? ", and was switched off for the rest of the run" : "";
    return [`  ${id} failed on ${counted(count, "file")}${off}; list them: midiq "failed ${id}"`];
  });
}

/** What was refused for the same reason before is not told again one by one. */
const knownOf = ({ counts: { "rejected before": count = 0 } }: Report): readonly string[] =>
  count > 0
    ? [
        `  ${counted(count, "file was", "files were")} rejected before, for the same reason; midiq add --json lists them`,
      ]
    : [];

/** The slowest file, where somebody may want to know why. */
const slowestOf = ({ slowest }: Report): readonly string[] =>
  slowest && slowest.seconds >= 1 ? [`  slowest: ${plain(slowest.path)}, ${slowest.seconds.toFixed(1)} s`] : [];

/** Rejections by cause, with one example each. */
function causesOf(report: Report): readonly string[] {
  return Object.entries(report.rejected.byCode)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => {
      const example = report.rejected.first.find((rejection) => rejection.code === code);
      return `${grouped.format(count)} ${code}${example ? `, for example ${plain(example.path)}: ${plain(example.message)}` : ""}`;
    });
}
