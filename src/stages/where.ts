/** where: passes on the files that meet a query, with no catalogue: the same language over what the stages before found. */
import {
  checkQuery,
  type Expression,
  fieldsNamed,
  matcher,
  type NamedField,
  parseQuery,
  type Query,
  QueryError,
  type Span,
  scopesIn,
  tagNamespaces,
  typedSpan,
} from "../../dsl/mod.ts";
import { type Context, type Each, each, type Step, skip } from "../pipeline/stage.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Analyzed, Maker } from "../plugin/records.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry, type Registry } from "../plugin/registry.ts";
import { missingIn, rowOf, unknowable } from "./file-row.ts";

interface Options {
  readonly query: string;
  readonly plugins: PluginReferences;
}

/**
 * Passes on the files that meet a query; name the plugins whose analyzers ran. What only a catalogue knows (`copies`,
 * `dupe`, `added`, ratings, `bpm.by`), sorts and limits are refused, and files cannot be compared with others.
 *
 * The compiler does not see what the stages before gave: before a store write `where<Tagged>(...)`.
 *
 * @throws QueryError at the start of a run when the query cannot be understood; at the first file when no stage before gives a
 * field that it names.
 * @example
 * pipeline(scan("midi"), hash(), parse(), analyze(core), where("bpm 120..130 chords ~ I-V-vi-IV", core));
 */
export function where<File extends Analyzed>(query: string, ...plugins: readonly Plugin[]): Each<File, File> {
  const { references, bound } = referencesOf(plugins);
  const start = ({ query: text }: Options, _: Context) => stepOf<Analyzed>(text, plugins);
  const stage = { stage: "where", module: import.meta.url, name: "startWhere" } as const;
  const options: Options = { query, plugins: references };
  // A file that is passed on is the one that came in, whatever else its record holds.
  return each({ ...stage, start, options, ...(bound ? { bound } : {}) }) as unknown as Each<File, File>;
}

/** Starts the step in a thread. */
export const startWhere = async ({ query, plugins }: Options, _: Context): Promise<Step<Analyzed, Analyzed>> =>
  stepOf<Analyzed>(query, await resolvePlugins(plugins));

function stepOf<File extends Analyzed>(text: string, plugins: readonly Plugin[]): Step<File, File> {
  const registry = createRegistry(plugins);
  const query = parseQuery(text, registry);
  const [tail] = query.tails;
  if (tail)
    throw new QueryError(
      "bad-tail",
      `a filter passes files on one by one, so \`${tail.type}\` cannot be used`,
      tail.span,
    );
  const { condition } = checked(query, registry);
  const named = fieldsNamed(condition);
  const stranger = unknowable(named, registry);
  if (stranger) throw unknown(stranger.name, query);
  const meets = matcher(condition, registry);
  const scopes = scopesIn(condition);
  const inner = { tracks: scopes.has("track"), sections: scopes.has("section") };
  // A word that is searched looks into tags where there are any; a field that is named must be given.
  const isTyped = ({ name }: NamedField): boolean =>
    query.where !== undefined && placeOf(query.where, name) !== undefined;
  const missing = missingIn(named.filter(isTyped), registry);
  let seen: readonly Maker[] | undefined;
  const look = (file: File): void => {
    // The stages before give all files of a thread the same list; what has none, as a file of one's own, is looked at each time.
    if (seen !== undefined && seen === file.analyzers) return;
    const name = missing(file);
    if (name !== undefined) throw Object.assign(ungiven(name, query), { endsRun: true });
    seen = file.analyzers;
  };
  return {
    each: (file) => {
      look(file);
      return meets(rowOf(file, inner)) ? file : skip;
    },
  };
}

/** As `checkQuery`; a filter has no files beside the one that comes. */
function checked(query: Query, registry: Registry): ReturnType<typeof checkQuery> {
  try {
    return checkQuery(query, registry);
  } catch (error) {
    if (!(error instanceof QueryError) || error.code !== "missing-file") throw error;
    throw new QueryError("unknowable", "a filter cannot compare files with each other", error.span, askTheCatalogue);
  }
}

const askTheCatalogue = "store the files, then ask the catalogue: db.find(...)";

/** A field that no stage before the filter computes: its condition would pass nothing, whatever comes. */
const ungiven = (name: string, { source, where }: Query): QueryError => {
  const stage = name === "tag" || name === "tag.src" ? "tag" : "analyze";
  return new QueryError(
    "unknowable",
    `no stage before the filter gives \`${name}\``,
    where ? typedSpan(source, placeOf(where, name) ?? where.span) : { start: 0, end: 0 },
    `put ${stage}(...) before where(...), with the plugin that computes it`,
  );
};

/** A condition that passes nothing, whatever comes, is refused before anything runs. */
const unknown = (name: string, { source, where }: Query): QueryError =>
  new QueryError(
    "unknowable",
    `only a catalogue knows \`${name}\`, so a filter cannot use it`,
    where ? typedSpan(source, placeOf(where, name) ?? where.span) : { start: 0, end: 0 },
    askTheCatalogue,
  );

/** `genre house` asks for tags. */
const isNamespace = (name: string): boolean => tagNamespaces.includes(name);

/** Where a query names a field. */
function placeOf(node: Expression, name: string): Span | undefined {
  switch (node.type) {
    case "and":
    case "or":
      return node.parts.map((part) => placeOf(part, name)).find((span) => span !== undefined);
    case "not":
    case "scoped":
      return placeOf(node.of, name);
    case "compare":
    case "flag":
    case "known":
      return node.field.name === name || (name === "tag" && isNamespace(node.field.name)) ? node.span : undefined;
    default:
      return undefined;
  }
}
