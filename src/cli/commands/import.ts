/** midiq import: what midiq export wrote into a catalogue, on any engine. */

import { importCatalogue } from "../../catalogue/move/import.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { counted } from "../progress.ts";
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
  const last = (): string => "Stopped. An import comes in whole or not at all: run the same command again.";
  const imported = await untilStopped({ last }, () => importCatalogue(db, file, { merge: merge === true, sync }));
  if (json) process.stdout.write(`${jsonLine(imported)}\n`);
  else if (imported.marks) {
    const { tags, ratings, queries, absent } = imported.marks;
    const came = `${counted(tags, "tag")}, ${counted(ratings, "rating")} and ${counted(queries, "saved query", "saved queries")} came back`;
    const later =
      absent > 0 ? `; ${counted(absent, "file")} that it marks are not here: add them, then import it again` : "";
    process.stderr.write(`${came}${later}\n`);
  } else if (imported.already) process.stderr.write("All of it is in the catalogue already: nothing came in\n");
  else {
    const { content = 0, copy = 0 } = imported.rows;
    const how = imported.merged ? "came in beside what was there" : "came in";
    process.stderr.write(`${counted(content, "content")}, ${counted(copy, "file")} ${how}\n`);
  }
  return exits.found;
}
