/** The catalogue at a glance as a page: sums, what is known, and blocks of little bars beside each other. */

import type { Coverage, Distribution, Stats } from "../catalogue/asking/stats.ts";
import { kindOf } from "../plugin/kinds.ts";
import { byteSize } from "../text/byte-size.ts";
import { counted } from "../text/counted.ts";
import { plainly } from "../text/plain.ts";
import { pageWidth, type State, type Style, styleOf } from "../text/style.ts";
import { pad, table } from "../text/table.ts";
import { columnsOf, fit, wrap } from "../text/width.ts";

/** Width of a block, and the columns between two. */
const blockWidth = 38;
const gap = 4;
const labelWidth = 15;
const barWidth = 10;
/** Width of the bar of a field that all files have. */
const coverageWidth = 20;
/** Values of each block that fit on one screen with the others. */
const shownValues = 6;

/**
 * Lines of the page.
 *
 * @param width columns of the page.
 * @example
 * console.log(statsPage(await db.stats()).join("\n"));
 */
export function statsPage(given: Stats, width = pageWidth, style: Style = styleOf(false)): readonly string[] {
  const stats = plainly(given);
  const blocks = stats.distributions.filter(({ values }) => values.length > 0);
  const most = Math.max(1, stats.contents);
  return [
    ...sums(stats, width, style),
    "",
    ...coverageLines(stats.coverage, width, style),
    ...beside(
      blocks.map((block) => blockLines(block, most, stats, style)),
      width,
    ),
  ];
}

function sums(stats: Stats, width: number, style: Style): readonly string[] {
  const about = stats.isEstimate ? "~" : "";
  const count = (value: number, noun: string): string =>
    `${about}${value.toLocaleString("en")} ${noun}${value === 1 ? "" : "s"}`;
  const files = [
    stats.contents === stats.files ? "" : `${about}${stats.contents.toLocaleString("en")} distinct`,
    stats.archived > 0 ? `${about}${stats.archived.toLocaleString("en")} in archives` : "",
    stats.missing > 0 ? `${about}${stats.missing.toLocaleString("en")} gone` : "",
  ].filter(Boolean);
  const copies = stats.fileBytes > stats.bytes ? ` (${about}${byteSize(stats.fileBytes)} with copies)` : "";
  const median =
    stats.medianSeconds === null ? "" : `, half of them under ${kindOf("duration").format(stats.medianSeconds)}`;
  const head = [
    `${count(stats.files, "file")}${files.length > 0 ? ` (${files.join(", ")})` : ""}`,
    `${about}${byteSize(stats.bytes)}${copies}`,
    `${about}${hoursText(stats.seconds, stats.isEstimate)} of music${median}`,
  ];
  const status = ["ok", "repaired", "partial", "rejected"].flatMap((name) => {
    const own = stats.status[name] ?? 0;
    return own === 0 ? [] : [`${about}${own.toLocaleString("en")} ${name}`];
  });
  const refused = stats.refused.map(({ label, count: own }) => `${own.toLocaleString("en")} ${label}`);
  return [
    ...wrap(head.join(" · "), width).map(style.bold),
    ...labelled("status", status.join(", "), width, style),
    ...(refused.length > 0 ? labelled("rejected", refused.join(", "), width, style) : []),
  ];
}

const labelled = (label: string, text: string, width: number, style: Style): readonly string[] =>
  wrap(text, width - 10).map((line, n) => `${style.dim((n === 0 ? label : "").padEnd(9))} ${line}`);

/** Of an estimate two digits are right. */
function hoursText(seconds: number, isEstimate: boolean): string {
  const hours = seconds / 3600;
  if (isEstimate) return `${Number(hours.toPrecision(2)).toLocaleString("en")} hours`;
  if (hours >= 100) return `${Math.round(hours).toLocaleString("en")} hours`;
  return hours >= 1 ? `${hours.toFixed(1)} hours` : counted(Math.round(seconds / 60), "minute");
}

/** Sources in the order in which they are trusted. */
const sources = ["manual", "event", "filename", "detected"] as const;
const doubt = 0.7;

function coverageLines(coverage: readonly Coverage[], width: number, style: Style): readonly string[] {
  if (coverage.length === 0) return [];
  const used = sources.filter((source) => coverage.some((one) => (one.sources[source] ?? 0) > 0));
  const rows = coverage.map(({ field, known, sources: own, confidence }) => [
    field,
    percent(known),
    ...used.map((source) => ((own[source] ?? 0) > 0 ? percent(own[source] ?? 0) : "")),
    confidence === null ? "" : confidence.toFixed(2),
    "█".repeat(Math.round(known * coverageWidth)),
  ]);
  const columns = [
    { heading: "known", numeric: false },
    ...["all", ...used, "confidence"].map((heading) => ({ heading, numeric: true })),
    { heading: "", numeric: false },
  ];
  const [heading = "", ...lines] = table(columns, rows, width);
  return [
    style.dim(heading),
    ...lines.map((line, n) => colouredBar(line, (coverage[n]?.confidence ?? 0) < doubt ? "doubtful" : "good", style)),
  ];
}

const colouredBar = (line: string, state: State, style: Style): string =>
  line.replace(/█+$/, (bar) => style.state(bar, state));

const percent = (share: number): string =>
  share > 0 && share < 0.01 ? "<1 %" : share < 1 && share > 0.99 ? ">99 %" : `${Math.round(share * 100)} %`;

/** A heading, then a value a line: label, bar, count. Bars show shares of all contents, the longest being half of them or more. */
function blockLines(
  { name, values }: Distribution,
  most: number,
  { isEstimate }: Stats,
  style: Style,
): readonly string[] {
  const shown = values.slice(0, name === "length" || name === "tempo" ? values.length : shownValues);
  const longest = Math.max(...shown.map(({ count }) => count), most / 20);
  return [
    style.bold(name),
    ...shown.map(({ label, count }) => {
      const bar = barOf(count / longest);
      const told = `${isEstimate ? "~" : ""}${count.toLocaleString("en")}`;
      const cut = fit(label, labelWidth, name === "folders");
      return `  ${pad(cut, labelWidth)} ${style.state(bar, "good")}${" ".repeat(Math.max(0, barWidth - bar.length))}${style.dim(told.padStart(blockWidth - labelWidth - barWidth - 3))}`;
    }),
  ];
}

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A bar in eighths of a column; of what there is, at least one. */
function barOf(share: number): string {
  const length = Math.max(1, Math.round(share * barWidth * eighths.length));
  return "█".repeat(Math.floor(length / eighths.length)) + (eighths[length % eighths.length] ?? "");
}

/** Blocks in as many columns as the page has room for, each put below the column that is shortest. */
function beside(blocks: readonly (readonly string[])[], width: number): readonly string[] {
  const count = Math.max(1, Math.floor((width + gap) / (blockWidth + gap)));
  const columns: string[][] = Array.from({ length: count }, () => []);
  for (const block of blocks) {
    const shortest = columns.reduce((least, column) => (column.length < least.length ? column : least));
    shortest.push("", ...block);
  }
  const lines = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: lines }, (_, n) =>
    columns
      .map((column) => {
        const own = column[n] ?? "";
        // Styles take no columns.
        return own + " ".repeat(Math.max(0, blockWidth - columnsOf(own)));
      })
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}
