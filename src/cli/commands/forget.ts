/** midiq forget --missing: drops what the catalogue keeps of files that are gone. */

import { resolve } from "node:path";
import { isBucketUrl } from "../../sources/s3.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, Mistake } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq forget`. */
export interface ForgetOptions extends CatalogueOptions {
  readonly missing?: true;
  readonly apply?: true;
  readonly json?: true;
}

/** Says what would be dropped, and drops it with `--apply`: 0, or 1 where nothing is missing. */
export async function forget(paths: readonly string[], options: ForgetOptions): Promise<number> {
  if (!options.missing)
    throw new Mistake("Cannot forget without --missing: it lists records of deleted files, and --apply removes them");
  const under = paths.map((path) => (isBucketUrl(path) ? path : resolve(path)));
  return withCatalogue(options, "write", async (db) => {
    const forgotten = await db.forget(under, { dryRun: !options.apply });
    const { copies, contents, marked } = forgotten;
    if (options.json) process.stdout.write(`${jsonLine(forgotten)}\n`);
    else if (copies === 0) process.stdout.write("no file is missing\n");
    else {
      const whole =
        contents === 0 ? "the same bytes exist elsewhere" : `${counted(contents, "file")} left with no copy`;
      const lost = marked === 0 ? "" : `, ${marked} of them with your tags or ratings`;
      process.stdout.write(
        `${options.apply ? "forgot" : "would forget"} ${counted(copies, "missing path")}: ${whole}${lost}\n`,
      );
      if (!options.apply) process.stdout.write("Nothing has changed yet: --apply removes them\n");
    }
    return copies > 0 ? exits.found : exits.nothing;
  });
}
