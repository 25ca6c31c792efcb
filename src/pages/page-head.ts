/** The head of a page: what a file is, in a few lines. */

import { basename, dirname } from "node:path";
import type { Shown } from "../catalogue/asking/show.ts";
import type { Field } from "../plugin/fields.ts";
import { kindOf } from "../plugin/kinds.ts";
import type { Value } from "../plugin/value.ts";
import type { Style } from "../text/style.ts";
import { columnsOf, fit, wrap } from "../text/width.ts";

/** Tags that say what music it is, in the order in which people would say it. */
const telling = ["genre", "style", "mood", "instrumentation", "role"];
const mostWords = 5;

/** How it is made. */
export interface HeadLook {
  /** Path of the copy that was asked for, where it was one. */
  readonly named: string;
  /** Columns of the page. */
  readonly width: number;
  readonly style: Style;
  /** Paths as the page tells them: `shortPath` at a terminal. */
  readonly told: (path: string) => string;
}

/** Name, path, and one line of what a musician asks first. */
export function headOf(
  shown: Shown,
  fields: readonly Field[],
  { named, width, style, told }: HeadLook,
): readonly string[] {
  const [first = shown.hash] = shown.paths;
  const path = shown.paths.find((one) => one === named) ?? first;
  const title = shown.detail["title"];
  const name = basename(path);
  const value = (column: string): string | undefined => {
    const own = shown.fields[column];
    const field = fields.find((one) => one.column === column);
    if (own === null || own === undefined || !field) return undefined;
    return typeof own === "number" ? kindOf(field.kind).format(own as Value) : String(own);
  };
  const facts = [
    value("key"),
    withUnit(value("bpm"), "bpm"),
    value("meter"),
    value("duration"),
    withUnit(value("bars"), "bars"),
    formOf(shown),
    ...wordsOf(shown.tags),
  ].filter((fact) => fact !== undefined);
  const isTitled = typeof title === "string" && title.trim() !== "" && !name.startsWith(title);
  const stars = shown.rating === null ? "" : `  ${"★".repeat(shown.rating)}${"☆".repeat(5 - shown.rating)}`;
  const folder = fit(told(dirname(path)) || ".", width - 8, true);
  return [
    style.bold(fit(name, width)) +
      fit(`${isTitled ? `  “${title}”` : ""}${stars}`, Math.max(0, width - columnsOf(name))),
    ...(facts.length > 0 ? wrap(facts.join(" · "), width) : []),
    style.dim(`${folder}${shown.copies.length > 1 ? `  (+${shown.copies.length - 1})` : ""}`),
    ...(shown.status === "ok" ? [] : [style.state(statusWords[shown.status] ?? shown.status, stateOf(shown.status))]),
    ...(shown.added === null ? [style.state("not in this catalogue: analyzed now", "doubtful")] : []),
  ];
}

const statusWords: Readonly<Record<string, string>> = {
  repaired: "repaired: it is damaged, but no notes are lost",
  partial: "partial: it is damaged, and some of its notes are lost",
  rejected: "rejected: it has no music that can be read",
};
const stateOf = (status: string): "doubtful" | "bad" => (status === "repaired" ? "doubtful" : "bad");

const withUnit = (value: string | undefined, unit: string): string | undefined =>
  value === undefined ? undefined : `${value} ${value === "1" ? unit.replace(/s$/, "") : unit}`;

/** One-shot, loop, drums: where it is not simply a song. */
function formOf({ fields }: Shown): string | undefined {
  const drums = fields["drum_share"] === 1 ? "drum " : "";
  if (fields["one_shot"] === true) return `${drums}one-shot`;
  if (fields["loop"] === true) return `${drums}loop`;
  return drums === "" ? undefined : "drums only";
}

function wordsOf(tags: readonly string[]): readonly string[] {
  const words = telling.flatMap((namespace) =>
    tags.filter((tag) => tag.startsWith(`${namespace}:`)).map((tag) => tag.slice(namespace.length + 1)),
  );
  return [...new Set(words)].slice(0, mostWords);
}
