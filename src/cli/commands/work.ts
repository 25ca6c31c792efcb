/** midiq work and jobs: work that many machines share. */

import { unitLine, workPage } from "../../pages/work-page.ts";
import { type LimitOptions, limitsOf } from "../../settings/limits.ts";
import { memoryOf } from "../../settings/plugins.ts";
import { jsonLine } from "../../text/plain.ts";
import type { JobWord } from "../../work/job-words.ts";
import { jobs as askJobs, isTelling } from "../../work/jobs.ts";
import { work as workAt } from "../../work/work.ts";
import { exits } from "../failure.ts";
import { tableWidth } from "../screen-width.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";
import { endsWell, untilStopped } from "../stop.ts";

interface WorkOptions extends CatalogueOptions, Pick<LimitOptions, "fileLimit"> {
  readonly workers?: number;
  readonly heartbeat?: number;
  readonly for?: number;
  readonly untilEmpty?: true;
  readonly json?: true;
}

/** A stop gives the unit in hand back, and is no failure. */
const grace = 5000;

/** Works until it is stopped, or nothing is left. */
export async function work({ for: seconds, untilEmpty, json, ...options }: WorkOptions): Promise<number> {
  const { itemSeconds } = limitsOf({ archiveLimit: [], fileLimit: options.fileLimit });
  const { workers, heartbeat } = options;
  await untilStopped({ grace }, (signal) =>
    withCatalogue(options, "write", (db) =>
      workAt(db, {
        ...{ signal, itemSeconds, untilEmpty: untilEmpty === true, ...memoryOf(options) },
        ...(workers !== undefined && { workers }),
        ...(heartbeat !== undefined && { heartbeat }),
        ...(seconds !== undefined && { seconds }),
        onUnit: (did) => void process.stdout.write(`${json ? jsonLine(did) : unitLine(did)}\n`),
      }),
    ),
  );
  endsWell();
  return exits.found;
}

/** Shows the work, or tells it something. */
export async function jobs(
  word: JobWord | undefined,
  number: number | undefined,
  options: CatalogueOptions & { readonly json?: true },
): Promise<number> {
  const answer = await withCatalogue(options, isTelling(word) ? "write" : "read", (db) => askJobs(db, word, number));
  const lines = options.json ? [jsonLine(answer)] : workPage(answer, tableWidth());
  process.stdout.write(`${lines.join("\n")}\n`);
  return exits.found;
}
