/** Connection services: named sets of parameters in a file (documentation, chapter "The Connection Service File"). */
import { homedir } from "node:os";
import { join } from "node:path";
import { readRegular } from "../../regular-file.ts";
import { StoreError } from "../error.ts";

/**
 * The parameters of a service.
 *
 * @throws StoreError `bad-url` when nobody knows the service.
 */
export function serviceOf(name: string, named: string | undefined): Readonly<Record<string, string>> {
  const file = named ?? join(homedir(), ".pg_service.conf");
  let text = "";
  try {
    text = readRegular(file).toString("utf8");
  } catch {
    // A file that is not there names no service.
  }
  let isOurs = false;
  let found: Record<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[(.*)\]\s*$/.exec(line);
    if (section) {
      isOurs = section[1] === name;
      if (isOurs) found ??= {};
      continue;
    }
    const [, key, value] = /^\s*([^#=\s]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (isOurs && found && key !== undefined && value !== undefined) found[key] = value;
  }
  if (!found) throw new StoreError("bad-url", `Cannot use the service "${name}": ${file} does not describe it`);
  return found;
}
