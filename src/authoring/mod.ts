/** Writing plugins: one to begin with, checks, what is loaded and remembered, and forgetting one. */
import "../runtime.ts";

export type { CheckOptions, PluginCheck } from "./check-plugin.ts";
export { checkPlugin } from "./check-plugin.ts";
export type { Checked } from "./check-plugins.ts";
export type { Finding, PartFigures } from "./findings.ts";
export type { ListedPlugin, PluginList, RememberedPart } from "./list-plugins.ts";
export { listPlugins } from "./list-plugins.ts";
export { newPlugin } from "./new-plugin.ts";
export type { OwnTests } from "./own-tests.ts";
export type { PurgedPlugins } from "./purge-plugins.ts";
export { purgePlugins } from "./purge-plugins.ts";
