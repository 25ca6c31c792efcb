/** A catalogue forgets plugins: their columns, values, tags and failures. */

import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Purge } from "../catalogue/renewing/purge.ts";
import { rememberedParts } from "../catalogue/renewing/remembered.ts";
import core from "../core.ts";
import { AskedError } from "../errors.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { ownParts } from "./own-parts.ts";

/** What a purge drops, or would drop. */
export interface PurgedPlugins extends Purge {
  /** Analyzers and taggers that are forgotten. */
  readonly ids: readonly string[];
}

/**
 * Forgets plugins, or with `dryRun` finds out what that would drop.
 *
 * @param db a catalogue that was opened without them, since it would make their columns again; for writing, unless nothing is dropped.
 * @param names of plugins among the loaded ones, or ids of analyzers and taggers that the catalogue remembers.
 * @throws AskedError `no-plugin` for a name that the catalogue does not remember, `own-plugin` for what belongs to midiq.
 * @example
 * const { fields, contents } = await purgePlugins(db, ["swing"], [swing], { dryRun: true });
 */
export async function purgePlugins(
  db: Catalogue,
  names: readonly string[],
  loaded: readonly Plugin[],
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<PurgedPlugins> {
  const remembered = (await rememberedParts(db.store)).map(({ id }) => id);
  const ids = names.flatMap((name) => {
    if (name === core.name || ownParts.has(name))
      throw new AskedError("own-plugin", `Cannot purge "${name}": it belongs to midiq itself`);
    const plugin = loaded.find((one) => one.name === name);
    const parts = plugin ? plugin.provides.map(({ id }) => id).filter((id) => remembered.includes(id)) : [];
    if (parts.length > 0) return parts;
    if (remembered.includes(name)) return [name];
    const known = remembered.filter((id) => !ownParts.has(id));
    throw new AskedError(
      "no-plugin",
      `Cannot purge "${name}": the catalogue remembers ${known.length > 0 ? `only ${known.join(", ")}` : "no plugins"}`,
    );
  });
  return { ids, ...(await db.purge(ids, { dryRun })) };
}
