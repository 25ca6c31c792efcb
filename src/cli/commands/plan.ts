/** midiq plan: what would run, on how many files, and how long. */

import type { RerunStep, Retry } from "../../catalogue/renewing/rerun.ts";
import { readRetry, stale } from "../../journeys/stale.ts";
import { durationText } from "../../pages/run-words.ts";
import type { Registry } from "../../plugin/registry.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq plan`. */
export interface PlanOptions extends CatalogueOptions {
  readonly retry?: string | true;
  readonly workers?: number;
  readonly json?: true;
}

/** What `--retry` and `--retry a,b` ask for. */
export const retryOf = (given: string | true | undefined, registry: Registry): Retry =>
  typeof given === "string" ? readRetry(given, registry) : (given ?? false);

/** Says what is stale. */
export async function plan(options: PlanOptions): Promise<number> {
  return withCatalogue(options, "read", async (db) => {
    const { workers } = options;
    const { notLoaded, contents, seconds, steps } = await stale(db, {
      retry: retryOf(options.retry, db.registry),
      workers,
    });
    if (options.json) {
      process.stdout.write(`${jsonLine({ contents, seconds, steps })}\n`);
      return exits.found;
    }
    const unseen =
      notLoaded.length > 0
        ? `Not loaded, so not checked: ${notLoaded.join(", ")}. Load their plugins with --plugin.\n`
        : "";
    if (steps.length === 0) {
      process.stderr.write(`Nothing to do: all values come from the analyzers that are loaded.\n${unseen}`);
      return exits.found;
    }
    const columns = [
      { heading: "would run", numeric: false },
      { heading: "version", numeric: true },
      { heading: "files", numeric: true },
      { heading: "because", numeric: false },
    ];
    process.stdout.write(`${table(columns, steps.map(rowOf), Number.POSITIVE_INFINITY).join("\n")}\n`);
    const long = seconds === null ? "duration unknown" : `about ${durationText(seconds)}`;
    process.stderr.write(`${counted(contents, "file")}, ${long}. midiq run computes them.\n${unseen}`);
    return exits.found;
  });
}

const rowOf = ({ id, kind, version, contents, reasons }: RerunStep): readonly string[] => [
  `${kind} ${id}`,
  String(version),
  contents.toLocaleString("en"),
  Object.entries(reasons)
    .map(([reason, count]) => (count === contents ? reason : `${reason} (${count.toLocaleString("en")})`))
    .join(", "),
];
