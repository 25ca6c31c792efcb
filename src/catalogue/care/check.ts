/** The integrity check: every law of checks.ts is looked at, and the pages of indexes where the server can. */
import { codeOf, messageOf } from "../../database/error.ts";
import type { Reader } from "../tables/query.ts";
import { checks } from "./checks.ts";

/** Something that should not be. */
export interface Finding {
  readonly name: string;
  readonly finding: string;
  readonly count: number;
  /** The first of them: paths where there are paths. */
  readonly examples: readonly string[];
  readonly remedy: string;
}

/** What a check found. */
export interface Checked {
  /** Laws that were looked at. */
  readonly checks: number;
  /** Indexes whose pages were read by amcheck; null where the server has not the extension. */
  readonly indexes: number | null;
  readonly findings: readonly Finding[];
  /** What a stop left to be done, which is no damage. */
  readonly left: Left;
}

/** What a stop left to be done: the next midiq that writes, or `midiq db check --fix`, does it. */
export interface Left {
  /** Contents whose copies have yet to be counted. */
  readonly unsettled: number;
  /** Search indexes that a bulk load left out. */
  readonly indexes: number;
}

const mostExamples = 3;

/** Looks at everything; reads all tables, so it takes minutes for many millions of files. */
export async function checkCatalogue(store: Reader): Promise<Checked> {
  const findings: Finding[] = [];
  for (const { name, finding, remedy, sql } of checks) {
    try {
      const rows = await store.query<{ count: number; examples: readonly string[] | null }>(
        `with bad(example) as (${sql})
       select (select count(*)::int4 from bad) as count,
         (select json_agg(example) from (select example from bad order by example collate "C" limit ${mostExamples}) e) as examples`,
      );
      const { count = 0, examples } = rows[0] ?? {};
      if (count > 0) findings.push({ name, finding, count, examples: examples ?? [], remedy });
    } catch (error) {
      if (!isDamage(error)) throw error;
      // One law that cannot be looked at is enough: the others read the same pages.
      const all = [...findings, unreadable(name, error)];
      return { checks: checks.length, indexes: null, findings: all, left: { unsettled: 0, indexes: 0 } };
    }
  }
  const { indexes, damaged } = await checkIndexes(store);
  const [left] = await store.query<Left>(
    `select (select count(distinct content)::int4 from unsettled u where exists (select 1 from content c where c.id = u.content)) as unsettled,
       (select count(*)::int4 from deferred_index) as indexes`,
  );
  return {
    checks: checks.length,
    indexes,
    findings: [...findings, ...damaged],
    left: left ?? { unsettled: 0, indexes: 0 },
  };
}

/**
 * Whether a law could not be looked at because the tables cannot be read: PostgreSQL's classes 58 (its files), XX (damaged
 * data, and what it did not expect), 42 (a table or column is not there) and 22 (values that cannot be), or an engine that
 * gave up. A lost connection and the like are no damage.
 */
function isDamage(error: unknown): boolean {
  const code = codeOf(error);
  return code === "write-failed" || code === "engine-lost" || /^(?:58|XX|42|22)[0-9A-Z]{3}$/.test(code);
}

/** The finding of tables that cannot be read. */
const unreadable = (law: string, error: unknown): Finding => ({
  name: "unreadable",
  finding: `the tables cannot be read (${messageOf(error)})`,
  count: 1,
  examples: [law],
  remedy: "import a backup into a new catalogue, or make a new one and add the files again; then check the disk",
});

/** Reads the pages of the B-trees (amcheck: order, and that every row of the table is in the index). */
async function checkIndexes(
  store: Reader,
): Promise<{ readonly indexes: number | null; readonly damaged: readonly Finding[] }> {
  const [has] = await store.query("select 1 from pg_extension where extname = 'amcheck'");
  if (!has) return { indexes: null, damaged: [] };
  const btrees = await store.query<{ name: string }>(
    `select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid join pg_am m on m.oid = i.relam
       join pg_class c on c.oid = x.indrelid
     where m.amname = 'btree' and x.indisvalid
       and c.relnamespace = (select relnamespace from pg_class where oid = 'content'::regclass) order by 1`,
  );
  const damaged: Finding[] = [];
  for (const { name } of btrees) {
    try {
      await store.query("select bt_index_check($1::text::regclass, true)", [name]);
    } catch (error) {
      const remedy = "midiq db check --fix; then check the disk";
      damaged.push({ name: "damaged-index", finding: messageOf(error), count: 1, examples: [name], remedy });
    }
  }
  return { indexes: btrees.length, damaged };
}
