/**
 * Loads plugins by path, package name or URL. A plugin may lie anywhere, also on a desktop far from any project: its
 * import of "midiq" is answered with this very copy of midiq.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { PluginError } from "./error.ts";
import { apiVersion, type Plugin } from "./plugin.ts";

/** The part of Bun's interface that answers an import; other runtimes resolve "midiq" by their import map. */
interface ModuleHost {
  readonly plugin: (plugin: {
    readonly name: string;
    readonly setup: (build: {
      readonly module: (name: string, load: () => Promise<{ exports: object; loader: "object" }>) => void;
    }) => void;
  }) => void;
}

let offered = false;

/** Answers `import "midiq"` of any module in this thread with our own mod.ts (mod.js when published). */
function offerMidiq(): void {
  const host = (globalThis as { readonly Bun?: ModuleHost }).Bun;
  if (offered || !host) return;
  offered = true;
  const own = new URL(`../../mod${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`, import.meta.url).href;
  host.plugin({
    name: "midiq",
    setup: (build) => build.module("midiq", async () => ({ exports: await import(own), loader: "object" })),
  });
}

/** The URL of a plugin that was named by path, package name or URL. */
export function pluginUrl(named: string, folder: string): string {
  if (/^(file|https?|npm|jsr|data|blob):/.test(named)) return named;
  const path = isAbsolute(named) ? named : resolve(folder, named);
  if (existsSync(path)) return pathToFileURL(path).href;
  if (/^[./]|^[A-Za-z]:\\|\.[cm]?[jt]s$/.test(named)) {
    throw new PluginError("not-found", `Cannot find the plugin "${named}": there is no file ${path}`);
  }
  try {
    return pathToFileURL(createRequire(`${folder}/`).resolve(named)).href;
  } catch (error) {
    throw new PluginError("not-found", `Cannot find the plugin "${named}": it is no file, and no package here`, error);
  }
}

/**
 * Imports a plugin from its URL.
 *
 * @throws PluginError `not-found` when it cannot be imported, `bad-plugin` when its default export is no plugin.
 */
export async function loadPlugin(url: string): Promise<Plugin> {
  offerMidiq();
  let loaded: { readonly default?: unknown };
  try {
    loaded = await import(url);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PluginError("not-found", `Cannot load the plugin ${url}: ${why}`, error);
  }
  const plugin = loaded.default as Partial<Plugin> | undefined;
  if (plugin?.kind !== "plugin" || !Array.isArray(plugin.provides)) {
    throw new PluginError(
      "bad-plugin",
      `Cannot use ${url} as a plugin: its default export is none; end the file with export default definePlugin(...)`,
    );
  }
  if (plugin.api !== apiVersion) {
    throw new PluginError("bad-plugin", `Cannot use ${url}: it wants api ${plugin.api}, this midiq has ${apiVersion}`);
  }
  return { ...(plugin as Plugin), url };
}
