/** Failures by cause: files that were refused, analyzers that failed, damage that was mended. */
import { countBy, type Found, foundBy, plotOf } from "../found.ts";
import type { Drawn, OfFiles } from "../kind.ts";
import type { Bars } from "../plot.ts";
import { stackedRows } from "../rows.ts";

const most = 15;

const ofFiles: OfFiles = async (store, prepared, query) => {
  const found = await foundBy(store, prepared, query, { hidden: false });
  const failed = await countBy(found, ["f.analyzer", "f.code"], { from: "join failure f on f.content = c.id" });
  const mended = await countBy(found, ["e.v"], {
    from: ', unnest(c."problems") as e(v)',
    and: `c."status" <> 'rejected'`,
  });
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
    ...bars("Refused: not read at all", await refused(found), 3),
    ...bars("Analyzers that failed: their fields are unknown", failed, 4),
    ...bars("Damage that was read around or mended", mended, 1),
  ];
  return plotOf(found, "Failures by cause", panels, [
    "midiq show FILE tells what happened to one file, and where in it",
  ]);
};

/** By stage and code. Files that are too large to be read have no content: a query cannot find them, all files have them. */
async function refused(found: Found): ReturnType<typeof countBy> {
  if (found.query !== "") return countBy(found, ["r.stage", "r.code"], { from: "join reject r on r.content = c.id" });
  const rows = await found.store.query<{ stage: string; code: string; n: string }>(
    `select r."stage", r."code", count(distinct coalesce(r."content", r."copy"))::text as "n" from reject r
     group by 1, 2 order by count(*) desc, 1, 2`,
  );
  return rows.map(({ stage, code, n }) => ({ values: [stage, code], count: Number(n) }));
}

export const failures: Drawn = { ofFiles };
