/** midiq plugins purge: the catalogue forgets a plugin, after it was said what that means. */

import { type PurgedPlugins, purgePlugins } from "../../authoring/purge-plugins.ts";
import { open } from "../../catalogue/catalogue.ts";
import core from "../../core.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { type CatalogueOptions, configOf, pluginsOf } from "../settings.ts";

/** Options of `midiq plugins purge`. */
export interface PurgeOptions extends CatalogueOptions {
  readonly apply?: true;
  readonly json?: true;
}

/** Says what a purge would drop, and drops it with `--apply`. */
export async function forgetPlugins(names: readonly string[], options: PurgeOptions): Promise<number> {
  const loaded = await pluginsOf(options);
  // Opened without the plugin, which would get its columns again.
  const db = await open(options.db, { plugins: [core], mode: options.apply ? "write" : "read" });
  try {
    const purged = await purgePlugins(db, names, loaded, { dryRun: !options.apply });
    const { ids, ...dropped } = purged;
    if (options.json) process.stdout.write(`${jsonLine({ ids, applied: options.apply ?? false, ...dropped })}\n`);
    else {
      process.stdout.write(`${linesOf(purged).join("\n")}\n`);
      process.stderr.write(options.apply ? "Done.\n" : "Nothing has changed yet: --apply removes it.\n");
    }
    const config = await configOf();
    const configured = config?.plugins.find(({ provides }) => provides.some(({ id }) => ids.includes(id)));
    if (config && configured && options.apply) {
      process.stderr.write(
        `${config.file} still loads "${configured.name}": the next midiq add creates its fields again.\n`,
      );
    }
    return exits.found;
  } finally {
    await db.close();
  }
}

const linesOf = ({ ids, fields, contents, failures, tagged, sets }: PurgedPlugins): readonly string[] => [
  `analyzers and taggers: ${ids.join(", ")}`,
  `fields: ${fields.length > 0 ? `${fields.join(", ")}, with values for ${counted(contents, "file")}` : "none"}`,
  `tags: on ${counted(tagged.contents, "file")} from their music, on ${counted(tagged.copies, "path")} from their names`,
  `failures: on ${counted(failures, "file")}`,
  `analyzer sets: ${sets}`,
];
