/** Table of what holds in a sound catalogue: for each law the SQL that finds what breaks it, as one column of text. */
import { otherNames } from "../tables/words.ts";

/** One law. */
export interface Check {
  readonly name: string;
  /** What is wrong where it finds something. */
  readonly finding: string;
  /** What mends it. */
  readonly remedy: string;
  readonly sql: string;
  /** The statement that mends it, within a transaction; undefined where nothing in the catalogue can. */
  readonly mends?: string;
  /** Its parameter: what the check finds, as a list in braces, or the number of an analyzer set that gave no values. */
  readonly given?: "found" | "no values";
  /** What has to follow: contents are settled, or their files are read and analyzed again. */
  readonly after?: "settle" | "renew";
}

/** What a stop left to be done is noted in the table unsettled, and no damage: the next one that writes does it (settle.ts). */
const isSettled = "not exists (select 1 from unsettled u where u.content = c.id)";
const itself = "midiq db check --fix";
/** Copies that are there; of a content that has none, those that were, as settle.ts counts them. */
const hasOthers = "exists (select 1 from copy o where o.content = k.content and not o.missing)";

/** A copy whose content is not there, and not to come with a later batch. */
const isLost = `k.content is not null and not exists (select 1 from content c where c.id = k.content)
    and not exists (select 1 from unsettled u where u.content = k.content)`;

/** Rows of a table whose content is gone. */
const orphans = (table: string, key = "t.content::text"): Check => ({
  name: `${table}-orphans`.replaceAll("_", "-"),
  finding: `rows of ${table} belong to no content`,
  remedy: itself,
  sql: `select ${key} from ${table} t where not exists (select 1 from content c where c.id = t.content)`,
  mends: `delete from ${table} t where not exists (select 1 from content c where c.id = t.content)`,
});

/** Contents that were read, and have no row in a table of facts. @param which of them have one. */
const facts = (table: string, which = "true"): Check => {
  const torn = `status <> 'rejected' and ${which} and not exists (select 1 from ${table} t where t.content = c.id)`;
  return {
    name: `${table}-missing`,
    finding: `contents that were read have no row in ${table}`,
    remedy: `${itself}, which reads their files again`,
    sql: `select path from content c where ${torn}`,
    mends: `update content c set analyzer_set = $1::int4 where ${torn}`,
    given: "no values",
    after: "renew",
  };
};

/** Rows that refer by number to a row that is gone. @param mends what puts one in its place. */
const reference = (table: string, column: string, to: string, mends: string): Check => ({
  name: `${table}-${to}`.replaceAll("_", "-"),
  finding: `rows of ${table} refer to a row of ${to} that does not exist`,
  remedy: itself,
  sql: `select t.path from ${table} t where not exists (select 1 from ${to} o where o.id = t.${column})`,
  mends,
});

/** Contents by the paths that a check told. */
const unsettle = "insert into unsettled select id from content where path = any($1::text::text[])";
const refresh = "select refresh_tags(array(select id from content where path = any($1::text::text[])))";

/** A run and a place of which nothing else is known any more. */
const lostRun = (table: string): string =>
  `insert into run (id, version, machine, finished) overriding system value
     select distinct t.run, 'lost', 'lost', now() from ${table} t where not exists (select 1 from run o where o.id = t.run)`;
const lostSource = `insert into source (id, kind, root, machine)
  select distinct t.source, 'file', '', 'lost' from copy t where not exists (select 1 from source o where o.id = t.source)`;

/** All of them, the most important first. */
export const checks: readonly Check[] = [
  {
    name: "id-of-hash",
    finding: "contents whose id is not the first 63 bits of their hash",
    remedy: "their rows were changed from outside; restore a backup",
    // Shifted right by one without the sign: the id is not negative.
    sql: `select path from content where id <>
      ((('x' || encode(substr(hash, 1, 8), 'hex'))::bit(64)::int8 >> 1) & 9223372036854775807)`,
  },
  {
    name: "copy-content",
    finding: "copies refer to a content that does not exist",
    remedy: `${itself}, then midiq add the same folders: it reads these files`,
    sql: `select k.path from copy k where ${isLost}`,
    mends: `delete from copy k where ${isLost}`,
  },
  {
    name: "copies",
    finding: "contents with a wrong number of copies",
    remedy: itself,
    sql: `select c.path from content c left join
        (select content, count(*) as copies from copy where not missing group by content) k on k.content = c.id
      where c.copies <> coalesce(k.copies, 0) and ${isSettled}`,
    mends: unsettle,
    given: "found",
    after: "settle",
  },
  {
    name: "canonical-copy",
    finding: "contents are not shown by their alphabetically first path",
    remedy: itself,
    mends: unsettle,
    given: "found",
    after: "settle",
    sql: `select c.path from content c
        join (select distinct on (content) content, path, name, folder from copy k
          where content is not null and (not missing or not ${hasOthers})
          order by content, path collate "C") k on k.content = c.id
      where (c.path, c.name, c.folder) <> (k.path, k.name, k.folder) and ${isSettled}`,
  },
  {
    name: "other-names",
    finding: "contents whose words lack names of their copies",
    remedy: itself,
    mends: unsettle,
    given: "found",
    after: "settle",
    sql: `select c.path from content c, lateral (${otherNames("c")}) as n
      where c.other_names is distinct from n.names and ${isSettled}`,
  },
  {
    name: "tags",
    finding: "contents whose tags do not match their evidence, their copies and your own tags",
    remedy: itself,
    mends: refresh,
    given: "found",
    sql: `select path from content c, lateral tags_of(c.id, c.own_tags) as t
      where not (c.tags @> t and c.tags <@ t) and ${isSettled}`,
  },
  {
    name: "tag-sources",
    finding: "contents with wrong sources of tags",
    remedy: itself,
    mends: refresh,
    given: "found",
    sql: `select path from content c, lateral tag_sources_of(c.id, c.own_tag_sources) as s
      where not (c.tag_sources @> s and c.tag_sources <@ s) and ${isSettled}`,
  },
  facts("detail"),
  facts(
    "track",
    `not exists (select 1 from detail d where d.content = c.id
    and not jsonb_path_exists(d.data, '$.tracks[*] ? (@.notes > 0)'))`,
  ),
  facts("vector"),
  orphans("detail"),
  orphans("track"),
  orphans("section"),
  orphans("vector"),
  orphans("failure", "t.content || ' ' || t.analyzer"),
  orphans("manual_tag", "t.content || ' ' || t.tag"),
  {
    ...reference(
      "content",
      "analyzer_set",
      "analyzer_set",
      `update content c set analyzer_set = $1::int4 where not exists (select 1 from analyzer_set o where o.id = c.analyzer_set)`,
    ),
    given: "no values",
    after: "renew",
  },
  reference("copy", "run", "run", lostRun("copy")),
  reference("copy", "source", "source", lostSource),
  reference("reject", "run", "run", lostRun("reject")),
  {
    name: "copy-place",
    finding: "paths do not begin with the key of their place",
    remedy: "midiq add of their folders, on the machine that has them, stores them again",
    sql: `select k.path from copy k join source s on s.id = k.source
      where s.key <> '' and starts_with(k.path, '/')`,
  },
  {
    name: "id-collision",
    finding: "files were left out, because other bytes have the same 63-bit id",
    remedy: "only these files are missing; please report it: it should never happen",
    sql: "select path from reject where code = 'id-collision'",
  },
  {
    name: "field-column",
    finding: "fields without their column",
    remedy: `${itself}, which reads the files again`,
    mends: "update content set analyzer_set = $1::int4 where status <> 'rejected'",
    given: "no values",
    after: "renew",
    sql: `select f.name from field f where f.about ->> 'table' = 'content' and f.about ->> 'expression' is null
      and not exists (select 1 from pg_attribute a where a.attrelid = 'content'::regclass and not a.attisdropped
        and a.attname = f.about ->> 'column')`,
  },
  {
    name: "invalid-index",
    finding: "indexes are invalid, so no query uses them",
    remedy: itself,
    sql: `select i.relname::text from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
      where not x.indisvalid and c.relnamespace = (select relnamespace from pg_class where oid = 'content'::regclass)`,
  },
];
