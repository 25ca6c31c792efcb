/**
 * The code that a module can load, told from its text: whoever trusts a configuration trusts the plugins beside it as they are
 * now. Whatever stands in quotes and is the name of a file of code counts, so too much rather than too little is found.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readRegular } from "../regular-file.ts";

/** A module with all that it can load from this machine. */
export interface Closure {
  /** Absolute paths, the module first. */
  readonly files: readonly string[];
  /** SHA-256 of all paths and contents, in hex. */
  readonly hash: string;
  /** Addresses of modules on other machines that are named in it. */
  readonly remote: readonly string[];
  /** Why it cannot be told what it loads; undefined where it can. */
  readonly unknown?: string;
}

/** Ends of names that a runtime takes for code, or for data of modules. */
const codeEnds = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".wasm", ".node", ".toml"];
/** Code that is read for the names in it. */
const scannedEnds: ReadonlySet<string> = new Set([...codeEnds.slice(0, 9), ""]);
/** `./x.js` may mean `./x.ts`. */
const otherEnds: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};
const folderFiles = ["package.json", ...["mod", "index"].flatMap((name) => codeEnds.map((end) => name + end))];

/** A plugin has a few files; a package that is a plugin, with what it needs, some hundred. */
const mostFiles = 3000;
const mostBytes = 64 * 2 ** 20;
/** Nothing longer is a path. */
const longestName = 1024;

/** Ways to load code whose name is not there to be read. */
const hiddenLoad =
  /\b(?:import|require)\s*\(\s*(?!["'`\s])|\b(?:import|require)\s*\(\s*`[^`]*\$\{|\bcreateRequire\s*\(|\beval\s*\(|\bnew\s+Function\s*\(/;

/** Finds all that a module can load. @throws the system's error when the module itself cannot be read. */
export function closureOf(module: string): Closure {
  const first = resolve(module);
  const found = new Map<string, string>();
  const remote = new Set<string>();
  const packages = new Set<string>();
  const waiting = [first];
  let bytes = 0;
  let unknown: string | undefined;
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (found.has(path)) continue;
    const content = readRegular(path, mostBytes);
    found.set(path, createHash("sha256").update(content).digest("hex"));
    bytes += content.length;
    if (found.size > mostFiles || bytes > mostBytes) {
      unknown = `it loads more than ${mostFiles.toLocaleString("en")} files, or ${mostBytes / 2 ** 20} MB`;
      break;
    }
    if (!scannedEnds.has(extname(path))) continue;
    const text = content.toString("utf8");
    // All code of a package is in already, whatever name it is loaded by.
    if (!path.includes("/node_modules/") && !path.endsWith(".json")) unknown ??= hiddenLoadIn(text, path);
    for (const name of quotedIn(text)) {
      if (/^(?:https?|npm|jsr):/.test(name)) remote.add(name);
      else waiting.push(...modulesNamed(name, path, packages));
    }
  }
  const hash = createHash("sha256");
  for (const [path, own] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${path}\0${own}\0`);
  return {
    files: [...found.keys()],
    hash: hash.digest("hex"),
    remote: [...remote],
    ...(unknown !== undefined && { unknown }),
  };
}

function hiddenLoadIn(text: string, path: string): string | undefined {
  const at = text.search(hiddenLoad);
  if (at < 0) return undefined;
  const line = text.slice(0, at).split("\n").length;
  return `line ${line} of ${path} loads code by a name that is computed while it runs`;
}

/** What stands between two quotes of one kind on one line, wherever strings really begin and end. */
function quotedIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const line of text.split(/[\n\r]/)) {
    for (const quote of ['"', "'", "`"]) {
      const parts = line.split(quote);
      for (const part of parts.slice(1, -1)) {
        if (part.length <= longestName && part.trim() !== "" && !part.includes("\0")) names.add(part.trim());
      }
    }
  }
  // Our own copy answers for midiq itself.
  names.delete("midiq");
  return names;
}

/** Files of code that a name may mean in a module. */
function modulesNamed(name: string, from: string, packages: Set<string>): readonly string[] {
  const folder = dirname(from);
  if (name.startsWith("file:")) return filesAt(pathOfUrl(name), false);
  if (/^#[\w@]/.test(name)) return aboutAbove(folder);
  const near = filesAt(resolve(folder, name.replace(/[?#].*$/, "")), name.startsWith("."));
  if (near.length > 0 || !/^(?:@[\w.-]+\/)?[\w-][\w.-]*(?:\/|$)/.test(name)) return near;
  const [scope = "", second = ""] = name.split("/");
  return filesOfPackage(scope.startsWith("@") ? `${scope}/${second}` : scope, folder, packages);
}

function pathOfUrl(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

/** @param isRelative such a name may be that of code without an ending; elsewhere it is mostly something else. */
function filesAt(path: string | undefined, isRelative: boolean): readonly string[] {
  if (path === undefined) return [];
  const end = extname(path);
  const near = [
    path,
    ...codeEnds.map((one) => path + one),
    ...(otherEnds[end] ?? []).map((one) => path.slice(0, -end.length) + one),
  ];
  const inside = factsOf(path)?.isDirectory() ? folderFiles.map((one) => join(path, one)) : [];
  return [...near, ...inside].filter((one) => isCode(one, isRelative));
}

const isCode = (path: string, isBare = false): boolean =>
  (codeEnds.includes(extname(path)) || (isBare && extname(path) === "")) && factsOf(path)?.isFile() === true;

function factsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** The package.json that says what `#name` means in a folder. */
function aboutAbove(folder: string): readonly string[] {
  for (let at = folder; ; at = dirname(at)) {
    const about = join(at, "package.json");
    if (existsSync(about)) return [about];
    if (at === dirname(at)) return [];
  }
}

/** All code of an installed package, once: nobody can tell which of its files an import reaches. */
function filesOfPackage(name: string, folder: string, known: Set<string>): readonly string[] {
  for (let at = folder; ; at = dirname(at)) {
    const home = join(at, "node_modules", name);
    if (factsOf(home)?.isDirectory()) {
      const real = realpathSync(home);
      if (known.has(real)) return [];
      known.add(real);
      return codeBelow(home);
    }
    if (at === dirname(at)) return [];
  }
}

function codeBelow(folder: string): readonly string[] {
  const found: string[] = [];
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined && found.length <= mostFiles; at = waiting.pop()) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== "node_modules") waiting.push(path);
      } else if (isCode(path)) found.push(path);
    }
  }
  return found;
}
