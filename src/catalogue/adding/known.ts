/** What a catalogue knows, in bulk: int8 columns come as one binary string a page, not as a row each. */
import type { Client } from "../../database/client.ts";
import type { Rejection } from "../../pipeline/rejection.ts";
import type { Places } from "../places/places.ts";
import type { Store } from "../store.ts";

/** Known files in chunks, as columns. */
interface KnownFacts {
  readonly ids: BigInt64Array;
  readonly sizes: Float64Array;
  /** Milliseconds since 1970. */
  readonly mtimes: Float64Array;
}

/** Known copies; `missing` is 1 for one whose file was gone the last time. */
export interface KnownCopies extends KnownFacts {
  readonly missing: Uint8Array;
}

/** Archives that were read whole, with the number of files in them. */
export interface KnownArchives extends KnownFacts {
  readonly members: Int32Array;
}

/** What a run that adds files asks first, so that nothing is read or analyzed twice. */
export interface Known {
  /**
   * Whether a run asks for what it meets, batch by batch, rather than for all that is known when it begins: reading all would
   * take longer than a run is worth.
   */
  readonly isAsked: () => Promise<boolean>;
  /** Those of some ids that are of contents. */
  readonly contentsOf: (ids: readonly bigint[]) => Promise<BigInt64Array>;
  /** Those of some ids that are of copies. */
  readonly copiesOf: (ids: readonly bigint[]) => Promise<KnownCopies>;
  /** Those of some ids that are of archives which were read whole. */
  readonly archivesOf: (ids: readonly bigint[]) => Promise<KnownArchives>;
  /** Ids of all contents, so that dedupe knows them. */
  readonly contents: () => AsyncIterable<BigInt64Array>;
  /** All copies in order of their ids, so that unchanged files are not read again. */
  readonly copies: () => AsyncIterable<KnownCopies>;
  /** The archives that were read whole, in order of their ids, so that unchanged ones are not opened again. */
  readonly archives: () => AsyncIterable<KnownArchives>;
  /** A test of whether a run has told before why a file is refused that could not be read, and is tried each time. */
  readonly rejections: () => Promise<(rejection: Pick<Rejection, "path" | "code">) => boolean>;
  /** Where paths lie; this machine and its locations are noted where they are new. */
  readonly places: () => Promise<Places>;
}

/** What a store knows. */
export const knownIn = (store: Store): Known => ({
  isAsked: () => isLarge(store.client),
  contentsOf: (ids) => contentsOf(store.client, ids),
  copiesOf: (ids) => copiesOf(store.client, ids),
  archivesOf: (ids) => archivesOf(store.client, ids),
  contents: () => knownContents(store.client),
  copies: () => knownCopies(store.client),
  archives: () => knownArchives(store.client),
  rejections: () => knownRejections(store.client),
  places: store.placesToAdd,
});

const page = 50_000;

/**
 * Contents from which on a run asks for what it meets. Reading the ids of 4 million took 11.6 s of CPU, and grows faster than
 * their number: `bun run bench known`.
 */
const mostRead = 5_000_000;

/** Whether the catalogue holds more contents than a run reads the ids of, as the planner counted last. */
async function isLarge(sql: Client): Promise<boolean> {
  const [row] = await sql.unsafe(
    "select reltuples::float8 as contents from pg_class where oid = to_regclass('content')",
  );
  return Number(row?.["contents"] ?? 0) >= mostRead;
}

const literal = (ids: readonly bigint[]): string => `{${ids.join(",")}}`;

async function contentsOf(sql: Client, ids: readonly bigint[]): Promise<BigInt64Array> {
  const [row] = await sql.unsafe(
    "select string_agg(int8send(id), ''::bytea) as ids from content where id = any($1::text::int8[])",
    [literal(ids)],
    { prepare: true },
  );
  return wordsOf((row?.["ids"] as Uint8Array | null | undefined) ?? new Uint8Array());
}

async function copiesOf(sql: Client, ids: readonly bigint[]): Promise<KnownCopies> {
  const { files, last } = await factsOfSome(sql, "copy", "missing::int4", isWhole, ids);
  return { ...files, missing: Uint8Array.from(last) };
}

async function archivesOf(sql: Client, ids: readonly bigint[]): Promise<KnownArchives> {
  const { files, last } = await factsOfSome(sql, "archive", "members", "true", ids);
  return { ...files, members: last };
}

async function factsOfSome(
  sql: Client,
  table: "copy" | "archive",
  more: string,
  wanted: string,
  ids: readonly bigint[],
): Promise<Facts> {
  const [row] = await sql.unsafe(
    `select string_agg(${factsSql(more)}, ''::bytea) as facts from ${table}
     where id = any($1::text::int8[]) and ${wanted}`,
    [literal(ids)],
    { prepare: true },
  );
  return factsIn((row?.["facts"] as Uint8Array | null | undefined) ?? new Uint8Array());
}

/** Reads a bytea of big-endian words. */
function wordsOf(bytes: Uint8Array): BigInt64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new BigInt64Array(bytes.length / 8);
  for (let n = 0; n < words.length; n++) words[n] = view.getBigInt64(n * 8);
  return words;
}

/** Refusals that are told apart one by one; a disk that cannot be read has more. */
const mostRejections = 100_000;

/** Why files were refused whose bytes nobody could read: each run tries them again. A test of whether one was told before. */
async function knownRejections(
  sql: Client,
): Promise<(rejection: { readonly path: string; readonly code: string }) => boolean> {
  const rows = await sql.unsafe(`select path, code from reject where content is null limit ${mostRejections}`);
  const known = new Set(rows.map((row) => `${row["code"]} ${row["path"]}`));
  return ({ path, code }) => known.has(`${code} ${path}`);
}

/** The ids of all contents in order. */
async function* knownContents(sql: Client): AsyncGenerator<BigInt64Array> {
  for (let last = "-1"; ; ) {
    const rows = await sql.unsafe(
      `select string_agg(int8send(id), ''::bytea) as ids, max(id)::text as last
       from (select id from content where id > $1::text::int8 order by id limit ${page}) p`,
      [last],
    );
    const ids = rows[0]?.["ids"] as Uint8Array | null | undefined;
    if (!ids) return;
    yield wordsOf(ids);
    last = String(rows[0]?.["last"]);
  }
}

/**
 * Which copies are known: not those whose content never came in: they were stored in a batch of their own before
 * that of the file that they are a copy of, and the run was killed between. Unless they are read again, nobody would read
 * these bytes when that file is gone meanwhile, or lies where the next run does not look.
 */
const isWhole = `(content is null or content <> all(array(select u.content from unsettled u
    where not exists (select 1 from content c where c.id = u.content))))`;

/** All copies, in order of their ids. */
async function* knownCopies(sql: Client): AsyncGenerator<KnownCopies> {
  for await (const facts of factsOf(sql, "copy", "missing::int4", isWhole)) {
    yield { ...facts.files, missing: Uint8Array.from(facts.last) };
  }
}

/** All archives that were read whole, in order of their ids. */
async function* knownArchives(sql: Client): AsyncGenerator<KnownArchives> {
  for await (const facts of factsOf(sql, "archive", "members")) yield { ...facts.files, members: facts.last };
}

/** Three int8 and an int4, big endian. */
const factBytes = 28;
const factsSql = (more: string): string => `int8send(id) || int8send(size) || int8send(mtime) || int4send(${more})`;

interface Facts {
  readonly files: KnownFacts;
  readonly last: Int32Array;
}

/** Reads them. */
function factsIn(facts: Uint8Array): Facts {
  const view = new DataView(facts.buffer, facts.byteOffset, facts.byteLength);
  const count = facts.length / factBytes;
  const files = { ids: new BigInt64Array(count), sizes: new Float64Array(count), mtimes: new Float64Array(count) };
  const last = new Int32Array(count);
  for (let n = 0, at = 0; n < count; n++, at += factBytes) {
    files.ids[n] = view.getBigInt64(at);
    files.sizes[n] = wholeAt(view, at + 8);
    files.mtimes[n] = wholeAt(view, at + 16);
    last[n] = view.getInt32(at + 24);
  }
  return { files, last };
}

/** Id, size and time of all rows of a table, and one more number. */
async function* factsOf(sql: Client, table: "copy" | "archive", more: string, wanted = "true") {
  for (let last = "-1"; ; ) {
    const rows = await sql.unsafe(
      `select string_agg(${factsSql("more")}, ''::bytea) as facts, max(id)::text as last
       from (select id, size, mtime, ${more} as more from ${table} where id > $1::text::int8 and ${wanted} order by id limit ${page}) p`,
      [last],
    );
    const facts = rows[0]?.["facts"] as Uint8Array | null | undefined;
    if (!facts) return;
    yield factsIn(facts);
    last = String(rows[0]?.["last"]);
  }
}

/** An int8 that a number can hold. */
const wholeAt = (view: DataView, at: number): number => view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4);
