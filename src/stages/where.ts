/** where: passes on the files that meet a query, with no catalogue: the same language over what the stages before found. */
import {
  checkQuery,
  type Expression,
  fieldsNamed,
  matcher,
  parseQuery,
  type Query,
  QueryError,
  type Span,
  scopesIn,
  typedSpan,
} from "../../dsl/mod.ts";
import { type Context, type Each, each, type Step, skip } from "../pipeline/stage.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Analyzed } from "../plugin/records.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry } from "../plugin/registry.ts";
import { rowOf, unknowable } from "./file-row.ts";

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
 * @throws QueryError at the start of a run when the query cannot be understood.
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
  const { condition } = checkQuery(query, registry);
  const named = fieldsNamed(condition);
  const stranger = unknowable(named, registry);
  if (stranger) throw unknown(stranger.name, query);
  const meets = matcher(condition, registry);
  const scopes = scopesIn(condition);
  const inner = { tracks: scopes.has("track"), sections: scopes.has("section") };
  return { each: (file) => (meets(rowOf(file, inner)) ? file : skip) };
}

/** A condition that passes nothing, whatever comes, is refused before anything runs. */
const unknown = (name: string, { source, where }: Query): QueryError =>
  new QueryError(
    "unknowable",
    `only a catalogue knows \`${name}\`, so a filter cannot use it`,
    where ? typedSpan(source, placeOf(where, name) ?? where.span) : { start: 0, end: 0 },
    "store the files, then ask the catalogue: db.find(...)",
  );

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
      return node.field.name === name ? node.span : undefined;
    default:
      return undefined;
  }
}
