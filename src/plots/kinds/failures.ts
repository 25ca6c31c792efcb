/** Failures by cause: files that were refused, analyzers that failed, damage that was mended. */

import { foundBy } from "../../catalogue/asking/tally.ts";
import { countAllRefused, countDamage, countFailures, countRefused } from "../../catalogue/asking/tally-failures.ts";
import { plotOf } from "../found.ts";
import type { Drawn, OfFiles } from "../kind.ts";
import type { Bars } from "../plot.ts";
import { stackedRows } from "../rows.ts";

const most = 15;

const ofFiles: OfFiles = async ({ store }, prepared, query) => {
  const found = await foundBy(store, prepared, { hidden: false });
  const failed = await countFailures(found);
  const mended = await countDamage(found);
  // Files that are too large to be read have no content: a query cannot find them, all files have them.
  const refused = query.trim() === "" ? await countAllRefused(found) : await countRefused(found);
  const bars = (heading: string, counted: typeof failed, colour: number): readonly Bars[] =>
    counted.length === 0
      ? []
      : [
          {
            type: "bars",
            heading,
            series: [{ name: "", colour }],
            rows: stackedRows(
              counted.map(({ values, count }) => ({ label: values.join(": "), series: 0, count })),
              1,
              most,
            ),
            of: found.files,
            scale: "longest",
          },
        ];
  const panels = [
    ...bars("Rejected: not read at all", refused, 3),
    ...bars("Analyzers that failed: their fields are unknown", failed, 4),
    ...bars("Damage that was skipped or repaired", mended, 1),
  ];
  return plotOf(found, query, "Failures by cause", panels, [
    "midiq show FILE shows what happened to one file, and where in it",
  ]);
};

export const failures: Drawn = { ofFiles };
