/**
 * Lost units: their worker was not heard of. Once may be a machine that went; a unit that is lost again is cut, so that a file
 * that ends whoever reads it stands alone after a few rounds, is named, and the rest is done.
 */
import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import type { UnitData, UnitPath } from "./units.ts";

/** Losses after which a unit is cut. */
const mostLosses = 2;
/**
 * Losses after which one file is left alone: four of them are its own, since pieces of a cut unit begin with one. After two of
 * its own an innocent file was left alone in one of 8 campaigns whose workers were killed ten times each (`bun run eval work`).
 */
const mostLossesAlone = 5;
/**
 * Losses after which an archive is left alone, and the end of a campaign is given up. Neither can be cut, and both take long, so
 * that workers go for other reasons meanwhile.
 */
const mostLossesWhole = 10;
/** Pieces of a cut unit: a thousand files stand alone after three cuts. */
const pieces = 16;

/**
 * Takes back units whose worker was not heard of for so long.
 *
 * @returns how many.
 */
export async function takeLost(client: Client, seconds: number): Promise<number> {
  return client.begin(async (tx) => {
    const rows = await tx.unsafe(
      `select id::text as id, campaign, kind, source, losses, worker, at, data::text as data from unit
        where state = 'active' and beat < clock_timestamp() - $1::float8 * interval '1 second'
        order by id for update skip locked`,
      [seconds],
    );
    for (const row of rows) {
      const { paths } = JSON.parse(String(row["data"])) as UnitData;
      const losses = Number(row["losses"]) + 1;
      const isEnd = row["kind"] === "finish";
      const message = `its worker ${row["worker"]} was lost${row["at"] ? ` near ${row["at"]}` : ""}`;
      if (isEnd && losses >= mostLossesWhole) await end(tx, row["id"], "failed", losses, message);
      else if (!isEnd && paths.length > 1 && losses >= mostLosses) await cut(tx, row, paths, losses, message);
      else if (paths.length === 1 && losses >= (row["kind"] === "archive" ? mostLossesWhole : mostLossesAlone))
        await leaveAlone(tx, row["id"], paths, losses, message);
      else await end(tx, row["id"], "waiting", losses, message);
    }
    await tx.unsafe("delete from worker where beat < clock_timestamp() - 10 * $1::float8 * interval '1 second'", [
      seconds,
    ]);
    return rows.length;
  });
}

async function end(tx: Sql, id: unknown, state: string, losses: number, message: string): Promise<void> {
  await tx.unsafe(
    "update unit set state = $2, losses = $3::int4, message = $4, worker = null where id = $1::text::int8",
    [String(id), state, losses, message],
  );
}

/** Pieces begin with one loss: each that is lost once more is cut again. */
async function cut(
  tx: Sql,
  row: Readonly<Record<string, unknown>>,
  paths: readonly UnitPath[],
  losses: number,
  message: string,
): Promise<void> {
  const size = Math.ceil(paths.length / pieces);
  const parts = Array.from({ length: Math.ceil(paths.length / size) }, (_, n) => paths.slice(n * size, (n + 1) * size));
  await tx.unsafe(
    `insert into unit (campaign, kind, source, files, data, losses)
     select $1::int4, $2, $3::int4, jsonb_array_length(p.value), jsonb_build_object('paths', p.value), ${mostLosses - 1}
       from jsonb_array_elements($4::text::jsonb) p`,
    [Number(row["campaign"]), String(row["kind"]), row["source"] as number | null, JSON.stringify(parts)],
  );
  await tx.unsafe(`update unit set data = '{"paths": []}' where id = $1::text::int8`, [String(row["id"])]);
  await end(tx, row["id"], "cut", losses, message);
}

/** One file that cost its workers is refused by the next, without a look at it. */
async function leaveAlone(
  tx: Sql,
  id: unknown,
  paths: readonly UnitPath[],
  losses: number,
  message: string,
): Promise<void> {
  const [path] = paths;
  const shown = typeof path === "string" ? path : Buffer.from(path?.bytes ?? "", "base64").toString("utf8");
  const why = `Reading it ended ${losses} workers`;
  const data: UnitData = {
    paths: [],
    refused: [{ path: shown, code: "worker-lost", message: why }],
    poison: paths,
  };
  await tx.unsafe("update unit set data = $2::text::jsonb where id = $1::text::int8", [
    String(id),
    JSON.stringify(data),
  ]);
  await end(tx, id, "waiting", losses, message);
}
