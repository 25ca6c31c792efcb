/** midiq dupes: files that are the same, in clusters, and which of each would be kept. */

import type { Level } from "../../../dsl/mod.ts";
import { sparesIn, sparesOf } from "../../catalogue/duplicates/spares.ts";
import { clusterLines, duplicatesSummary } from "../../pages/duplicates-page.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { shortPath } from "../../text/short-path.ts";
import { exits, Mistake } from "../failure.ts";
import { type CatalogueOptions, configOf, withCatalogue } from "../settings.ts";

/** Options of `midiq dupes`. */
export interface DupesOptions extends CatalogueOptions {
  readonly level?: Level;
  /** Rules between commas. */
  readonly keep?: string;
  readonly output?: string;
  readonly json?: true;
  readonly null?: true;
  readonly limit?: number;
  /** A folder to which those that would not be kept are moved. */
  readonly setAside?: string;
  readonly apply?: true;
}

/** Forms that clusters can be printed in; as with rows, json and jsonl both are an object a line. */
const dupesForms = ["table", "json", "jsonl", "paths"] as const;
const isForm = (name: string): name is (typeof dupesForms)[number] => dupesForms.some((one) => one === name);

/** Clusters that people are shown when they do not say how many. */
const shownClusters = 50;

/** Shows duplicates among what a query finds: 0 when there are some, 1 when there are none. */
export async function dupes(query: string, options: DupesOptions): Promise<number> {
  const form = options.json ? "json" : (options.output ?? "table");
  if (!isForm(form)) throw new Mistake(`Cannot print duplicates as "${form}": expected ${dupesForms.join(", ")}`);
  if (options.null && form !== "paths") throw new Mistake("Cannot end lines with null bytes: -0 is for -o paths");
  const keep = options.keep?.split(",").map((rule) => rule.trim()) ?? (await configOf())?.keep;
  if (options.apply && options.setAside === undefined) {
    throw new Mistake(
      "Cannot apply anything: midiq dupes needs --set-aside FOLDER, the place for files that would not be kept",
    );
  }
  // What is the same music only (transposed, edited) may be wanted twice: nobody sets it aside unasked.
  const level = options.level ?? (options.setAside === undefined ? undefined : "notes");
  return withCatalogue(options, options.apply ? "write" : "read", async (db) => {
    const duplicates = await db.duplicates(query === "" ? undefined : query, {
      ...(level && { level }),
      ...(keep && { keep }),
    });
    for (const note of duplicates.notes) process.stderr.write(`${note}\n`);
    if (options.setAside !== undefined) {
      const { paths, closeness } = await sparesOf(duplicates, options.limit);
      const { bytes, notes, music } = closeness;
      if (!options.apply && !options.json && notes + music > 0)
        process.stderr.write(
          `Outside archives ${counted(bytes, "file has", "files have")} the same bytes as a kept file, ${notes} the same notes, ${music} the same music; --level bytes takes only those with the same bytes\n`,
        );
      const { setAside } = await import("../set-aside.ts");
      return setAside(paths, options.setAside, query, { ...options, db });
    }
    const limit = options.limit ?? (form === "table" ? shownClusters : undefined);
    let archived = 0;
    for await (const cluster of duplicates.clusters(limit)) {
      if (form === "json" || form === "jsonl") await write(`${jsonLine(cluster)}\n`);
      else if (form === "table") await write(`${clusterLines(cluster, shortPath).join("\n")}\n\n`);
      else {
        const spare = sparesIn(cluster);
        const loose = spare.filter(({ archive }) => archive === null);
        archived += spare.length - loose.length;
        await write(loose.map(({ path }) => `${path}${options.null ? "\0" : "\n"}`).join(""));
      }
    }
    if (archived > 0) process.stderr.write(`${counted(archived, "file")} inside archives left out\n`);
    if (form === "table") process.stderr.write(`${duplicatesSummary(duplicates, limit).join("\n")}\n`);
    return duplicates.summary.some(({ clusters }) => clusters > 0) ? exits.found : exits.nothing;
  });
}

/** Waits where a reader is slow, so that a million lines need no memory. */
const write = (text: string): Promise<void> | undefined =>
  text === "" || process.stdout.write(text)
    ? undefined
    : new Promise((done) => {
        process.stdout.once("drain", done);
      });
