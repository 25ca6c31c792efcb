/**
 * Places of an export among those of a catalogue: each has a first machine, whose paths stand as they are. Where these are two
 * machines, the rows of one get its name, and ids to match.
 */
import type { Sql } from "../../database/sql.ts";
import { freeKey } from "../places/stored-path.ts";

interface PlaceRow {
  readonly id: number;
  readonly kind: string;
  readonly root: string;
  readonly machine: string;
  readonly key: string;
}

/** Notes where each staged place is in the catalogue, with those that are new. Returns how many came in. */
export async function mapPlaces(tx: Sql): Promise<number> {
  const rowsOf = async (table: string): Promise<readonly PlaceRow[]> =>
    (await tx.unsafe(
      `select id, kind, root, machine, key from ${table} order by key collate "C", id`,
    )) as unknown as readonly PlaceRow[];
  const here = [...(await rowsOf("source"))];
  let fresh = 0;
  for (const one of await rowsOf("moved_rows_source")) {
    const known = here.find((other) => isSamePlace(one, other));
    const row = known ?? { ...one, id: freeId(one.id, here), key: keyOf(one, here) };
    if (!known) {
      here.push(row);
      fresh++;
      await tx.unsafe("insert into source (id, kind, root, machine, key) values ($1::int4, $2, $3, $4, $5)", [
        row.id,
        row.kind,
        row.root,
        row.machine,
        row.key,
      ]);
    }
    await tx.unsafe("insert into moved_place values ($1::int4, $2::int4, $3, $4, $5)", [
      one.id,
      row.id,
      one.kind,
      one.key,
      row.key,
    ]);
  }
  return fresh;
}

/** An endpoint that nobody noted (before 0017) is taken for the first one. */
const isSamePlace = (one: PlaceRow, other: PlaceRow): boolean =>
  one.kind === other.kind &&
  one.machine === other.machine &&
  (one.root === other.root || (one.kind === "bucket" && one.root === "" && other.key === ""));

const freeId = (id: number, here: readonly PlaceRow[]): number =>
  here.some((other) => other.id === id) ? Math.max(...here.map((other) => other.id)) + 1 : id;

function keyOf({ kind, root, machine, key }: PlaceRow, here: readonly PlaceRow[]): string {
  if (kind === "shared") return key;
  if (!here.some((other) => other.kind === kind && other.key === "")) return "";
  return kind === "bucket" ? root : freeKey(machine, new Set(here.map((other) => other.key)));
}

/** The statement that gives staged rows of a table the paths and ids that they have here. @param id the column that holds the copy's. */
export const replaced = (table: string, id: string): string =>
  `update moved_rows_${table} s set ${id} = place_id(s.${id}, s.path, p.kind, p.old_key, p.key),
     path = place_path(s.path, p.kind, p.old_key, p.key), source = p.id
   from moved_place p where p.was = s.source and (p.old_key <> p.key or p.id <> p.was)`;
