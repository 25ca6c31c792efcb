/** A map of similarity: files that sound alike lie near each other. */

import { suggest } from "../../../dsl/mod.ts";
import { type Beside, countTagged, type Sound, soundsOf } from "../../catalogue/asking/sounds.ts";
import { type Found, foundBy } from "../../catalogue/asking/tally.ts";
import { AskedError } from "../../errors.ts";
import { facetNames } from "../../hearing/likeness/facets.ts";
import { describeValue } from "../../plugin/describe.ts";
import { kindOf } from "../../plugin/kinds.ts";
import { plain } from "../../text/plain.ts";
import { plotOf } from "../found.ts";
import type { Drawn, OfFiles } from "../kind.ts";
import { number, type Scatter, type Series } from "../plot.ts";
import { umap } from "../umap.ts";

/** Points of a map: more would lie on one another, and time grows with their square. */
const mostPoints = 2000;
/** Values that have a colour of their own. */
const mostValues = 7;
/** Ranges that numbers are cut into, each with about as many files. */
const ranges = 5;
/** Place of the first shade of the sequence in a theme's palette. */
const firstShade = 10;
/** A share of files that have a genre from which on a map shows it, unless told otherwise. */
const enough = 0.1;

const ofFiles: OfFiles = async ({ store }, prepared, query, { by }) => {
  const found = await foundBy(store, prepared);
  const colouring = by === undefined ? await usualColouring(found) : colouringBy(found, by);
  const rows = await soundsOf(found, colouring.beside, mostPoints);
  const plane = placed(rows);
  const { series, seriesOf } = colouring.seriesOf(rows.map(({ value }) => value));
  const points = rows.map((row, n) => ({
    x: plane[n * 2]!,
    y: plane[n * 2 + 1]!,
    series: seriesOf(row.value),
    name: plain(row.name),
  }));
  const panel: Scatter = { type: "scatter", heading: `Colored by ${colouring.name}`, series, points };
  const notes = [
    `near means similar in ${facetNames.slice(0, -1).join(", ")} and ${facetNames.at(-1)} (UMAP); the axes have no unit`,
    ...(found.files > rows.length ? [`${number(rows.length)} of the files at random, the same each time`] : []),
  ];
  return plotOf(found, query, "Map of similarity", rows.length > 0 ? [panel] : [], notes);
};

/** Places from 0 to 1 by UMAP. */
function placed(rows: readonly Sound[]): Float64Array {
  const vectors = rows.map(({ facets }) => facets);
  const width = vectors[0]?.length ?? 0;
  const columns = new Float32Array(rows.length * width);
  vectors.forEach((bytes, row) => {
    for (let n = 0; n < width; n++) columns[row * width + n] = bytes[n]! / 255;
  });
  const plane = umap(columns, rows.length, width);
  for (const axis of [0, 1]) spread(plane, axis);
  return plane;
}

/**
 * Half by place and half by rank: UMAP leaves wide gaps between groups, which say nothing and take the room that the
 * groups need. The order along each axis stays.
 */
function spread(plane: Float64Array, axis: number): void {
  const count = plane.length / 2;
  const order = Array.from({ length: count }, (_, n) => n).sort((a, b) => plane[a * 2 + axis]! - plane[b * 2 + axis]!);
  const low = plane[(order[0] ?? 0) * 2 + axis] ?? 0;
  const range = (plane[(order.at(-1) ?? 0) * 2 + axis] ?? 0) - low;
  order.forEach((n, rank) => {
    const place = range > 0 ? (plane[n * 2 + axis]! - low) / range : 0.5;
    plane[n * 2 + axis] = (place + (count > 1 ? rank / (count - 1) : 0.5)) / 2;
  });
}

/** How values become colours. */
interface Colouring {
  readonly name: string;
  readonly beside: Beside;
  readonly seriesOf: (values: readonly unknown[]) => {
    readonly series: readonly Series[];
    readonly seriesOf: (value: unknown) => number;
  };
}

async function usualColouring(found: Found): Promise<Colouring> {
  const hasGenres = (await countTagged(found, "genre")) >= found.files * enough;
  return colouringBy(found, hasGenres ? "genre" : "families");
}

/** Tags of a namespace, or a field. @throws AskedError for what is neither. */
function colouringBy({ store }: Found, by: string): Colouring {
  const field = store.registry.find(by);
  if (!field) {
    const near = suggest(
      by,
      store.registry.fields.flatMap(({ name, aliases }) => [name, ...aliases]),
    );
    if (near !== undefined) throw new AskedError("no-color", `Cannot color by "${by}": did you mean ${near}?`);
    const seriesOf = (values: readonly unknown[]): ReturnType<typeof byTag> => {
      if (values.length > 0 && values.every((value) => value === null)) {
        throw new AskedError(
          "no-color",
          `Cannot color by "${by}": there is no such field, and no file here has such a tag`,
        );
      }
      return byTag(values);
    };
    return { name: by, beside: { namespace: by }, seriesOf };
  }
  const { comparison, sql } = kindOf(field.kind);
  if (comparison === "ordered" && !sql.endsWith("[]") && sql !== "timestamptz") {
    const format = (value: number): string => kindOf(field.kind).format(Number(value.toPrecision(3)));
    return {
      name: field.name,
      beside: { field, isNumber: true },
      seriesOf: (values) => byRange(values, format),
    };
  }
  return {
    name: field.name,
    beside: { field },
    seriesOf: (values) => byValue(values, (value) => plain([describeValue(value, field)].flat().join(", "))),
  };
}

/** Of several tags that which most files have: `folk` rather than `folk, irish, jig`. */
function byTag(values: readonly unknown[]): ReturnType<Colouring["seriesOf"]> {
  const counts = new Map<unknown, number>();
  for (const tag of values.flatMap((tags) => (tags ?? []) as readonly string[]))
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const common = (tags: unknown): string =>
    (tags as readonly string[]).reduce((most, tag) => (counts.get(tag)! > counts.get(most)! ? tag : most));
  return byValue(values, common);
}

function byValue(values: readonly unknown[], textOf: (value: unknown) => string): ReturnType<Colouring["seriesOf"]> {
  const labelOf = (value: unknown): string =>
    value === null || (Array.isArray(value) && value.length === 0) ? "" : textOf(value);
  const counts = new Map<string, number>();
  for (const value of values) counts.set(labelOf(value), (counts.get(labelOf(value)) ?? 0) + 1);
  const unknown = counts.get("") ?? 0;
  counts.delete("");
  const sorted = [...counts].sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1));
  const names = sorted.slice(0, mostValues).map(([label]) => label);
  const others = sorted.slice(mostValues).reduce((sum, [, count]) => sum + count, 0);
  const rest = others > 0 && unknown > 0 ? "others and unknown" : others > 0 ? "others" : unknown > 0 ? "unknown" : "";
  return {
    series: [...names.map((name, colour) => ({ name, colour })), ...(rest ? [{ name: rest, colour: -1 }] : [])],
    seriesOf: (value) => {
      const place = names.indexOf(labelOf(value));
      return place < 0 ? names.length : place;
    },
  };
}

function byRange(values: readonly unknown[], format: (value: number) => string): ReturnType<Colouring["seriesOf"]> {
  const known = values.filter((value): value is number => value !== null).sort((x, y) => x - y);
  const ends = [
    ...new Set(Array.from({ length: ranges + 1 }, (_, n) => known[Math.round(((known.length - 1) * n) / ranges)])),
  ].filter((end): end is number => end !== undefined);
  const cells = Math.max(1, ends.length - 1);
  const series = Array.from({ length: known.length > 0 ? cells : 0 }, (_, n) => ({
    name: ends.length === 1 ? format(ends[0]!) : `${format(ends[n]!)} to ${format(ends[n + 1]!)}`,
    colour: firstShade + Math.round((n * (ranges - 1)) / Math.max(1, cells - 1)),
  }));
  const hasUnknown = known.length < values.length;
  return {
    series: [...series, ...(hasUnknown ? [{ name: "unknown", colour: -1 }] : [])],
    seriesOf: (value) => {
      if (value === null) return series.length;
      const above = ends.findIndex((end) => (value as number) < end);
      return above < 0 ? series.length - 1 : Math.max(0, above - 1);
    },
  };
}

export const map: Drawn = { ofFiles };
