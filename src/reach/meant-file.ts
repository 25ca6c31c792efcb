/** Which file somebody means: its path, the start of its hash, or its name where the catalogue has one file of that name. */
import { hashPrefix, tooShortPrefix } from "../../dsl/mod.ts";
import { pathsEnding } from "../catalogue/asking/ending.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { AskedError } from "../errors.ts";
import { locate } from "../sources/locate.ts";
import { plain } from "../text/plain.ts";
import { shortPath } from "../text/short-path.ts";
import { pathOf } from "./known-files.ts";

/** Files that are told where a name is that of several. */
const told = 5;

/**
 * The path, or the hash, of the file that is meant.
 *
 * @throws AskedError `no-file` where there is none, `several-files` where the catalogue has several of that name.
 * @example
 * const path = await meantFile(db, "song.mid");
 */
export async function meantFile(db: Catalogue, named: string): Promise<string> {
  const path = pathOf(named);
  if (locate(path) !== undefined) return path;
  if ((await db.show(path)).length > 0) return path;
  if (hashPrefix(named) !== undefined && (await db.show(named)).length > 0) return named;
  const paths = await pathsEnding(db.store, named);
  if (paths.length === 1) return paths[0] as string;
  if (paths.length === 0)
    throw new AskedError(
      "no-file",
      `Cannot find "${plain(named)}": there is no such file, here or in the catalogue${tooShortPrefix(named)}`,
    );
  const lines = paths.slice(0, told).map((one) => `  ${plain(shortPath(one))}`);
  const rest = paths.length > told ? ["  ..."] : [];
  throw new AskedError(
    "several-files",
    [`Cannot choose between several files named "${plain(named)}":`, ...lines, ...rest].join("\n"),
  );
}
