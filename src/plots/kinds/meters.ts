/** Meters, and where they come from. */

import { countValues, foundBy } from "../../catalogue/asking/tally.ts";
import { formatMeter } from "../../music/meter.ts";
import { plotOf } from "../found.ts";
import type { Drawn, OfFiles } from "../kind.ts";
import { number } from "../plot.ts";
import { stackedRows } from "../rows.ts";
import { sourceSeries } from "../value-source.ts";

const most = 12;

const ofFiles: OfFiles = async ({ store }, prepared, query) => {
  const found = await foundBy(store, prepared);
  const counted = await countValues(found, ["meter", "meter.src"]);
  const known = counted.filter(({ values }) => values[0] !== null);
  const unknown = counted.reduce((sum, { values, count }) => sum + (values[0] === null ? count : 0), 0);
  const { series, placeOf } = sourceSeries(new Set(known.map(({ values }) => values[1])));
  const rows = stackedRows(
    known.map(({ values, count }) => ({ label: formatMeter(Number(values[0])), series: placeOf(values[1]), count })),
    series.length,
    most,
  );
  const panel = { type: "bars", heading: "", series, rows, of: found.files, scale: "longest" } as const;
  return plotOf(
    found,
    query,
    "Meters",
    rows.length > 0 ? [panel] : [],
    unknown > 0 ? [`${number(unknown)} without a meter`] : [],
  );
};

export const meters: Drawn = { ofFiles };
