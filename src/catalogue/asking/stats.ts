/**
 * The catalogue at a glance. One statement reads the contents once and counts all that is told of them; of a large catalogue
 * it reads a sample (count.ts), whose counts are scaled up and marked (docs/decisions/0026-stats.md).
 */
import { formatKey } from "../../music/keys.ts";
import { formatMeter } from "../../music/meter.ts";
import type { Store } from "../store.ts";
import { quoted } from "../tables/schema.ts";
import { roundTo, type Sample, sampleOf } from "./count.ts";
import { type Prepared, shownWhere } from "./prepare.ts";
import { topFolders } from "./top-folders.ts";

/** How often one value occurs. */
export interface StatsValue {
  /** As people read it: `C major`, `100–120`, `piano`. */
  readonly label: string;
  readonly count: number;
}

/** How many contents have each value of something. */
export interface Distribution {
  /** `tempo`, `key`, `meter`, `length`, `kind`, `instruments`, `genre`, `mood and style`, `folders`, `added`. */
  readonly name: string;
  readonly values: readonly StatsValue[];
}

/** How many contents have a value of an estimated field, and where it comes from. */
export interface Coverage {
  readonly field: string;
  /** Share of the contents that hold music, 0 to 1. */
  readonly known: number;
  /** The same by source: event, filename, detected, manual. */
  readonly sources: Readonly<Record<string, number>>;
  /** Mean confidence of what is known, 0 to 1; null where nothing is. */
  readonly confidence: number | null;
}

/** What a catalogue, or what a query finds in it, holds. */
export interface Stats {
  /** Counts and sums below come from a sample: two digits of them are right. Those of `refused` are exact. */
  readonly isEstimate: boolean;
  /** Contents that are there: files of the same bytes are one. */
  readonly contents: number;
  /** Files that hold them, members of archives among them. */
  readonly files: number;
  /** Of these, those in archives, and those that were gone when midiq last looked. */
  readonly archived: number;
  readonly missing: number;
  /** Sizes of contents, and of all files. */
  readonly bytes: number;
  readonly fileBytes: number;
  /** Length of all music; files of more than three hours, which few mean, are left out. */
  readonly seconds: number;
  /** Length in seconds that half of the contents do not reach; null where none is known. */
  readonly medianSeconds: number | null;
  /** ok, repaired, partial, rejected. */
  readonly status: Readonly<Record<string, number>>;
  /** Files that were refused, by code, exact; of a query none are told. */
  readonly refused: readonly StatsValue[];
  readonly coverage: readonly Coverage[];
  readonly distributions: readonly Distribution[];
}

/** Values that are told of one thing. */
const mostValues = 8;
/**
 * Contents of the sample. A share of a tenth is known to 7 % of it (two standard errors), and their pages stay in the 128 MB that
 * the embedded engine keeps in memory: a sample of 20,000 of a million took 4 times as long (`bun run bench stats`).
 */
const sampleSize = 8000;
/** A query that finds fewer in the sample is counted whole: what that costs is a second of a million contents at most. */
const rare = 100;

/** Counts a catalogue, or what a query finds in it. */
export async function statsOf(store: Store, prepared: Prepared | undefined): Promise<Stats> {
  const sample = await sampleOf(store, sampleSize);
  const first = await countIn(store, prepared, sample);
  const isRare = sample.scale > 1 && prepared !== undefined && first.totals.contents < rare;
  if (isRare) {
    const whole: Sample = { ...sample, where: "", scale: 1, share: 1 };
    return told(await countIn(store, prepared, whole), 1, []);
  }
  if (prepared !== undefined) return told(first, sample.scale, []);
  // Of the whole it is known how many they are, so that a sample need not say it.
  const scale = sample.scale > 1 ? sample.contents / first.totals.read : 1;
  return told(first, scale, await refusedIn(store));
}

/** What the statement gives. */
interface Counted {
  readonly totals: Readonly<Record<"read" | "contents" | "music" | "bytes" | "fileBytes" | "seconds", number>> & {
    readonly median: number | null;
  };
  readonly files: Readonly<Record<"all" | "archived" | "missing", number>>;
  readonly status: readonly Row[];
  readonly folders: readonly Row[];
  readonly coverage: Readonly<Record<string, readonly (Row & { readonly sure: number | null })[]>>;
  readonly values: Readonly<Record<string, readonly Row[]>>;
}
interface Row {
  readonly v: string | number | null;
  readonly n: number;
}

/** One thing that is counted by value: SQL over the sample `m` of contents with music. */
interface Counting {
  readonly name: string;
  /** Columns that it needs. */
  readonly columns: readonly string[];
  readonly value: string;
  /** What follows `from m`. */
  readonly each?: string;
  readonly where?: string;
  /** In the order of the values rather than of how frequent they are. */
  readonly inOrder?: "asc" | "desc";
  readonly label: (value: string | number) => string;
}

/** Ends of the ranges of lengths in seconds, and what they are called. */
const lengthEnds = [10, 30, 60, 120, 240, 480];
const lengthNames = ["under 10 s", "10–30 s", "30 s–1 min", "1–2 min", "2–4 min", "4–8 min", "8 min and more"];
/** Longer files are those whose clock is wrong: one of a year would outweigh all others. */
const longestMusic = 3 * 3600;
/** Tempi are counted in ranges of so many beats a minute between these. */
const tempoStep = 20;
const [slow, fast] = [60, 180];

const tagged = (name: string, namespaces: readonly string[]): Counting => ({
  name,
  columns: [],
  value: "substr(e.v, strpos(e.v, ':') + 1)",
  each: "cross join lateral unnest(m.tags) as e(v)",
  where: `split_part(e.v, ':', 1) in (${namespaces.map((namespace) => `'${namespace}'`).join(", ")})`,
  label: String,
});

const countings: readonly Counting[] = [
  {
    name: "tempo",
    columns: ["bpm"],
    value: `least(${fast}, greatest(${slow - tempoStep}, floor(m.bpm / ${tempoStep}) * ${tempoStep}))`,
    inOrder: "asc",
    label: (from) =>
      Number(from) < slow
        ? `under ${slow}`
        : Number(from) >= fast
          ? `${fast} and more`
          : `${from}–${Number(from) + tempoStep}`,
  },
  { name: "key", columns: ["key"], value: "m.key", label: (key) => formatKey(Number(key)) },
  { name: "meter", columns: ["meter"], value: "m.meter", label: (meter) => formatMeter(Number(meter)) },
  {
    name: "length",
    columns: ["duration"],
    value: `width_bucket(m.duration::float8, array[${lengthEnds.join(", ")}]::float8[])`,
    inOrder: "asc",
    label: (bucket) => lengthNames[Number(bucket)] ?? "",
  },
  {
    name: "kind",
    columns: ["one_shot", "loop", "drum_share"],
    value: `case when m.drum_share = 1 then 'drum ' else '' end ||
      case when m.one_shot then 'one-shot' when m.loop then 'loop' when m.drum_share = 1 then 'track' else 'song' end`,
    label: String,
  },
  {
    name: "instruments",
    columns: ["families"],
    value: "e.v",
    each: "cross join lateral unnest(m.families) as e(v)",
    label: String,
  },
  tagged("genre", ["genre"]),
  tagged("mood and style", ["mood", "style", "feel", "era"]),
  {
    name: "added",
    columns: [],
    value: "to_char(date_trunc('month', m.added), 'YYYY-MM')",
    inOrder: "desc",
    label: String,
  },
];

const always = ["id", "size", "status", "copies", "added", "folder", "tags"];

/** Reads a sample once and counts in it all that is told. */
async function countIn(store: Store, prepared: Prepared | undefined, sample: Sample): Promise<Counted> {
  const known = new Set(
    store.registry.fields
      .filter(({ table, expression }) => table === "content" && !expression)
      .map(({ column }) => column),
  );
  const some = countings.filter(({ columns }) => columns.every((column) => known.has(column)));
  const estimates = store.registry.fields.filter(
    ({ column, expression }) => expression === undefined && known.has(`${column}_source`),
  );
  const columns = new Set([
    ...always,
    ...some.flatMap((one) => one.columns),
    ...(known.has("duration") ? ["duration"] : []),
  ]);
  const evidence = estimates.flatMap(({ column }, n) => [
    `c.${quoted(column)} is not null as "known ${n}"`,
    `c.${quoted(`${column}_source`)} as "source ${n}"`,
    `c.${quoted(`${column}_confidence`)} as "sure ${n}"`,
  ]);
  const rows = (sql: string): string => `(select coalesce(json_agg(x), '[]') from (${sql}) x)`;
  const values = some.map(({ name, value, each = "", where = "true", inOrder }) => {
    const order = inOrder ? `1 ${inOrder}` : `2 desc, x.v::text collate "C"`;
    return `'${name}', ${rows(`select x.v, count(*) as n from (select ${value} as v from m ${each} where ${where}) x
      where x.v is not null group by 1 order by ${order} limit ${mostValues}`)}`;
  });
  const sources = estimates.map(
    ({ name }, n) =>
      `'${name}', ${rows(`select "source ${n}" as v, count(*) as n, avg("sure ${n}") as sure from m where "known ${n}" group by 1`)}`,
  );
  const lengths = known.has("duration")
    ? `'seconds', coalesce(sum(duration) filter (where duration <= ${longestMusic}), 0),
       'median', percentile_disc(0.5) within group (order by duration)`
    : `'seconds', 0, 'median', null`;
  const where = `${prepared ? shownWhere(prepared) : "true"}${sample.where}`;
  // What is gone is told as a number of files; all else is of what a query would find. A query says itself what it hides.
  const isThere = prepared ? "true" : "copies > 0";
  const [row] = await store.query<{ counted: Counted }>(
    `with r as materialized (select ${[...[...columns].map((column) => `c.${quoted(column)}`), ...evidence].join(", ")}
       from content c where ${where}),
     s as materialized (select * from r where ${isThere}),
     m as materialized (select * from s where status <> 'rejected')
     select json_build_object(
       'totals', (select json_build_object('read', (select count(*) from r), 'contents', count(*), 'music', count(*) filter (where status <> 'rejected'),
          'bytes', coalesce(sum(size), 0), 'fileBytes', coalesce(sum(size * copies), 0),
          ${lengths}) from s),
       'files', (select json_build_object('all', count(*) filter (where not k.missing),
          'archived', count(*) filter (where k.archive is not null and not k.missing),
          'missing', count(*) filter (where k.missing)) from r join copy k on k.content = r.id),
       'status', ${rows("select status as v, count(*) as n from s group by 1")},
       'folders', ${rows("select folder as v, count(*) as n from s group by 1")},
       'coverage', json_build_object(${sources.join(", ")}),
       'values', json_build_object(${values.join(", ")})) as "counted"`,
    prepared?.where.parameters ?? [],
  );
  if (!row) throw new TypeError("Cannot count: the store gave no row");
  return row.counted;
}

/** The counts as they are told: scaled up where they are of a sample. */
function told(
  { totals, files, status, folders, coverage, values }: Counted,
  scale: number,
  refused: readonly StatsValue[],
): Stats {
  const scaled = (count: number): number => (scale > 1 ? roundTo(count * scale) : count);
  const labelled = (rows: readonly Row[], label: (value: string | number) => string): readonly StatsValue[] =>
    rows.map(({ v, n }) => ({ label: v === null ? "?" : label(v), count: scaled(n) }));
  const distributions = countings
    .filter(({ name }) => values[name])
    .map(({ name, label }) => ({ name, values: labelled(values[name] ?? [], label) }));
  const share = (count: number): number => (totals.music > 0 ? count / totals.music : 0);
  return {
    isEstimate: scale > 1,
    contents: scaled(totals.contents),
    files: scaled(files.all),
    archived: scaled(files.archived),
    missing: scaled(files.missing),
    bytes: scaled(totals.bytes),
    fileBytes: scaled(totals.fileBytes),
    seconds: scaled(totals.seconds),
    medianSeconds: totals.median,
    status: Object.fromEntries(status.map(({ v, n }) => [String(v), scaled(n)])),
    refused,
    coverage: Object.entries(coverage).map(([field, rows]) => {
      const known = rows.reduce((sum, { n }) => sum + n, 0);
      const sure = rows.reduce((sum, { n, sure: mean }) => sum + n * (mean ?? 0), 0);
      return {
        field,
        known: share(known),
        sources: Object.fromEntries(rows.map(({ v, n }) => [String(v), share(n)])),
        confidence: known > 0 ? sure / known : null,
      };
    }),
    distributions: [...distributions, { name: "folders", values: labelled(topFolders(folders, mostValues), String) }],
  };
}

/** Files that were refused by code, of all of the catalogue: they are few, and so counted. */
async function refusedIn(store: Store): Promise<readonly StatsValue[]> {
  const rows = await store.query<{ label: string; n: number }>(
    `select "code" as "label", count(*)::int4 as "n" from reject group by 1 order by 2 desc, 1`,
  );
  return rows.map(({ label, n }) => ({ label, count: n }));
}
