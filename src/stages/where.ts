/** where: passes on the files that meet a query, with no catalogue: the same language over what the stages before found. */
import { checkQuery, type MatchRow, matcher, parseQuery, type Stored } from "../../dsl/mod.ts";
import { partsAbout } from "../analyzers/about/parts.ts";
import { sectionsAbout } from "../analyzers/about/sections.ts";
import { type NameFacts, nameConfidence, nameFacts } from "../music/name-facts.ts";
import { type Context, type Each, each, type Step, skip } from "../pipeline/stage.ts";
import { archiveOf, namesOf } from "../plugin/names.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Analyzed, Tagged } from "../plugin/records.ts";
import { type PluginReferences, referencesOf, resolvePlugins } from "../plugin/references.ts";
import { createRegistry } from "../plugin/registry.ts";
import { damageOf } from "./song-facts.ts";

interface Options {
  readonly query: string;
  readonly plugins: PluginReferences;
}

/**
 * Passes on the files that meet a query; name the plugins whose analyzers ran. What only a catalogue knows (`copies`,
 * `dupe`, `added`, ratings) is unknown, and files cannot be compared with others; sorts and limits have no meaning here.
 *
 * The compiler does not see what the stages before gave: before a store write `where<Tagged>(...)`.
 *
 * @throws QueryError at the start of a run when the query cannot be understood.
 * @example
 * pipeline(scan("midi"), hash(), parse(), analyze(core), where("bpm 120..130 chords ~ I-V-vi-IV", core));
 */
export function where<File extends Analyzed>(query: string, ...plugins: readonly Plugin[]): Each<File, File> {
  const { references, bound } = referencesOf(plugins);
  const start = bound ? ({ query: text }: Options, _: Context) => stepOf<Analyzed>(text, plugins) : startWhere;
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
  const { condition } = checkQuery(parseQuery(text, registry), registry);
  const meets = matcher(condition, registry);
  const asked = JSON.stringify(condition);
  const inner = { tracks: asked.includes('"scope":"track"'), sections: asked.includes('"scope":"section"') };
  return { each: (file) => (meets(rowOf(file, inner)) ? file : skip) };
}

/** A file as the match reads rows. */
function rowOf(file: Analyzed, inner: { readonly tracks: boolean; readonly sections: boolean }): MatchRow {
  const { song, features, path, bytes } = file;
  const { tags = [], copyTags = [] } = file as Partial<Tagged>;
  const { name, folders } = namesOf(path);
  const said = nameFacts(name);
  const all = [...tags, ...copyTags];
  const columns: Record<string, Stored> = {
    size: bytes.length,
    hash: Buffer.from(file.hash).toString("hex"),
    ...damageOf(song),
    tags: all.map(({ tag }) => tag),
    tag_sources: all.map(({ source }) => source),
  };
  for (const [feature, value] of Object.entries(features))
    columns[feature.replace(".", "__").replaceAll("-", "_")] = value as Stored;
  takeFromName(columns, said);
  columns["tap"] = lanes.flatMap((lane) => (columns[lane] as readonly number[] | null) ?? []);
  const copy = {
    path,
    name,
    folder: folders.join("/"),
    archive: archiveOf(path),
    size: file.size ?? null,
    name_bpm: said.bpm,
    name_key: said.key,
    name_bars: said.bars,
    name_track: said.track,
  };
  return {
    columns,
    copies: [copy],
    ...(inner.tracks && {
      tracks: partsAbout(song).map(
        (part) => ({ ...part, mono: part.polyphony <= 1 }) as unknown as Record<string, Stored>,
      ),
    }),
    ...(inner.sections && {
      sections: sectionsAbout(song).map((section) => ({ ...section }) as unknown as Record<string, Stored>),
    }),
  };
}

/** As a catalogue does: what a name says is taken where the music tells nothing (src/store/merge-names.ts). */
function takeFromName(columns: Record<string, Stored>, said: NameFacts): void {
  for (const fact of ["bpm", "key"] as const) {
    if (said[fact] === null || columns[fact] !== null || !(`${fact}_source` in columns)) continue;
    columns[fact] = said[fact];
    columns[`${fact}_source`] = "filename";
    columns[`${fact}_confidence`] = nameConfidence;
  }
}

const lanes = ["kick", "snare", "clap", "rim", "hat", "openhat", "ride", "crash", "tom"];
