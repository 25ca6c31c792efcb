/**
 * Loads plugins from the URLs of their modules. A plugin may lie anywhere, also on a desktop far from any project: its
 * import of "midiq" is answered with this very copy of midiq.
 */
import * as nodeModule from "node:module";
import { doors } from "./doors.ts";
import { PluginError } from "./error.ts";
import { apiVersion, type Plugin } from "./plugin.ts";
import { type ShippedPlugin, shippedPlugins, shippedUrl } from "./shipped.ts";

/** The part of Bun's interface that answers an import. */
interface ModuleHost {
  readonly plugin: (plugin: {
    readonly name: string;
    readonly setup: (build: {
      readonly module: (name: string, load: () => Promise<{ exports: object; loader: "object" }>) => void;
    }) => void;
  }) => void;
}

/** The part of Node's interface (22.15 and newer) that answers an import. Deno has none: it asks its import map. */
interface ModuleHooks {
  readonly registerHooks?: (hooks: {
    readonly resolve: (
      specifier: string,
      context: unknown,
      next: (specifier: string, context: unknown) => unknown,
    ) => unknown;
  }) => void;
}

let isOffered = false;

/** Answers `import "midiq"`, `"midiq/midi"` and so on, of any module in this thread, with our own modules (.js when published). */
export function offerMidiq(): void {
  if (isOffered) return;
  isOffered = true;
  const ending = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  const urlOf = (module: string): string => new URL(`../../${module}${ending}`, import.meta.url).href;
  const rooms = Object.entries(doors).map(([name, module]) => [`midiq/${name}`, urlOf(module)] as const);
  const shipped = (Object.keys(shippedPlugins) as ShippedPlugin[]).map(
    (name) => [`midiq/plugins/${name}`, shippedUrl(name)] as const,
  );
  const offered = new Map([["midiq", urlOf("mod")], ...rooms, ...shipped]);
  const bun = (globalThis as { readonly Bun?: ModuleHost }).Bun;
  if (bun) {
    bun.plugin({
      name: "midiq",
      setup: (build) => {
        for (const [name, url] of offered) {
          build.module(name, async () => ({ exports: await import(url), loader: "object" }));
        }
      },
    });
    return;
  }
  (nodeModule as ModuleHooks).registerHooks?.({
    resolve: (specifier, context, next) => {
      const url = offered.get(specifier);
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
  });
}

/**
 * Imports a module of a user: a plugin, a configuration.
 *
 * @param what what it is called in the error.
 * @throws PluginError `not-found` when it cannot be imported.
 */
export async function importOwn(url: string, what: string): Promise<unknown> {
  offerMidiq();
  try {
    return ((await import(url)) as { readonly default?: unknown }).default;
  } catch (error) {
    throw new PluginError("not-found", `Cannot load the ${what} ${url}: ${reasonOf(error)}`, error);
  }
}

/** What an import threw, in one line: a syntax error comes as a list of messages. */
function reasonOf(error: unknown): string {
  const { errors, message } = error as { readonly errors?: readonly unknown[]; readonly message?: unknown };
  const [first] = errors ?? [];
  const missing = missingPackage(first ?? error);
  if (missing !== undefined)
    return `the package "${missing}" is not installed next to it, and midiq never downloads packages; install it there first`;
  const text = String((first as { message?: unknown } | undefined)?.message ?? message ?? error).split("\n")[0];
  const { line } = ((first ?? error) as { readonly position?: { readonly line?: number } | null }).position ?? {};
  return line === undefined ? `${text}` : `${text} (line ${line})`;
}

/** The package that an import did not find; Bun and Node give the error this code, and Bun the name too. */
function missingPackage(error: unknown): string | undefined {
  const { code, specifier } = error as { readonly code?: unknown; readonly specifier?: unknown };
  if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") return undefined;
  return typeof specifier === "string" && !/^[./]|^\w+:/.test(specifier) ? specifier : undefined;
}

/**
 * The plugins of a module: its default export is a plugin, or a preset, which is an array of them.
 *
 * @throws PluginError `not-found` when it cannot be imported, `bad-plugin` when its default export is neither.
 */
export async function loadPlugins(url: string): Promise<readonly Plugin[]> {
  const exported = await importOwn(url, "plugin");
  const all = (Array.isArray(exported) ? exported.flat() : [exported]) as readonly unknown[];
  return all.map((one) => checkPlugin(one, url));
}

function checkPlugin(one: unknown, url: string): Plugin {
  const plugin = one as Partial<Plugin> | undefined;
  if (plugin?.kind !== "plugin" || !Array.isArray(plugin.provides) || typeof plugin.name !== "string") {
    throw new PluginError(
      "bad-plugin",
      `Cannot use ${url} as a plugin: its default export is not a plugin; end the file with export default definePlugin(...)`,
    );
  }
  if (plugin.api !== apiVersion) {
    throw new PluginError(
      "bad-plugin",
      `Cannot use ${url}: it needs api ${plugin.api}, and this midiq has ${apiVersion}`,
    );
  }
  // A plugin of a preset has the URL of its own module; one that says none is loaded from where it was found.
  return { ...(plugin as Plugin), url: plugin.url ?? url };
}
