/** What a catalogue knows, in bulk: int8 columns come as one binary string a page, not as a row each. */
import type { Client } from "./client.ts";
import type { KnownCopies } from "./store.ts";

const page = 50_000;

/** Reads a bytea of big-endian words. */
function wordsOf(bytes: Uint8Array): BigInt64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new BigInt64Array(bytes.length / 8);
  for (let n = 0; n < words.length; n++) words[n] = view.getBigInt64(n * 8);
  return words;
}

/** The ids of all contents in order. */
export async function* knownContents(sql: Client): AsyncGenerator<BigInt64Array> {
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

/** All copies that are there. */
export async function* knownCopies(sql: Client): AsyncGenerator<KnownCopies> {
  for (let last = "-1"; ; ) {
    const rows = await sql.unsafe(
      `select string_agg(int8send(id) || int8send(size) || int8send(mtime), ''::bytea) as facts, max(id)::text as last
       from (select id, size, mtime from copy where id > $1::text::int8 and not missing order by id limit ${page}) p`,
      [last],
    );
    const facts = rows[0]?.["facts"] as Uint8Array | null | undefined;
    if (!facts) return;
    const words = wordsOf(facts);
    const count = words.length / 3;
    yield {
      ids: BigInt64Array.from({ length: count }, (_, n) => words[n * 3] as bigint),
      sizes: Float64Array.from({ length: count }, (_, n) => Number(words[n * 3 + 1])),
      mtimes: Float64Array.from({ length: count }, (_, n) => Number(words[n * 3 + 2])),
    };
    last = String(rows[0]?.["last"]);
  }
}
