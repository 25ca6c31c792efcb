/** midiq plugins new: writes a plugin to begin with. */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { jsonLine } from "../../text/plain.ts";
import { exits, Mistake } from "../failure.ts";
import { pluginText, testText } from "./template.ts";

/** Options of `midiq plugins new`. */
export interface NewOptions {
  readonly folder: string;
  readonly json?: true;
}

/** Writes NAME.ts and NAME.test.ts, and says what to do next. */
export function newPlugin(name: string, { folder, json }: NewOptions): number {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name) || name.length > 40)
    throw new Mistake(
      `Cannot name a plugin "${name}": expected lower-case letters, digits and single dashes, as in low-notes`,
    );
  const files = [
    { path: join(folder, `${name}.ts`), text: pluginText(name) },
    { path: join(folder, `${name}.test.ts`), text: testText(name) },
  ];
  const there = files.find(({ path }) => existsSync(path));
  if (there) throw new Mistake(`Cannot write ${there.path}: it exists already, and midiq overwrites nothing`);
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of files) writeFileSync(path, text, { flag: "wx" });
  if (json) process.stdout.write(`${jsonLine({ files: files.map(({ path }) => resolve(path)) })}\n`);
  else {
    const path = shown(files[0]?.path ?? "");
    for (const file of files) process.stdout.write(`${shown(file.path)}\n`);
    process.stderr.write(`Next:
  midiq plugins test ${path}        checks it over sample files, and runs its test
  midiq add ~/midi --plugin ${path}   adds its field and tag to new files; for known files: midiq run --plugin ${path}
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
