/** Units: what they consist of, and how one worker at a time claims them. Only the server's clock counts. */
import type { Sql } from "../../database/sql.ts";
import type { SeenArchive } from "../adding/seen.ts";
import type { Maker } from "./maker.ts";

/** A file of a unit, as the catalogue stores its path; by its bytes here where its name is not UTF-8. */
export type UnitPath = string | { readonly bytes: string };

/** Something that was refused before anybody could read it. */
export interface UnitRefusal {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** What a unit consists of. */
export interface UnitData {
  readonly paths: readonly UnitPath[];
  /** Told as refused, without a look at it. */
  readonly refused?: readonly UnitRefusal[];
  /** The paths of a unit that cost workers: they are left alone. */
  readonly poison?: readonly UnitPath[];
}

/** A unit before it is in the queue. */
export interface NewUnit {
  readonly kind: "files" | "archive" | "finish";
  /** Number of the place that its files lie in; null where any machine can do it. */
  readonly source: number | null;
  readonly files: number;
  readonly data: UnitData;
}

/** A unit in hand. */
export interface Unit extends NewUnit {
  readonly id: string;
  readonly campaign: number;
  readonly attempt: number;
}

/** Who works. */
export interface WorkerFacts {
  readonly id: string;
  readonly machine: string;
  readonly pid: number;
  /** Numbers of the places whose files it can read. */
  readonly sources: readonly number[];
}

/** Claims the oldest unit that this worker can do; undefined where there is none. */
export async function claimUnit(sql: Sql, worker: WorkerFacts, maker: Maker): Promise<Unit | undefined> {
  const [row] = await sql.unsafe(
    `update unit set state = 'active', attempt = attempt + 1, worker = $1, at = null,
        begun = clock_timestamp(), beat = clock_timestamp()
      where id = (select u.id from unit u join campaign c on c.id = u.campaign
        where u.state = 'waiting' and u.due <= clock_timestamp() and c.state = 'open'
          and c.version = $2 and c.analyzer_set = $3::int4 and (u.source is null or u.source = any($4::text::int4[]))
        order by u.id limit 1 for update of u skip locked)
      returning id::text as id, campaign, kind, source, files, attempt, data::text as data`,
    [worker.id, maker.version, maker.analyzerSet, `{${worker.sources.join(",")}}`],
    { prepare: true },
  );
  if (!row) return undefined;
  return {
    id: String(row["id"]),
    campaign: Number(row["campaign"]),
    kind: row["kind"] as Unit["kind"],
    source: row["source"] === null ? null : Number(row["source"]),
    files: Number(row["files"]),
    attempt: Number(row["attempt"]),
    data: JSON.parse(String(row["data"])) as UnitData,
  };
}

/** Archives that the units of a campaign have read whole. */
export async function archivesRead(sql: Sql, campaign: number): Promise<readonly SeenArchive[]> {
  const rows = await sql.unsafe(
    `select a.value::text as archive from unit u, jsonb_array_elements(u.counts -> 'archives') a
      where u.campaign = $1::int4 and u.kind = 'archive' and u.state = 'done'`,
    [campaign],
  );
  return rows.map((row) => {
    const archive = JSON.parse(String(row["archive"])) as Omit<SeenArchive, "id"> & { readonly id: string };
    return { ...archive, id: BigInt(archive.id) };
  });
}
