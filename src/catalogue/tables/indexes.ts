/** Secondary indexes: few, each for a query. They are made after a first load, and after a bulk load (index-building.ts). */
import { foldSql } from "../../../dsl/mod.ts";

/** One index: it is made when its columns (or its extension) are there. */
export interface Index {
  readonly name: string;
  /** Its part of the time that all take: measured on 9,000 files in PGlite. */
  readonly permille: number;
  /** The queries that it answers. */
  readonly serves: string;
  readonly needs: readonly string[];
  readonly on: string;
  readonly extension?: string;
}

/** In the order in which they are made. */
export const indexes: readonly Index[] = [
  { name: "content_bpm", permille: 12, serves: "bpm 120..130, sort bpm", needs: ["bpm"], on: "content (bpm)" },
  {
    name: "content_key_bpm",
    permille: 8,
    serves: "key in [C,G] bpm 120..130",
    needs: ["key", "bpm"],
    on: "content (key, bpm)",
  },
  {
    name: "content_complexity",
    permille: 8,
    serves: "sort -complexity limit 100",
    needs: ["complexity"],
    on: "content (complexity)",
  },
  { name: "content_added", permille: 9, serves: "added -7d.., sort -added", needs: [], on: "content (added)" },
  {
    name: "content_duration",
    permille: 12,
    serves: "len 0:30..2:00, sort len",
    needs: ["duration"],
    on: "content (duration)",
  },
  {
    name: "content_tags",
    permille: 19,
    serves: "genre house, tag genre:house",
    needs: ["tags"],
    on: "content using gin (tags)",
  },
  {
    name: "content_instruments",
    permille: 5,
    serves: "inst piano",
    needs: ["instruments"],
    on: "content using gin (instruments)",
  },
  {
    name: "content_words",
    permille: 60,
    serves: "house, name intro, folder packs, tag house",
    needs: ["words"],
    on: "content using gin (words gin_trgm_ops)",
    extension: "pg_trgm",
  },
  {
    name: "content_notes_hash",
    permille: 6,
    serves: "dupe, dupes(file, level: notes)",
    needs: ["notes_hash"],
    on: "content (notes_hash)",
  },
  {
    name: "content_music_hash",
    permille: 8,
    serves: "dupes(file, level: music)",
    needs: ["music_hash"],
    on: "content (music_hash)",
  },
  {
    name: "content_terms",
    permille: 780,
    serves: "chords I-V-vi-IV, melody and bass of six notes or more, dupes(file, level: music)",
    needs: ["terms"],
    // Hundreds of terms a row: they are collected first, so that a batch need not touch all pages of the index.
    on: "content using gin (terms) with (gin_pending_list_limit = 65536)",
  },
  {
    name: "copy_path",
    permille: 4,
    serves: "show /music/a.mid, why, like(/music/a.mid)",
    needs: [],
    // Paths are long and looked up whole.
    on: "copy using hash (path)",
  },
  {
    name: "copy_path_words",
    permille: 76,
    serves: "under ~/Packs/House, path ~/Packs/**/*.mid",
    needs: [],
    on: `copy using gin ((${foldSql("path")}) gin_trgm_ops)`,
    extension: "pg_trgm",
  },
];

/** Indexes that come with the tables (sql/). */
const ofTables: Readonly<Record<string, string>> = {
  content_pkey: "hash 3fa9, and the order of unsorted results",
  copy_content: "name, folder and path: the copies of a content",
  track_pkey: "any track (...): the tracks of a content",
  section_pkey: "any section (...): the sections of a content",
  vector_pkey: "like(file): the vectors of contents",
  reject_content: "adding: why bytes were refused, by content",
  unsettled_content: "adding: contents whose copies have yet to be counted",
  unit_waiting: "midiq work: the next unit of work",
  unit_active: "midiq work: units whose worker is silent",
  unit_campaign: "midiq jobs: the units of a campaign",
};

/** The indexes that a plan of PostgreSQL uses, with what each is for. */
export function indexesIn(plan: readonly string[]): readonly { readonly name: string; readonly serves: string }[] {
  const names = plan.flatMap((line) => /Index (?:Only )?Scan (?:Backward )?(?:using|on) (\w+)/.exec(line)?.[1] ?? []);
  return [...new Set(names)].map((name) => ({ name, serves: servesOf(name) }));
}

/** The queries that an index answers; empty for one that is not ours. */
export const servesOf = (name: string): string =>
  indexes.find((index) => index.name === name)?.serves ?? ofTables[name] ?? "";
