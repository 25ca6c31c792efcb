/** Where a plugin lies that was named by a path, a folder, a package name or a URL. */
import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readRegular } from "../regular-file.ts";
import { PluginError } from "./error.ts";
import { shippedNamed, shippedPlugins, shippedUrl } from "./shipped.ts";

/** Files of a folder that are its module, the first that is there. */
const mainFiles = ["mod.ts", "index.ts", "mod.js", "index.js", "mod.mjs", "index.mjs"] as const;

/**
 * The URL of a plugin's module. A bare name (`swing`) is a plugin that ships with midiq or an installed package, never what lies
 * in the folder under that name, which may be a stranger's: a path begins with `.` or `/`, has a folder, or ends in `.ts` or `.js`.
 *
 * @param folder where paths and packages are looked for from.
 * @throws PluginError `not-found`
 */
export function pluginUrl(named: string, folder: string): string {
  if (/^(file|https?|npm|jsr|data|blob):/.test(named)) return named;
  const shipped = shippedNamed(named);
  if (shipped) return shippedUrl(shipped);
  const path = isAbsolute(named) ? named : resolve(folder, named);
  const refuse = (why: string): never => {
    throw new PluginError("not-found", `Cannot find the plugin "${named}": ${why}`);
  };
  const isBare = /^[\w@-][\w-]*$/.test(named);
  if (!isBare && existsSync(path)) {
    const file = statSync(path).isDirectory() ? mainOf(path) : path;
    return file ? pathToFileURL(file).href : refuse(`the folder ${path} has no ${mainFiles.slice(0, 2).join(" or ")}`);
  }
  // As it is written in a clone and in the docs.
  const inClone = /^plugins[/\\]([^/\\]+)$/.exec(named)?.[1]?.replace(/\.[jt]s$/, "");
  const own = inClone === undefined ? undefined : shippedNamed(inClone);
  if (own) return shippedUrl(own);
  if (/^[./]|^[A-Za-z]:\\|\.[cm]?[jt]s$/.test(named)) refuse(`there is no file ${path}`);
  const found = packageFolder(named, folder);
  const main = found && mainOf(found);
  if (main) return pathToFileURL(main).href;
  if (isBare && existsSync(path)) return refuse(`for a file in this folder write ./${named}`);
  return refuse(
    isBare
      ? `no package here has that name; these plugins ship with midiq: ${Object.keys(shippedPlugins).join(", ")}`
      : "there is no such file or package here",
  );
}

/** The folder of an installed package, as modules are looked up: in the node_modules of each folder upwards. */
function packageFolder(name: string, folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = join(at, "node_modules", name);
    if (existsSync(found)) return found;
    if (at === dirname(at)) return undefined;
  }
}

/** The module of a folder: what its package.json says, or the usual name. */
function mainOf(folder: string): string | undefined {
  const about = join(folder, "package.json");
  const said = existsSync(about) ? entryOf(JSON.parse(readRegular(about).toString("utf8"))) : undefined;
  if (said !== undefined && existsSync(join(folder, said))) return join(folder, said);
  const main = mainFiles.find((file) => existsSync(join(folder, file)));
  return main && join(folder, main);
}

/** The path that `exports` or `main` of a package.json gives to an `import` of the package. */
function entryOf(about: { readonly exports?: unknown; readonly module?: unknown; readonly main?: unknown }) {
  const pick = (entry: unknown): string | undefined => {
    if (typeof entry === "string") return entry;
    if (typeof entry !== "object" || entry === null) return undefined;
    const ways = entry as Readonly<Record<string, unknown>>;
    return pick(ways["."] ?? ways["bun"] ?? ways["import"] ?? ways["default"] ?? ways["node"]);
  };
  return pick(about.exports) ?? pick(about.module) ?? pick(about.main);
}
