/** What is loaded, what else ships with midiq, and what a catalogue remembers. */

import type { Catalogue } from "../catalogue/catalogue.ts";
import { type Remembered, rememberedParts } from "../catalogue/renewing/remembered.ts";
import { isOwn, type Plugin } from "../plugin/plugin.ts";
import { type ShippedPlugin, shippedPlugins, shippedUrl } from "../plugin/shipped.ts";
import { ownParts } from "./own-parts.ts";

/** A plugin that is loaded. */
export interface ListedPlugin extends Omit<Plugin, "kind" | "provides"> {
  /** Whether it is midiq's own. */
  readonly isOwn: boolean;
  readonly provides: readonly { readonly kind: string; readonly id: string; readonly version?: number }[];
}

/** Analyzers and taggers that a catalogue has values of, each with the loaded plugin that it belongs to. */
export interface RememberedPart extends Remembered {
  /** Null where none that is loaded provides it. */
  readonly plugin: string | null;
  /** Whether it belongs to midiq itself. */
  readonly isOwn: boolean;
}

/** What there is of plugins. */
export interface PluginList {
  readonly loaded: readonly ListedPlugin[];
  readonly catalogue: readonly RememberedPart[];
  /** Plugins that come with midiq and are not loaded: what each provides, by name. */
  readonly others: Readonly<Partial<Record<ShippedPlugin, string>>>;
}

/**
 * Lists plugins.
 *
 * @param loaded those that are loaded.
 * @param db the catalogue that is asked what it remembers, which reads every row once; none where it is left out.
 * @example
 * const { catalogue } = await listPlugins([core, swing], db);
 * const lost = catalogue.filter((part) => !part.isOwn && part.plugin === null);
 */
export async function listPlugins(loaded: readonly Plugin[], db?: Catalogue): Promise<PluginList> {
  const owners = new Map(loaded.flatMap((plugin) => plugin.provides.map(({ id }) => [id, plugin.name] as const)));
  const urls = new Set(loaded.map(({ url }) => url));
  const remembered = db ? await rememberedParts(db.store) : [];
  const others = Object.entries(shippedPlugins).filter(([name]) => !urls.has(shippedUrl(name as ShippedPlugin)));
  return {
    loaded: loaded.map((plugin) => {
      const { kind: _, ...rest } = plugin;
      return { ...rest, provides: plugin.provides.map(partOf), isOwn: isOwn(plugin) };
    }),
    catalogue: remembered.map((part) => ({
      ...part,
      plugin: owners.get(part.id) ?? null,
      isOwn: ownParts.has(part.id),
    })),
    others: Object.fromEntries(others),
  };
}

const partOf = ({ kind, id, ...rest }: Plugin["provides"][number]): ListedPlugin["provides"][number] => ({
  kind,
  id,
  ...("version" in rest ? { version: rest.version } : {}),
});
