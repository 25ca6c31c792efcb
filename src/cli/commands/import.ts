/** midiq import: what midiq export wrote into a catalogue, on any engine. */

import { importCatalogue } from "../../catalogue/move/import.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { untilStopped } from "../stop.ts";

/** Options of `midiq import`. */
export interface ImportCommandOptions {
  readonly db: string;
  readonly merge?: true;
  readonly sync?: boolean;
  readonly json?: true;
}

/** Imports the file, whole or not at all. */
export async function importAll(file: string, { db, merge, sync, json }: ImportCommandOptions): Promise<number> {
  const last = (): string => "Stopped. Nothing was imported. Run the same command again to start over.";
  const imported = await untilStopped({ last }, () => importCatalogue(db, file, { merge: merge === true, sync }));
  if (json) process.stdout.write(`${jsonLine(imported)}\n`);
  else if (imported.marks) {
    const { tags, ratings, queries, absent } = imported.marks;
    const came = `${counted(tags, "tag")}, ${counted(ratings, "rating")} and ${counted(queries, "saved query", "saved queries")} restored`;
    const later =
      absent > 0
        ? `; ${counted(absent, "file")} with tags or ratings are not in the catalogue: add them, then import it again`
        : "";
    process.stderr.write(`${came}${later}\n`);
  } else if (imported.already) process.stderr.write("The catalogue already has all of it: nothing was imported\n");
  else {
    const { content = 0, copy = 0 } = imported.rows;
    const how = imported.merged ? "added" : "imported";
    process.stderr.write(`${how} ${counted(copy, "file")}, ${content.toLocaleString("en")} of them distinct\n`);
  }
  return exits.found;
}
