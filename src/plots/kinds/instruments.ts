/** Instruments: families of General MIDI, and the programs that most files use. */

import { countValues, type Found, foundBy } from "../../catalogue/asking/tally.ts";
import { programNames } from "../../music/gm.ts";
import { plotOf } from "../found.ts";
import type { Drawn, OfFiles } from "../kind.ts";
import type { Bars } from "../plot.ts";

/** As many as there are families, drums among them. */
const most = 17;

const ofFiles: OfFiles = async ({ store }, prepared, query) => {
  const found = await foundBy(store, prepared);
  const panels = [
    await panel(found, "Families", "families", (value) => String(value)),
    await panel(
      found,
      "Most used programs",
      "program",
      (value) => programNames[Number(value) - 1] ?? `program ${value}`,
    ),
  ].filter(({ rows }) => rows.length > 0);
  return plotOf(found, query, "Instruments", panels, ["a file counts once for each of its instruments"]);
};

async function panel(found: Found, heading: string, field: string, labelOf: (value: unknown) => string): Promise<Bars> {
  const counted = await countValues(found, [{ each: field }]);
  return {
    type: "bars",
    heading,
    series: [{ name: "", colour: 0 }],
    rows: counted.slice(0, most).map(({ values, count }) => ({ label: labelOf(values[0]), values: [count] })),
    of: found.files,
    scale: "longest",
  };
}

export const instruments: Drawn = { ofFiles };
