/** What people say of locations: `nas1=/mnt/midi` on the command line, `{ "/mnt/midi": "nas1" }` in a configuration. */

import { resolve } from "node:path";
import { AskedError } from "../../errors.ts";

/** Folders of this machine, each with the location that it is; paths are whole, without a slash at their end. */
export type Locations = readonly { readonly path: string; readonly name: string }[];

/** Names stand before a colon in stored paths; one letter would be a drive. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]+$/;

/**
 * Reads locations by path.
 *
 * @param folder what relative paths are relative to.
 * @throws AskedError for a name that cannot be one.
 */
export function readLocations(byPath: Readonly<Record<string, string>>, folder = process.cwd()): Locations {
  return Object.entries(byPath).map(([path, name]) => {
    if (!namePattern.test(name)) {
      const expected = "letters, digits, dots, dashes and underscores, at least two";
      throw new AskedError("bad-location", `Cannot use "${name}" as the name of a location: expected ${expected}`);
    }
    return { path: resolve(folder, path).replace(/[/\\]+$/, ""), name };
  });
}
