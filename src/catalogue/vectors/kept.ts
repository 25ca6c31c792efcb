/**
 * The vectors of a catalogue, kept as long as no transaction changes them (sql/0021-vector-changes.sql): in memory, and of large
 * catalogues in a folder in a file beside them, which the next process reads in a tenth of the time.
 */
import { isServer } from "../../database/server/server.ts";
import type { Store } from "../store.ts";
import { readVectors, writeVectors } from "./file.ts";
import { facetBytes } from "./slab.ts";
import { Vectors } from "./vectors.ts";

/** Contents in one statement. */
const page = 50_000;
/** From so many contents on a file is written. */
const fewestForFile = 20_000;

/** What tells that nothing changed, and how many contents there may be. */
interface State {
  readonly key: string;
  readonly expected: number;
}

const kept = new WeakMap<Store["client"], { readonly key: string; readonly vectors: Vectors }>();

/** The vectors of all contents. */
export async function vectorsOf(store: Store): Promise<Vectors> {
  const { client, url } = store;
  const { key, expected } = await stateOf(store);
  const known = kept.get(client);
  if (known?.key === key) return known.vectors;
  const folder = isServer(url) ? undefined : url;
  const vectors = (folder && readVectors(folder, key)) || (await load(store, expected));
  // What was written meanwhile may be there in part.
  if ((await stateOf(store)).key !== key) return vectors;
  if (folder && vectors.count >= fewestForFile) writeVectors(folder, key, vectors);
  kept.set(client, { key, vectors });
  return vectors;
}

async function stateOf(store: Store): Promise<State> {
  const [row] = await store.query<{ key: string; expected: string }>(
    `select concat_ws(' ', count(*), sum(xid), (select min("content") from vector), (select max("content") from vector))
       as "key", greatest((select reltuples from pg_class where oid = 'vector'::regclass), 0)::int8::text as "expected"
     from vector_change`,
  );
  return { key: row?.key ?? "", expected: Number(row?.expected ?? 0) };
}

/** Ids and facets in one value, one after the other, so that an engine need not send a row for each. */
interface Packed {
  readonly rows: string | null;
  readonly last: string | null;
}
const packed = `select encode(string_agg(int8send(x."content") || x."facets", ''::bytea), 'base64') as "rows",
    max(x."content")::text as "last"
  from (select v."content", v."facets" from vector v where v."content" > $1::int8 and length(v."facets") = ${facetBytes}
    order by v."content" limit ${page}) x`;
const idBytes = 8;

async function load(store: Store, expected: number): Promise<Vectors> {
  const vectors = new Vectors();
  // Some more than the planner knows of: a slab that is too small is followed by a whole one.
  const room = Math.ceil(expected * 1.1) + 1000;
  for (let last = "-1"; ; ) {
    const [row] = await store.query<Packed>(packed, [last]);
    if (!row?.rows || row.last === null) return vectors;
    last = row.last;
    const rows = Buffer.from(row.rows, "base64");
    for (let at = 0; at < rows.length; at += idBytes + facetBytes)
      vectors.add(rows.readBigInt64BE(at), rows, at + idBytes, room);
  }
}
