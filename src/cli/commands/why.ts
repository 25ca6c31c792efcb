/** midiq why FILE QUERY: which conditions hold for a file, and why. */

import { evidenceText } from "../../catalogue/asking/evidence-text.ts";
import type { Reason } from "../../catalogue/asking/why.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, explainFailure, Mistake } from "../failure.ts";
import { meantFile } from "../look/meant-file.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq why`. */
export interface WhyOptions extends CatalogueOptions {
  readonly json?: true;
}

/** Prints the conditions as a tree; 0 when the query finds the file, 1 when not. */
export async function why(file: string, query: string, options: WhyOptions): Promise<number> {
  if (query === "")
    throw new Mistake('Cannot explain without a query: for example midiq why song.mid "bpm 120..130 key C"');
  return withCatalogue(options, "read", async (db) => {
    try {
      const meant = await meantFile(db, file);
      const prepared = await db.prepare(query);
      for (const note of prepared.notes) process.stderr.write(`${note}\n`);
      const found = await db.why(meant, meant, prepared);
      process.stdout.write(`${options.json ? jsonLine(found) : lines(found, "").join("\n")}\n`);
      return found.holds ? exits.found : exits.nothing;
    } catch (error) {
      if ((error as { code?: string }).code === "missing-file") throw new Mistake((error as Error).message);
      return explainFailure(error, process.stderr, query);
    }
  });
}

function lines(reason: Reason, indent: string): readonly string[] {
  const { text, holds, parts, evidence, likeness } = reason;
  const told = [
    ...valueText(reason),
    ...(likeness === undefined ? [] : [`likeness ${likeness.toFixed(3)}`]),
    ...(evidence.length > 0 ? [evidenceText(evidence)] : []),
  ];
  const own = `${indent}${holds ? "✓" : "✗"} ${text}${told.length > 0 ? `   ${told.join("; ")}` : ""}`;
  return [own, ...parts.flatMap((part) => lines(part, `${indent}  `))];
}

/** Longest value that is told: texts of patterns go on for pages. */
const longest = 60;

function valueText({ values }: Reason): readonly string[] {
  const entries = Object.entries(values);
  const [first] = entries;
  if (!first) return [];
  const [name, value] = first;
  const about = entries
    .slice(1)
    .flatMap(([, one]) => (one === null ? [] : [typeof one === "number" ? one.toFixed(2) : String(one)]));
  const shown = value === null ? "unknown" : Array.isArray(value) ? value.join(", ") : String(value);
  const cut = shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
  return [`${name} ${cut}${about.length > 0 ? ` (${about.join(", ")})` : ""}`];
}
