/** What is known of the contents of some clusters and of their files: what keeping and telling them apart needs. */

import type { Store } from "../store.ts";
import { quoted } from "../tables/schema.ts";
import type { Keepable } from "./keep.ts";
import { nameWorth } from "./names.ts";

/** A track of a content, as its detail has it. */
export interface TrackAbout {
  readonly name: string | null;
  readonly notes: number;
  readonly channel?: number;
  readonly program?: number;
}

/** Values of a content by which copies of the same notes, or of the same music, differ; null where unknown. */
export interface About {
  readonly id: string;
  /** BLAKE3 of the bytes in hex. */
  readonly hash: string;
  readonly size: number;
  readonly status: string;
  readonly problems: readonly string[];
  readonly rating: number | null;
  readonly tracks: readonly TrackAbout[];
  /** How many texts it holds, and a digest of them all. */
  readonly texts: number;
  readonly words: string;
  readonly features: Readonly<Record<FeatureName, number | string | null>>;
  readonly files: readonly Keepable[];
}

const featureColumns = {
  notes: "notes",
  seconds: "duration",
  bpm: "bpm",
  initialBpm: "bpm_initial",
  slowest: "bpm_min",
  fastest: "bpm_max",
  meter: "meter_initial",
  keySignature: "key_signature",
  velocity: "velocity_mean",
  ppq: "ppq",
  format: "format",
  low: "low",
  high: "high",
  key: "key",
  music: "music_hash",
} as const;
type FeatureName = keyof typeof featureColumns;

interface Row extends Omit<About, "size" | "features" | "files" | "tracks"> {
  readonly size: string;
  readonly tracks: readonly TrackAbout[] | null;
  readonly [feature: `feature ${string}`]: number | string | null;
}

interface CopyRow {
  readonly content: string;
  readonly path: string;
  readonly name: string;
  readonly archive: string | null;
  readonly modified: string;
  readonly facts: number;
  readonly tags: number;
}

/** Reads some contents and their files, by id. */
export async function readAbout(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, About>> {
  const there = new Set(store.registry.fields.map(({ column }) => column));
  const features = Object.entries(featureColumns).map(
    ([name, column]) => `${there.has(column) ? `c.${quoted(column)}` : "null"} as "feature ${name}"`,
  );
  const list = [`{${ids.join(",")}}`];
  const rows = await store.query<Row>(
    `select c."id"::text as "id", encode(c."hash", 'hex') as "hash", c."size"::text as "size", c."status",
       to_json(c."problems") as "problems", c."rating", d."data"->'tracks' as "tracks",
       coalesce(jsonb_array_length(d."data"->'texts'), 0) + coalesce(jsonb_array_length(d."data"->'lyrics'), 0) as "texts",
       md5(concat_ws(' ', d."data"->'texts', d."data"->'lyrics', d."data"->'title')) as "words", ${features.join(", ")}
     from content c left join detail d on d."content" = c."id" where c."id" = any($1::int8[])`,
    list,
  );
  const copies = await store.query<CopyRow>(
    `select k."content"::text as "content", k."path", k."name", k."archive", k."mtime"::text as "modified",
       num_nonnulls(k."name_bpm", k."name_key", k."name_bars", k."name_track") as "facts", cardinality(k."tags") as "tags"
     from copy k where k."content" = any($1::int8[]) and not k."missing" order by k."content", k."path" collate "C"`,
    list,
  );
  const places = await store.places();
  const shown = copies.map((copy) => ({ ...copy, path: places.shown(copy.path) }));
  const copiesOf = Map.groupBy(shown, ({ content }) => content);
  return new Map(rows.map((row) => [row.id, aboutOf(row, copiesOf.get(row.id) ?? [])]));
}

function aboutOf(row: Row, copies: readonly CopyRow[]): About {
  const features = Object.fromEntries(
    Object.keys(featureColumns).map((name) => [name, row[`feature ${name}`] ?? null]),
  ) as About["features"];
  const tracks = row.tracks ?? [];
  const size = Number(row.size);
  const own = {
    size,
    status: row.status,
    problems: row.problems.length,
    rating: row.rating,
    tracks: tracks.filter(({ notes }) => notes > 0).length,
    texts: row.texts,
    notes: Number(features.notes ?? 0),
  };
  return {
    id: row.id,
    hash: row.hash,
    size,
    status: row.status,
    problems: row.problems,
    rating: row.rating,
    tracks,
    texts: row.texts,
    words: row.words,
    features,
    files: copies.map((copy) => ({
      ...own,
      path: copy.path,
      archive: copy.archive,
      modified: Number(copy.modified),
      nameWorth: nameWorth(copy),
    })),
  };
}
