/** Coverage: of how many files each field is known, and where its value comes from. */

import { foundBy } from "../../catalogue/asking/tally.ts";
import { countKnown } from "../../catalogue/asking/tally-known.ts";
import { sources } from "../../plugin/estimate.ts";
import { plotOf } from "../found.ts";
import type { Drawn, OfFiles } from "../kind.ts";
import type { Bars, Series } from "../plot.ts";
import { sourceSeries } from "../value-source.ts";

/** All values of each content are looked at, long ones too, so of fewer contents: a share is known to a hundredth. */
const sampleSize = 8000;
/** Fields of one analyzer that are known together share a row; so many of their names are written. */
const mostNames = 3;

const ofFiles: OfFiles = async ({ store }, prepared, query) => {
  const found = await foundBy(store, prepared, { sampleSize });
  const { fields } = store.registry;
  const names = new Set(fields.map(({ name }) => name));
  const estimates = new Set(fields.filter(({ name }) => names.has(`${name}.src`)).map(({ name }) => name));
  const plotted = fields.filter(
    (field) =>
      field.table === "content" &&
      field.expression === undefined &&
      field.owner !== "catalogue" &&
      !/\.(src|conf|by|at)$/.test(field.name),
  );
  const told = await countKnown(found, plotted, estimates);
  const used = new Set(sources.filter((_, n) => told.some(({ bySource }) => (bySource?.[n] ?? 0) > 0)));
  const { series, placeOf } = sourceSeries(used);
  const computed: Series = { name: "computed from the notes and texts", colour: 5 };
  const rows = told.map(({ field, known, bySource }) => {
    const own = series.map(() => 0);
    bySource?.forEach((count, n) => {
      const place = placeOf(sources[n]);
      if (place >= 0) own[place]! += count;
    });
    return { label: field.name, owner: field.owner, known, values: [...own, bySource ? 0 : known] };
  });
  const whole = rows.filter(({ known, values: own }) => known >= found.files && own.at(-1) === known);
  const partly = together(rows.filter((one) => !whole.includes(one)));
  const panel: Bars = {
    type: "bars",
    heading: "",
    series: [...series, computed],
    rows: partly,
    of: found.files,
    scale: "whole",
  };
  const notes = whole.length > 0 ? [`known for every file: ${whole.map(({ label }) => label).join(", ")}`] : [];
  return plotOf(
    found,
    query,
    "Coverage: share of the files in which each field is known",
    partly.length > 0 ? [panel] : [],
    notes,
  );
};

interface Row {
  readonly label: string;
  readonly owner: string;
  readonly known: number;
  readonly values: readonly number[];
}

/** Fields of one analyzer with the same counts in one row, the best known first. */
function together(rows: readonly Row[]): Bars["rows"] {
  const groups = new Map<string, { readonly names: string[]; readonly row: Row }>();
  for (const row of rows) {
    const group = groups.get(`${row.owner} ${row.values.join(" ")}`);
    if (group) group.names.push(row.label);
    else groups.set(`${row.owner} ${row.values.join(" ")}`, { names: [row.label], row });
  }
  return [...groups.values()]
    .sort((a, b) => b.row.known - a.row.known)
    .map(({ names, row: { values } }) => ({
      label: names.length > mostNames ? `${names.slice(0, 2).join(", ")} + ${names.length - 2}` : names.join(", "),
      values,
    }));
}

export const coverage: Drawn = { ofFiles };
