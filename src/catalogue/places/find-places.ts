/** Which places this machine has to do with: read off the tables, and noted there before files are added. */

import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { createDigest } from "../../digest.ts";
import { numberOf } from "../renewing/analyzer-set.ts";
import { schemaLock } from "../tables/migrate.ts";
import type { Locations } from "./locations.ts";
import { bucketHost, hasRandomName, looksRandom, machineName } from "./machine.ts";
import type { Mount, Place, PlacesData } from "./places.ts";
import { hasTheFilesOf } from "./same-machine.ts";
import { freeKey, saltOf } from "./stored-path.ts";

/** A row of the table `source`. */
interface SourceRow {
  readonly id: number;
  /** file, shared, bucket */
  readonly kind: string;
  /** Name of a shared location; host of an endpoint, empty where it is unknown. */
  readonly root: string;
  readonly machine: string;
  readonly key: string;
}

/** What a catalogue is, and what somebody says of locations. */
export interface PlacesWanted {
  /** A catalogue in a folder is of one machine as a rule, whatever that calls itself. */
  readonly isFolder: boolean;
  readonly locations: Locations;
}

/** A place, as a row that may not be there yet. */
interface Wanted {
  readonly row: SourceRow;
  readonly isNew: boolean;
}

/** Reads which places there are; notes nothing. */
export async function findPlaces(sql: Sql, wanted: PlacesWanted): Promise<PlacesData> {
  return (await lookAt(sql, wanted)).data;
}

/** Notes this machine, its locations and its endpoint, where they are new, and says what is there then. */
export async function notePlaces(sql: Client, wanted: PlacesWanted): Promise<PlacesData> {
  return (await sql.begin(async (tx) => {
    // The first machine is one, however many begin at once.
    await tx.unsafe(`select pg_advisory_xact_lock(${schemaLock})`);
    const { data, rows, me, mounts } = await lookAt(tx, wanted);
    for (const { row, isNew } of rows) {
      const { id, kind, root, machine, key } = row;
      if (isNew)
        await tx.unsafe("insert into source (id, kind, root, machine, key) values ($1::int4, $2, $3, $4, $5)", [
          id,
          kind,
          root,
          machine,
          key,
        ]);
      else await tx.unsafe("update source set root = $2, machine = $3 where id = $1::int4", [id, root, machine]);
    }
    if (!hasRandomName()) {
      if (me.before !== undefined && me.before !== me.machine)
        await tx.unsafe("update mount set machine = $2 where machine = $1", [me.before, me.machine]);
      for (const { path, source } of mounts)
        await tx.unsafe(
          `insert into mount values ($1, $2, $3::int4)
           on conflict (machine, path) do update set source = excluded.source where mount.source <> excluded.source`,
          [me.machine, path, source],
        );
    }
    return data;
  })) as PlacesData;
}

async function lookAt(sql: Sql, { isFolder, locations }: PlacesWanted) {
  const found = await sql.unsafe(
    `select id, kind, root, machine, key from source order by key collate "C", machine collate "C"`,
  );
  const sources = found as unknown as readonly SourceRow[];
  const digest = await createDigest();
  const keys = new Set(sources.map(({ key }) => key));
  const fresh = (kind: string, root: string, machine: string, key: string): Wanted => {
    const id = numberOf(digest, JSON.stringify([kind, root, machine]));
    const row = { id: sources.some((one) => one.id === id) ? freeNumber(sources) : id, kind, root, machine, key };
    return { row, isNew: true };
  };

  const files = sources.filter(({ kind }) => kind === "file");
  const name = machineName();
  const same = files.find(({ machine }) => machine === name) ?? (await renamed(sql, files, isFolder));
  const mine: Wanted = same
    ? { row: { ...same, machine: hasRandomName() ? same.machine : name }, isNew: false }
    : fresh("file", "", name, files.some(({ key }) => key === "") ? freeKey(name, keys) : "");
  const refusal = mine.isNew && files.length + locations.length > 0 && hasRandomName() ? refusalOf(name) : undefined;

  const buckets = sources.filter(({ kind }) => kind === "bucket");
  const host = bucketHost();
  const known = buckets.find(({ root }) => root === host) ?? buckets.find(({ root }) => root === "");
  const bucket: Wanted = known
    ? { row: { ...known, root: host }, isNew: false }
    : fresh("bucket", host, "", buckets.some(({ key }) => key === "") ? host : "");

  const shared = new Map<string, Wanted>();
  const mounts: Mount[] = [];
  for (const { path, name } of locations) {
    const there = sources.find(({ kind, root }) => kind === "shared" && root === name);
    const one = shared.get(name) ?? (there ? { row: there, isNew: false } : fresh("shared", name, "", name));
    shared.set(name, one);
    mounts.push({ path, ...placeOf(one.row) });
  }
  const noted = same ? await sql.unsafe("select path, source from mount where machine = $1", [same.machine]) : [];
  const before = noted.flatMap(({ path, source }) => {
    const row = sources.find(({ id }) => id === source);
    return row && !mounts.some((one) => one.path === path) ? [{ path: String(path), ...placeOf(row) }] : [];
  });
  const isBucketWanted = !bucket.isNew ? known?.root !== host && usesBuckets() : usesBuckets();
  const isRenamed = same !== undefined && same.machine !== mine.row.machine;
  return {
    data: {
      machine: placeOf(mine.row),
      mounts: [...mounts, ...before].sort((a, b) => b.path.length - a.path.length),
      bucket: placeOf(bucket.row),
      first: files.find(({ key }) => key === "")?.machine ?? name,
      firstHost: buckets.find(({ key }) => key === "")?.root ?? "",
      keys: [...new Set([...keys, mine.row.key, ...shared.keys()])].filter((key) => key !== ""),
      ...(refusal !== undefined && { refusal }),
      ...(mine.isNew && refusal === undefined && warning(name, files)),
    } satisfies PlacesData,
    rows: [
      // A container that must not add files of its own leaves no trace of its name.
      ...((mine.isNew && refusal === undefined) || isRenamed ? [mine] : []),
      ...(isBucketWanted ? [bucket] : []),
      ...[...shared.values()].filter(({ isNew }) => isNew),
    ],
    me: { machine: mine.row.machine, before: same?.machine },
    mounts,
  };
}

const placeOf = ({ id, key }: SourceRow): Place => ({ source: id, key, salt: saltOf(key) });

/** A number that no place has: two names may have one hash. */
function freeNumber(sources: readonly SourceRow[]): number {
  return Math.max(...sources.map(({ id }) => id)) + 1;
}

/** Whether this process may read buckets at all: the endpoint of one that does not is nobody's first. */
const usesBuckets = (): boolean =>
  ["S3_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID", "S3_ENDPOINT", "AWS_ENDPOINT", "AWS_ENDPOINT_URL"].some(
    (name) => process.env[name],
  );

/** The machine of the catalogue that this one is under another name: a laptop in another network, a container anew. */
async function renamed(sql: Sql, files: readonly SourceRow[], isFolder: boolean): Promise<SourceRow | undefined> {
  if (process.env["MIDIQ_MACHINE"]) return undefined;
  const may = isFolder ? files : hasRandomName() ? files.filter(({ machine }) => looksRandom(machine)) : [];
  for (const one of may) if (await hasTheFilesOf(sql, one)) return one;
  return undefined;
}

const refusalOf = (name: string): string =>
  `Cannot add files outside a location: the name of this container, "${name}", is random, so another container would not recognize ` +
  "these files; give them a lasting place with midiq add PATH --location NAME=PATH";

/** What a machine that is new to the catalogue should know. */
function warning(name: string, files: readonly SourceRow[]): { readonly warning?: string } {
  if (hasRandomName()) {
    const why = "another container may not recognize these files";
    const what = "give them a lasting place with --location NAME=PATH (docs/locations.md)";
    return { warning: `the name of this container, "${name}", is random: ${why}; ${what}` };
  }
  const before = files.find(({ key }) => key === "")?.machine;
  if (before === undefined) return {};
  const what = `its files are different from those of "${before}", even at the same paths`;
  return {
    warning: `this machine, "${name}", is new to the catalogue: ${what}; if it is the same machine with a new name, set MIDIQ_MACHINE="${before}" (docs/locations.md)`,
  };
}
