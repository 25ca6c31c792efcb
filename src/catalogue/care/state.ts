/** In what state a catalogue is, at little cost: how large, of which version, what a stop left, what was refused. */
import type { Reader } from "../tables/query.ts";

/** The state of a catalogue. */
export interface CatalogueState {
  /** About how many contents there are, as the planner knows it. */
  readonly contents: number;
  /** Search indexes that a bulk load left out. */
  readonly deferred: number;
  /** Migrations that its tables have. */
  readonly migrations: number;
  /** The latest run; `open` where it did not finish, or is still running. */
  readonly lastRun: { readonly id: number; readonly kind: string; readonly open: boolean } | undefined;
}

/** Looks at the state of a catalogue. */
export async function stateOfCatalogue(db: Reader): Promise<CatalogueState> {
  const [row] = await db.query<Omit<CatalogueState, "lastRun">>(
    `select (select greatest(reltuples, 0)::int4 from pg_class where oid = 'content'::regclass) as "contents",
       (select count(*)::int4 from deferred_index) as "deferred", (select count(*)::int4 from migration) as "migrations"`,
  );
  const [lastRun] = await db.query<NonNullable<CatalogueState["lastRun"]>>(
    `select "id", "kind", "finished" is null as "open" from run order by "id" desc limit 1`,
  );
  return { contents: 0, deferred: 0, migrations: 0, ...row, lastRun };
}

/** The most frequent codes of refused files. */
export const causesOfRefusal = (db: Reader, most: number): Promise<readonly { code: string; n: number }[]> =>
  db.query(`select "code", count(*)::int4 as "n" from reject group by 1 order by 2 desc, 1 limit $1::int4`, [most]);

/** Paths of damaged files, one copy of each that is there, in order of path. */
export async function damagedPaths(db: Reader): Promise<readonly string[]> {
  const rows = await db.query<{ path: string }>(
    `select c."path" from content c where c."status" in ('repaired', 'partial') and c."copies" > 0 order by c."path" collate "C"`,
  );
  return rows.map(({ path }) => path);
}
