/** What must hold of a catalogue after a crash, and of one that is complete. */
import type { Catalogue } from "../../mod.ts";
import { indexes } from "../../src/catalogue/tables/indexes.ts";
import type { Ids } from "./kill.ts";

/** Tables that grow with the collection, with their keys as one value. */
const tables = [
  ["content", "id", "id > -1"],
  ["copy", "id", "id > -1"],
  ["detail", "content", "content > -1"],
  ["track", "(content, n)", "content > -1"],
  ["section", "(content, n)", "content > -1"],
  ["vector", "content", "content > -1"],
] as const;

/** Conditions that a secondary index answers, where it is there. */
const conditions: readonly (readonly [index: string, table: string, condition: string])[] = [
  ["content_bpm", "content", "bpm between 60 and 140"],
  ["content_key_bpm", "content", "key = any('{0,7,12}') and bpm > 90"],
  ["content_added", "content", "added > '2000-01-01'"],
  ["content_duration", "content", "duration > 20"],
  [
    "content_tags",
    "content",
    "tags @> (select array[t] from content, unnest(tags) t group by t order by count(*) desc, t limit 1)",
  ],
  ["content_instruments", "content", "instruments && '{1,33,41}'"],
  [
    "content_terms",
    "content",
    "terms @> (select array[t] from content, unnest(terms) t group by t order by count(*) desc, t limit 1)",
  ],
  ["copy_content", "copy", "content > -1"],
  ["copy_path_words", "copy", "path ilike '%00%'"],
];

/** What was found at one look. */
export interface Found {
  readonly ids: { readonly contents: ReadonlySet<string>; readonly copies: ReadonlySet<string> };
  /** Rows of the same key. */
  readonly doubled: number;
  /** What does not hold, in words. */
  readonly wrong: readonly string[];
}

async function number(db: Catalogue, text: string): Promise<number> {
  return Number((await db.query<{ n: string }>(`select (${text})::text as n`))[0]?.n);
}

async function textsOf(db: Catalogue, text: string): Promise<ReadonlySet<string>> {
  return new Set((await db.query<{ value: string }>(text)).map(({ value }) => value));
}

const planner = async (db: Catalogue, scans: "tables" | "indexes"): Promise<void> => {
  const [table, index] = scans === "tables" ? ["on", "off"] : ["off", "on"];
  await db.query(`set enable_seqscan = ${table}`);
  for (const scan of ["indexscan", "indexonlyscan", "bitmapscan"]) await db.query(`set enable_${scan} = ${index}`);
};

/** Looks at a catalogue, whether its run came to an end or not. */
export async function look(db: Catalogue): Promise<Found> {
  const wrong: string[] = [];
  let doubled = 0;
  await planner(db, "tables");
  const ids = {
    contents: await textsOf(db, "select id::text as value from content"),
    copies: await textsOf(db, "select id::text as value from copy"),
  };
  const there = await textsOf(db, "select indexname as value from pg_indexes where schemaname = current_schema()");
  const asked = [
    ...tables.map(([table, , condition]) => [`${table}_pkey`, table, condition] as const),
    ...conditions.filter(([index]) => there.has(index)),
  ].map(([index, table, condition]) => [
    index,
    `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from ${table} t where ${condition}`,
  ]);
  const answers = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const [, text] of asked) {
      const [row] = await db.query<{ answer: string }>(`select (${text}) as answer`);
      found.push(row?.answer ?? "");
    }
    return found;
  };
  const byTables = await answers();
  for (const [table, key] of tables)
    doubled += await number(db, `select count(*) - count(distinct ${key}) from ${table}`);
  await planner(db, "indexes");
  const byIndexes = await answers();
  for (const [n, [index]] of asked.entries())
    if (byTables[n] !== byIndexes[n]) wrong.push(`${index} gives ${byIndexes[n]}, the table ${byTables[n]}`);
  for (const scan of ["seqscan", "indexscan", "indexonlyscan", "bitmapscan"]) await db.query(`reset enable_${scan}`);
  for (const [what, text] of rules) {
    const rows = await number(db, text);
    if (rows > 0) wrong.push(`${what}: ${rows}`);
  }
  return { ids, doubled, wrong };
}

/** What never holds, however a run ended: a batch is one transaction, and what it leaves to do it notes. */
const rules: readonly (readonly [what: string, count: string])[] = [
  [
    "copies of a content that is not there and not to come",
    `select count(*) from copy k where k.content is not null and not exists (select 1 from content c where c.id = k.content)
     and not exists (select 1 from unsettled u where u.content = k.content)`,
  ],
  ...["detail", "track", "section", "vector", "failure"].map(
    (table) =>
      [
        `rows of ${table} without a content`,
        `select count(*) from ${table} t where not exists (select 1 from content c where c.id = t.content)`,
      ] as const,
  ),
  ...["detail", "vector"].map(
    (table) =>
      [
        `contents without ${table}`,
        `select count(*) from content c where c.status <> 'rejected' and not exists (select 1 from ${table} t where t.content = c.id)`,
      ] as const,
  ),
  [
    "contents whose copies are counted wrongly",
    `select count(*) from content c where c.copies <> (select count(*) from copy k where k.content = c.id and not k.missing)
     and not exists (select 1 from unsettled u where u.content = c.id)`,
  ],
];

/** Committed batches of which something is missing. */
export const lostOf = (committed: readonly Ids[], { ids }: Found): number =>
  committed.filter(
    ({ contents, copies }) => contents.some((id) => !ids.contents.has(id)) || copies.some((id) => !ids.copies.has(id)),
  ).length;

/** What a run that came to its end must have done. */
export async function lookAtComplete(db: Catalogue): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const table of ["unsettled", "deferred_index"]) {
    const rows = await number(db, `select count(*) from ${table}`);
    if (rows > 0) wrong.push(`rows in ${table}: ${rows}`);
  }
  const there = await textsOf(db, "select indexrelid::regclass::text as value from pg_index where indisvalid");
  for (const { name } of indexes) if (!there.has(name)) wrong.push(`index ${name} is not there`);
  return wrong;
}
