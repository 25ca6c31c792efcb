/** midiq plugins purge: the catalogue forgets a plugin, after it was said what that means. */

import { open } from "../../catalogue/catalogue.ts";
import type { Purge } from "../../catalogue/renewing/purge.ts";
import { rememberedParts } from "../../catalogue/renewing/remembered.ts";
import core from "../../core.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, Mistake } from "../failure.ts";
import { type CatalogueOptions, configOf, pluginsOf } from "../settings.ts";
import { ownParts } from "./own.ts";

/** Options of `midiq plugins purge`. */
export interface PurgeOptions extends CatalogueOptions {
  readonly apply?: true;
  readonly json?: true;
}

/**
 * Says what a purge would drop, and drops it with `--apply`.
 *
 * @param names of plugins that are loaded, or ids of analyzers and taggers that the catalogue remembers.
 */
export async function purgePlugins(names: readonly string[], options: PurgeOptions): Promise<number> {
  const loaded = await pluginsOf(options);
  // Opened without the plugin, which would get its columns again.
  const db = await open(options.db, { plugins: [core], mode: options.apply ? "write" : "read" });
  try {
    const remembered = (await rememberedParts(db.store)).map(({ id }) => id);
    const ids = names.flatMap((name) => {
      if (name === core.name || ownParts.has(name))
        throw new Mistake(`Cannot purge "${name}": it belongs to midiq itself`);
      const plugin = loaded.find((one) => one.name === name);
      const parts = plugin ? plugin.provides.map(({ id }) => id).filter((id) => remembered.includes(id)) : [];
      if (parts.length > 0) return parts;
      if (remembered.includes(name)) return [name];
      const known = remembered.filter((id) => !ownParts.has(id));
      throw new Mistake(
        `Cannot purge "${name}": the catalogue remembers ${known.length > 0 ? `only ${known.join(", ")}` : "no plugins"}`,
      );
    });
    const purged = await db.purge(ids, { dryRun: !options.apply });
    if (options.json) process.stdout.write(`${jsonLine({ ids, applied: options.apply ?? false, ...purged })}\n`);
    else {
      process.stdout.write(`${linesOf(ids, purged).join("\n")}\n`);
      process.stderr.write(options.apply ? "Done.\n" : "Nothing has changed yet: --apply removes it.\n");
    }
    const configured = (await configOf())?.plugins.find(({ provides }) => provides.some(({ id }) => ids.includes(id)));
    if (configured && options.apply) {
      process.stderr.write(
        `${(await configOf())?.file} still loads "${configured.name}": the next add creates its fields again.\n`,
      );
    }
    return exits.found;
  } finally {
    await db.close();
  }
}

const linesOf = (ids: readonly string[], { fields, contents, failures, tagged, sets }: Purge): readonly string[] => [
  `analyzers and taggers: ${ids.join(", ")}`,
  `fields: ${fields.length > 0 ? `${fields.join(", ")}, with values for ${counted(contents, "file")}` : "none"}`,
  `tags: on ${counted(tagged.contents, "file")} from their music, on ${counted(tagged.copies, "path")} from their names`,
  `failures: on ${counted(failures, "file")}`,
  `analyzer sets: ${sets}`,
];
