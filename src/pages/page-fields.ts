/** Every field of a file with its source and confidence, grouped by the analyzer that gives it. */

import type { Shown } from "../catalogue/asking/show.ts";
import { type Field, featureOf } from "../plugin/fields.ts";
import { kindOf } from "../plugin/kinds.ts";
import type { Style } from "../text/style.ts";
import { pad } from "../text/table.ts";
import { columnsOf, fit } from "../text/width.ts";

const nameWidth = 20;
/** Values up to this width share a line with another one, where they are no estimates. */
const shortValue = 16;
const shortName = 19;
/** Width of source and confidence. */
const sourceWidth = 16;

interface Row {
  readonly name: string;
  readonly value: string;
  /** Source and confidence of an estimate; empty for facts. */
  readonly source: string;
  readonly confidence: number | undefined;
}

/** Lines of all fields that have a value; texts are cut to the page, --json has all of them. */
export function fieldLines(shown: Shown, fields: readonly Field[], width: number, style: Style): readonly string[] {
  const known = fields.filter((field) => field.expression === undefined && !/\.(src|conf)$/.test(field.name));
  const groups = Map.groupBy(known, ({ owner }) => owner);
  return [...groups].flatMap(([owner, own]) => {
    const rows = own.flatMap((field) => rowOf(shown, field));
    if (rows.length === 0) return [];
    const old = shown.stale.includes(owner)
      ? style.state("  out of date: midiq run computes it again", "doubtful")
      : "";
    return ["", `${style.bold(owner)}${old}`, ...linesOf(rows, width, style)];
  });
}

function rowOf(shown: Shown, field: Field): readonly Row[] {
  const value = shown.fields[featureOf(field)];
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return [];
  const source = shown.fields[`${featureOf(field)}_source`];
  const confidence = shown.fields[`${featureOf(field)}_confidence`];
  return [
    {
      name: field.name,
      value: printed(value, field),
      source: typeof source === "string" ? source : "",
      confidence: typeof confidence === "number" ? confidence : undefined,
    },
  ];
}

function printed(value: unknown, field: Field): string {
  if (Array.isArray(value)) {
    return value.map((one) => (typeof one === "number" ? kindOf(field.kind).format(one) : String(one))).join(", ");
  }
  if (typeof value === "number" || typeof value === "boolean") {
    const text = kindOf(field.kind).format(value);
    return saysUnit(field) ? `${text} ${field.unit}` : text;
  }
  return String(value);
}

/** Units that neither the field's name nor its printed value says already: `polyphony 4 notes`, but `bars 32`. */
const saysUnit = ({ name, unit }: Field): boolean =>
  unit !== "" && !name.includes(unit) && !["s", "pitch", "velocity"].includes(unit);

/** Estimates and long values first, a line each; then the short ones side by side. */
function linesOf(rows: readonly Row[], width: number, style: Style): readonly string[] {
  const isShort = ({ name, value, source }: Row): boolean =>
    source === "" && columnsOf(value) <= shortValue && name.length <= shortName;
  const long = rows.filter((row) => !isShort(row)).map((row) => longLine(row, width, style));
  const short = rows.filter(isShort).map(({ name, value }) => `${name.padEnd(nameWidth)} ${pad(value, shortValue)}`);
  const perLine = Math.max(1, Math.floor(width / (nameWidth + shortValue + 3)));
  const lines = Math.ceil(short.length / perLine);
  // Read downwards, as a table of two columns is.
  const beside = Array.from({ length: lines }, (_, line) =>
    `  ${Array.from({ length: perLine }, (_column, n) => short[line + n * lines] ?? "").join("  ")}`.trimEnd(),
  );
  return [...long, ...beside];
}

function longLine({ name, value, source, confidence }: Row, width: number, style: Style): string {
  const label = `  ${name.padEnd(nameWidth)} `;
  if (source === "") return label + fit(value, width - label.length);
  const room = width - label.length - sourceWidth - 1;
  const sure = confidence === undefined ? "" : confidence.toFixed(2);
  const told = `${source.padEnd(sourceWidth - 5)} ${sure}`;
  return `${label}${pad(fit(value, room), room)} ${style.state(told, stateOf(confidence))}`.trimEnd();
}

/** Confidences are shares of right values: below a half a value is more likely wrong than right. */
const doubt = 0.8;
const stateOf = (confidence: number | undefined): "good" | "doubtful" | "bad" =>
  confidence === undefined || confidence >= doubt ? "good" : confidence >= 0.5 ? "doubtful" : "bad";
