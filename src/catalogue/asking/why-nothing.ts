/** Why a query finds nothing: what each of its conditions finds alone. */
import { runningRun } from "../adding/running.ts";
import type { Catalogue } from "../catalogue.ts";
import type { ConditionCount } from "./diagnose.ts";
import type { Prepared } from "./prepare.ts";

/**
 * Conditions that explain why nothing is found; none where there is a single one that says it all, or while files are added:
 * what is not there yet says nothing of what was asked.
 *
 * @example
 * for (const { text, count } of await whyNothing(db, await db.prepare("bpm 300 key C"))) console.log(count, text);
 */
export async function whyNothing(db: Catalogue, prepared: Prepared): Promise<readonly ConditionCount[]> {
  if (await runningRun(db.store)) return [];
  const conditions = await db.diagnose(prepared);
  return conditions.length < 2 && !conditions[0]?.hint ? [] : conditions;
}
