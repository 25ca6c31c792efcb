/** midiq import and merge: what midiq export wrote comes into a catalogue, on any engine. */

import { importCatalogue } from "../../catalogue/move/import.ts";
import { mergeFiles } from "../../catalogue/move/merge-files.ts";
import { importedLine } from "../../pages/import-words.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { untilStopped, usualGrace } from "../stop.ts";

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
  else process.stderr.write(`${importedLine(imported)}\n`);
  return exits.found;
}

/** Merges files, each once. */
export async function mergeAll(files: readonly string[], { db, sync, json }: ImportCommandOptions): Promise<number> {
  const last = (): string => "Stopped. Files that were merged stay. Run the same command again to go on.";
  await untilStopped({ last, grace: usualGrace }, (signal) =>
    mergeFiles(db, files, {
      sync,
      signal,
      onFile: (file, did) =>
        json
          ? process.stdout.write(`${jsonLine({ file, ...did })}\n`)
          : process.stderr.write(`${file}: ${importedLine(did)}\n`),
    }),
  );
  return exits.found;
}
