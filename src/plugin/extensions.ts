/** What plugins provide beside fields and tags, by id: sources, sinks, query functions, patterns, renderers, commands. */
import { parseGrid } from "../music/patterns/grid.ts";
import type { PluginCommand } from "./command.ts";
import { PluginError } from "./error.ts";
import { kindOf, kinds } from "./kinds.ts";
import type { NamedPattern } from "./named-pattern.ts";
import { isOwn, ownName, type Plugin, type Provided } from "./plugin.ts";
import { ownFunctions, type QueryFunction } from "./query-function.ts";
import type { Renderer } from "./renderer.ts";
import type { AnySink } from "./sink.ts";
import type { AnySource } from "./source.ts";

/** An extension and the plugin that it comes with. */
export interface Owned<One> {
  readonly extension: One;
  readonly plugin: Plugin;
}

/** Extensions by id. */
export interface Extensions {
  readonly sources: ReadonlyMap<string, Owned<AnySource>>;
  readonly sinks: ReadonlyMap<string, Owned<AnySink>>;
  readonly functions: ReadonlyMap<string, QueryFunction>;
  /** By kind and id: `chords/axis`. */
  readonly patterns: ReadonlyMap<string, NamedPattern>;
  readonly renderers: ReadonlyMap<string, Renderer>;
  readonly commands: ReadonlyMap<string, PluginCommand>;
}

/** In a list of PostgreSQL the first means nothing at all; the others are entries of analyzer sets that the store has itself. */
const takenIds: readonly string[] = ["null", "name-facts", "song-facts"];

/** What an id may be: it stands in addresses, in queries and on the command line. */
const idPattern = /^[a-z][a-z0-9_-]*$/;

/**
 * Collects the extensions of some plugins.
 *
 * @throws PluginError `clash` when two plugins provide one and the same, `bad-plugin` when an id or a pattern is none.
 */
export function collectExtensions(plugins: readonly Plugin[]): Extensions {
  const owners = new Map<string, Plugin>();
  const all = plugins.flatMap((plugin) => plugin.provides.map((extension) => ({ extension, plugin })));
  checkNames(plugins);
  for (const { name, provides } of plugins) {
    for (const [n, one] of provides.entries()) checkDeclared(one, n, name);
  }
  for (const { extension, plugin } of all) {
    const refuse = (why: string): never => {
      throw new PluginError(
        "bad-plugin",
        `Cannot use the ${extension.kind} "${extension.id}" of "${plugin.name}": ${why}`,
      );
    };
    if (!idPattern.test(extension.id)) refuse("an id is lower-case letters, digits, - and _");
    // Versions are stored with values and failures, as whole numbers.
    if (extension.kind === "analyzer" || extension.kind === "tagger") {
      if (!Number.isSafeInteger(extension.version) || extension.version < 0)
        refuse("its version is not a whole number");
    }
    if (extension.kind === "function" && ownFunctions.includes(extension.id))
      refuse("the query language has one with that name");
    if (extension.kind === "pattern") checkPattern(extension, refuse);
    const name = nameOf(extension);
    const other = owners.get(name);
    if (other) {
      throw new PluginError(
        "clash",
        `Two plugins provide the ${extension.kind} "${extension.id}": ${other.name} and ${plugin.name}`,
      );
    }
    owners.set(name, plugin);
  }
  const ofKind = <Kind extends Provided["kind"]>(kind: Kind): readonly Owned<Extract<Provided, { kind: Kind }>>[] =>
    all.filter((one): one is Owned<Extract<Provided, { kind: Kind }>> => one.extension.kind === kind);
  const byId = <One extends { readonly id: string }>(some: readonly Owned<One>[]): ReadonlyMap<string, One> =>
    new Map(some.map(({ extension }) => [extension.id, extension]));
  return {
    sources: new Map(ofKind("source").map((one) => [one.extension.id, one])),
    sinks: new Map(ofKind("sink").map((one) => [one.extension.id, one])),
    functions: byId(ofKind("function")),
    patterns: new Map(ofKind("pattern").map(({ extension }) => [patternName(extension.of, extension.id), extension])),
    renderers: byId(ofKind("renderer")),
    commands: byId(ofKind("command")),
  };
}

/** Names that nobody else may have: fields, reports and `--isolate` would show a stranger as midiq itself. */
const ownNames: ReadonlySet<string> = new Set([ownName, "midiq"]);

/** @throws PluginError `bad-plugin` for a name of midiq's own, or none; `clash` where two plugins have one name. */
function checkNames(plugins: readonly Plugin[]): void {
  const owners = new Map<string, Plugin>();
  for (const plugin of plugins) {
    const { name, url } = plugin;
    const from = url === undefined ? "" : ` (${url})`;
    if (typeof name !== "string" || name.trim() === "")
      throw new PluginError("bad-plugin", `Cannot use a plugin without a name${from}`);
    const folded = name.normalize("NFKC").trim().toLowerCase();
    if (ownNames.has(folded) && !isOwn(plugin))
      throw new PluginError(
        "bad-plugin",
        `Cannot use the plugin "${name}"${from}: midiq itself has that name; choose another`,
      );
    const other = owners.get(folded);
    if (other && other.provides !== plugin.provides)
      throw new PluginError("clash", `Two plugins are named "${name}": ${other.url ?? "one"} and ${url ?? "another"}`);
    owners.set(folded, plugin);
  }
}

/** Refuses what no compiler has looked at: an extension without its second step, without an id, or none at all. */
function checkDeclared(one: Partial<Provided> | undefined, n: number, plugin: string): void {
  const refuse = (why: string): never => {
    throw new PluginError(
      "bad-plugin",
      `Cannot use the plugin "${plugin}": number ${n + 1} of what it provides ${why}`,
    );
  };
  if (one?.kind === undefined) refuse("is not an extension; does its definition end with .run(...)?");
  else if (typeof one.id !== "string") refuse("has no id");
  else if (takenIds.includes(one.id)) refuse(`has the id "${one.id}", which is taken`);
}

/** How a pattern of a kind is looked up; case does not matter, and `-` is `_`. */
export const patternName = (kind: string, id: string): string => `${kind}/${id.toLowerCase().replaceAll("-", "_")}`;

const nameOf = (extension: Provided): string => {
  // Failures are stored by the id of an analyzer or a tagger.
  if (extension.kind === "analyzer" || extension.kind === "tagger") return `analyzer or tagger ${extension.id}`;
  return extension.kind === "pattern"
    ? `pattern ${patternName(extension.of, extension.id)}`
    : `${extension.kind} ${extension.id}`;
};

function checkPattern({ of, pattern }: NamedPattern, refuse: (why: string) => never): void {
  if (!Object.hasOwn(kinds, of)) refuse(`there is no kind "${of}"`);
  const { comparison, pattern: reader } = kindOf(of);
  if (comparison !== "pattern" && comparison !== "grid") refuse(`fields of the kind "${of}" have no patterns`);
  try {
    if (comparison === "grid") parseGrid(pattern);
    else reader?.read(pattern, "contains");
  } catch (error) {
    refuse(
      `"${pattern}" is not a pattern of the kind "${of}": ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
