/** midiq plugins new: writes a plugin to begin with. */

import { relative, resolve } from "node:path";
import { newPlugin } from "../../authoring/new-plugin.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";

/** Options of `midiq plugins new`. */
export interface NewOptions {
  readonly folder: string;
  readonly json?: true;
}

/** Writes NAME.ts and NAME.test.ts, and says what to do next. */
export function writePlugin(name: string, { folder, json }: NewOptions): number {
  const files = newPlugin(name, folder);
  if (json) process.stdout.write(`${jsonLine({ files: files.map((path) => resolve(path)) })}\n`);
  else {
    const path = shown(files[0] ?? "");
    for (const file of files) process.stdout.write(`${shown(file)}\n`);
    process.stderr.write(`Next:
  midiq plugins test ${path}        checks it over sample files, and runs its test
  midiq add ~/midi --plugin ${path}   adds its field and tag to new files; for files in the catalogue: midiq run --plugin ${path}
  midiq "${name}.share 0.5.."          finds files by them, also without --plugin
`);
  }
  return exits.found;
}

/** A path as it can be typed after --plugin: a bare name might be a package. */
function shown(path: string): string {
  const short = relative(process.cwd(), resolve(path));
  return short.startsWith("..") ? resolve(path) : `./${short}`;
}
