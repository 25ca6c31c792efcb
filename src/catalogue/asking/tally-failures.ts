/** Failures of what a query finds, by cause. */
import { type Counted, countRows, type Found } from "./tally.ts";

/** Analyzers and taggers that failed, each with a code. */
export const countFailures = (found: Found): Promise<readonly Counted[]> =>
  countRows(found, ["f.analyzer", "f.code"], { from: "join failure f on f.content = c.id" });

/** Damage of files that were read all the same, by the code of a diagnosis. */
export const countDamage = (found: Found): Promise<readonly Counted[]> =>
  countRows(found, ["e.v"], { from: ', unnest(c."problems") as e(v)', and: `c."status" <> 'rejected'` });

/** Files that were refused, by stage and code. */
export const countRefused = (found: Found): Promise<readonly Counted[]> =>
  countRows(found, ["r.stage", "r.code"], { from: "join reject r on r.content = c.id" });

/** The same of the whole catalogue. Files that are too large to be read have no content: a query cannot find them. */
export async function countAllRefused({ store }: Pick<Found, "store">): Promise<readonly Counted[]> {
  const rows = await store.query<{ stage: string; code: string; n: string }>(
    `select r."stage", r."code", count(distinct coalesce(r."content", r."copy"))::text as "n" from reject r
     group by 1, 2 order by count(*) desc, 1, 2`,
  );
  return rows.map(({ stage, code, n }) => ({ values: [stage, code], count: Number(n) }));
}
