/** A plugin to begin with: its file and its test, which pass as they are. */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AskedError } from "../errors.ts";
import { pluginText, testText } from "./template.ts";

const mostLetters = 40;

/**
 * Writes NAME.ts and NAME.test.ts, which define an analyzer and a tagger, and test them.
 *
 * @param name `low-notes`: what the plugin, its analyzer and its field are called.
 * @param folder where they are written; it is made where it is not there.
 * @returns the paths of both files, the plugin first.
 * @throws AskedError `bad-name` for what is no name, `exists` where a file would be overwritten.
 * @example
 * const [plugin] = newPlugin("low-notes", "plugins");
 */
export function newPlugin(name: string, folder: string): readonly string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name) || name.length > mostLetters)
    throw new AskedError(
      "bad-name",
      `Cannot name a plugin "${name}": expected lower-case letters, digits and single dashes, as in low-notes`,
    );
  const files = [
    { path: join(folder, `${name}.ts`), text: pluginText(name) },
    { path: join(folder, `${name}.test.ts`), text: testText(name) },
  ];
  const there = files.find(({ path }) => existsSync(path));
  if (there)
    throw new AskedError("exists", `Cannot write ${there.path}: it exists already, and midiq overwrites nothing`);
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of files) writeFileSync(path, text, { flag: "wx" });
  return files.map(({ path }) => path);
}
