/** What is gone, moved or back: copies of files that a run did not meet, where it has been. */
import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { transact } from "../../database/transaction.ts";
import { ensureSeenStaging } from "../tables/staging.ts";
import type { Seen, SeenArchive, SeenChanges } from "./seen.ts";

/** Rows that are looked at in one statement. */
const page = 20_000;

/** Where we are. */
interface Place {
  readonly run: number;
  /** Numbers of the runs whose files came in together: one, or those of all workers of a campaign. */
  readonly runs?: readonly number[];
  /** Numbers of the sources whose files can be looked for here. */
  readonly sources: readonly number[];
}

/**
 * Brings copies in line with what a whole run saw, in one transaction. A copy whose file is gone is marked missing; where the
 * same bytes came in at another path in this run it has moved, and its row goes. Contents stay in any case; they are
 * settled after.
 */
export async function noteSeen(sql: Client, seen: Seen, place: Place): Promise<SeenChanges> {
  return transact(sql, async (tx) => {
    await ensureSeenStaging(tx, sql.isPooled());
    const returned = await bringBack(tx, seen, place);
    let gone = 0;
    if (seen.hasUnmet && seen.walked.length > 0) gone += await stageGone(tx, seen);
    if (seen.hasKnown) gone += await stageLeft(tx, seen, place);
    if (gone > 0) {
      await tx.unsafe(`insert into unsettled select k.content from copy k join stage_gone using (id)
        where k.content is not null`);
    }
    const moved = gone > 0 && seen.hasKnown ? await dropMoved(tx, seen, place) : 0;
    const { count: missing } = await tx.unsafe(
      "update copy set missing = true, run = $1::int4 where id in (select id from stage_gone) and not missing",
      [place.run],
    );
    await keepArchives(tx, seen.archives);
    return { moved, missing, returned };
  });
}

async function bringBack(tx: Sql, seen: Seen, { run }: Place): Promise<number> {
  let count = 0;
  for (const ids of seen.returned(page)) {
    const rows = await tx.unsafe(
      `with back as (update copy set missing = false, run = $2::int4 where id = any($1::text::int8[]) and missing returning content),
         noted as (insert into unsettled select content from back where content is not null)
       select count(*)::int4 as n from back`,
      [arrayOf(ids), run],
    );
    count += Number(rows[0]?.["n"]);
  }
  return count;
}

/** Puts the copies that are gone into `stage_gone`, and forgets archives that are. Returns how many copies. */
async function stageGone(tx: Sql, seen: Seen): Promise<number> {
  const under = `exists (select 1 from unnest($1::text::text[]) w(prefix) where starts_with(path || '/', w.prefix))`;
  const judged = [textArrayOf(seen.walked)];
  let count = 0;
  for (let last = "-1"; ; ) {
    const [row] = await tx.unsafe(
      `select string_agg(int8send(id), ''::bytea) as ids, max(id)::text as last
       from (select id from copy where id > $2::text::int8 and not missing and ${under} order by id limit ${page}) p`,
      [...judged, last],
    );
    const packed = row?.["ids"] as Uint8Array | null | undefined;
    if (!packed) break;
    last = String(row?.["last"]);
    const unmet = idsIn(packed).filter(seen.isUnmet);
    if (unmet.length === 0) continue;
    const named = await tx.unsafe("select id::text as id, path from copy where id = any($1::text::int8[])", [
      arrayOf(unmet),
    ]);
    const gone = named.filter((copy) => seen.isGone(String(copy["path"]))).map((copy) => BigInt(String(copy["id"])));
    if (gone.length === 0) continue;
    count += gone.length;
    await tx.unsafe("insert into stage_gone select unnest($1::text::int8[])", [arrayOf(gone)]);
  }
  const archives = await tx.unsafe(`select id::text as id, path from archive where ${under}`, judged);
  const lost = archives
    .map((one) => ({ id: BigInt(String(one["id"])), path: String(one["path"]) }))
    .filter(({ id, path }) => seen.isArchiveGone(id, path))
    .map(({ id }) => id);
  if (lost.length > 0) await tx.unsafe("delete from archive where id = any($1::text::int8[])", [arrayOf(lost)]);
  return count;
}

/**
 * Puts copies into `stage_gone` whose bytes came in, and that are gone: from where the run has not been (a folder that was
 * renamed is added by its new name), or since an earlier run. Returns how many.
 */
async function stageLeft(tx: Sql, seen: Seen, { run, runs = [run], sources }: Place): Promise<number> {
  let count = 0;
  for (let last = "-1"; ; ) {
    const rows = await tx.unsafe(
      `select k.id::text as id, k.path, k.missing from copy k where k.id > $1::text::int8 and k.run <> all($2::text::int4[])
         and k.source = any($3::text::int4[]) and k.content in (select o.content from copy o where o.run = any($2::text::int4[]))
         and not exists (select 1 from stage_gone g where g.id = k.id) order by k.id limit ${page}`,
      [last, `{${runs.join(",")}}`, `{${sources.join(",")}}`],
    );
    if (rows.length === 0) return count;
    last = String(rows.at(-1)?.["id"]);
    const left = rows
      .map((row) => ({ id: BigInt(String(row["id"])), path: String(row["path"]), missing: row["missing"] === true }))
      .filter(({ id, path, missing }) => (missing || seen.isUnmet(id)) && !seen.isThere(path))
      .map(({ id }) => id);
    count += left.length;
    if (left.length > 0) await tx.unsafe("insert into stage_gone select unnest($1::text::int8[])", [arrayOf(left)]);
  }
}

/** Drops the copies that are gone from one path and came in at another, and takes them off `stage_gone`. */
async function dropMoved(tx: Sql, seen: Seen, { run, runs = [run] }: Place): Promise<number> {
  for (let last = "-1"; ; ) {
    const rows = await tx.unsafe(
      `select k.id::text as id from copy k where k.id > $1::text::int8 and k.run = any($2::text::int4[]) and not k.missing
         and k.content in (select g.content from copy g join stage_gone using (id)) order by k.id limit ${page}`,
      [last, `{${runs.join(",")}}`],
    );
    if (rows.length === 0) break;
    last = String(rows.at(-1)?.["id"]);
    const come = rows.map((row) => BigInt(String(row["id"]))).filter(seen.isNew);
    if (come.length > 0) await tx.unsafe("insert into stage_come select unnest($1::text::int8[])", [arrayOf(come)]);
  }
  // The first that went is the first that came: which is which does not matter, the bytes are the same.
  const ranked = (table: string): string =>
    `select id, content, row_number() over (partition by content order by path collate "C") as n
     from copy join ${table} using (id) where content is not null`;
  const rows = await tx.unsafe(
    `with moved as (select g.id from (${ranked("stage_gone")}) g join (${ranked("stage_come")}) c using (content, n)),
       unstaged as (delete from stage_gone where id in (select id from moved)),
       accepted as (delete from reject where copy in (select id from moved) and content is null),
       dropped as (delete from copy where id in (select id from moved) returning 1)
     select count(*)::int4 as n from dropped`,
  );
  return Number(rows[0]?.["n"]);
}

/** Remembers archives that were read whole, when each of their members has a row. */
async function keepArchives(tx: Sql, archives: readonly SeenArchive[]): Promise<void> {
  for (let from = 0; from < archives.length; from += page) {
    const some = archives.slice(from, from + page).map((one) => ({ ...one, id: String(one.id) }));
    await tx.unsafe(
      `with kept as (select split_part(path, '!/', 1) as path, count(*) as members from copy
           where archive is not null and not missing group by 1)
       insert into archive (id, source, path, size, mtime, members)
       select s.id, s.source, s.path, s.size, s.mtime, s.members
       from jsonb_to_recordset($1::text::jsonb) s(id int8, source int4, path text, size int8, mtime int8, members int4)
         left join kept k on k.path = s.path where s.members = coalesce(k.members, 0) order by s.id
       on conflict (id) do update set size = excluded.size, mtime = excluded.mtime, members = excluded.members`,
      [JSON.stringify(some)],
    );
  }
}

const arrayOf = (ids: readonly bigint[]): string => `{${ids.join(",")}}`;
const textArrayOf = (texts: readonly string[]): string =>
  `{${texts.map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;

/** Reads a bytea of big-endian words. */
function idsIn(bytes: Uint8Array): readonly bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 8 }, (_, n) => view.getBigInt64(n * 8));
}
