/** The plugin that comes with midiq: all its analyzers and taggers. Its fields have bare names: `bpm`, not `tempo.bpm`. */
import { analyzers } from "./analyzers/mod.ts";
import { definePlugin, markOwn, type Plugin } from "./plugin/plugin.ts";
import { taggers } from "./taggers/mod.ts";

/** The analyzers and taggers that come with midiq. */
export const core: Plugin<"core", readonly [...typeof analyzers, ...typeof taggers]> = markOwn(
  definePlugin(import.meta.url, { name: "core", api: 1, provides: [...analyzers, ...taggers] }),
);

export default core;
