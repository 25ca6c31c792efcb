/**
 * What is compared to find duplicates: of each content its hashes, size, copies, and a sketch of its MinHash, in columns.
 * A million contents take 170 MB; rows come from the engine in chunks and are let go.
 */
import { canResemble, fewestForHash, materialOf } from "../../../dsl/mod.ts";
import { hidingSql } from "../asking/hidden.ts";
import { type Prepared, shownWhere } from "../asking/prepare.ts";
import type { Store } from "../store.ts";
import { createSketches, type Sketches } from "./sketches.ts";

/** Contents in order of id. */
export interface Contents {
  readonly length: number;
  readonly ids: BigInt64Array;
  /** Bytes of one copy. */
  readonly sizes: Float64Array;
  /** Files that hold it. */
  readonly copies: Int32Array;
  /** Hash of the notes; 0 where there are none. */
  readonly notes: BigUint64Array;
  /** Hash of the music; 0 where there is none, or too little music for it to say anything. */
  readonly music: BigUint64Array;
  readonly sketches: Sketches;
}

/** Contents that are read at once. */
const chunk = 10_000;
/** A row: id, size, hash of notes, hash of music, copies, the harmony of the facets, the MinHash. */
const at = { id: 0, size: 8, notes: 16, music: 24, copies: 32, harmony: 36, minhash: 72, end: 584 } as const;
const slots = (at.end - at.minhash) / 4;

interface Packed {
  readonly rows: string | null;
  readonly last: string | null;
}

/** Reads what a query finds, whatever its order and limit; undefined reads all music that is there. */
export async function readContents(store: Store, prepared: Prepared | undefined): Promise<Contents> {
  const packed = packedFrom(store);
  const isWhole = prepared === undefined || prepared.where.text === "true";
  const where = prepared ? shownWhere(prepared) : hidingSql({ rejected: true, missing: true }).join(" and ");
  if (isWhole) {
    const [row] = await store.query<{ count: string }>(`select count(*) as "count" from content c where ${where}`);
    const contents = columnsFor(Number(row?.count ?? 0));
    for (let last = "-1"; ; ) {
      const [some] = await store.query<Packed>(packed(`${where} and c."id" > $1::int8`), [last]);
      if (!some?.rows || some.last === null) return contents.finish();
      last = some.last;
      contents.add(Buffer.from(some.rows, "base64"));
    }
  }
  const ids = await store.query<{ id: string }>(
    `select c."id"::text as "id" from content c where ${where} order by c."id"`,
    prepared.where.parameters,
  );
  const contents = columnsFor(ids.length);
  for (let from = 0; from < ids.length; from += chunk) {
    const list = `{${ids
      .slice(from, from + chunk)
      .map(({ id }) => id)
      .join(",")}}`;
    const [some] = await store.query<Packed>(packed(`c."id" = any($1::int8[])`), [list]);
    contents.add(Buffer.from(some?.rows ?? "", "base64"));
  }
  return contents.finish();
}

/** Rows in one value, so that an engine need not send a row for each. */
function packedFrom(store: Store): (where: string) => string {
  const has = (column: string): boolean => store.registry.fields.some((field) => field.column === column);
  // A catalogue that was made without the analyzer of fingerprints knows copies only.
  const hash = (column: string): string =>
    has(column)
      ? `coalesce(decode(c."${column}", 'hex'), '\\x0000000000000000'::bytea)`
      : `'\\x0000000000000000'::bytea`;
  const unknown = (bytes: number, hex: string): string => `decode(repeat('${hex}', ${bytes}), 'hex')`;
  return (
    where,
  ) => `select encode(string_agg(x."row", ''::bytea order by x."id"), 'base64') as "rows", max(x."id")::text as "last"
    from (select c."id", int8send(c."id") || int8send(c."size") || ${hash("notes_hash")} || ${hash("music_hash")}
        || int4send(c."copies") || coalesce(substring(v."facets" from 1 for ${at.minhash - at.harmony}), ${unknown(at.minhash - at.harmony, "00")})
        || coalesce(v."minhash", ${unknown(at.end - at.minhash, "ff")}) as "row"
      from content c left join vector v on v."content" = c."id" where ${where} order by c."id" limit ${chunk}) x`;
}

function columnsFor(most: number): { readonly add: (rows: Buffer) => void; readonly finish: () => Contents } {
  const ids = new BigInt64Array(most);
  const sizes = new Float64Array(most);
  const copies = new Int32Array(most);
  const notes = new BigUint64Array(most);
  const music = new BigUint64Array(most);
  const sketches = createSketches(most);
  const minhash = new Uint32Array(slots);
  let length = 0;
  return {
    add: (rows) => {
      // What another process adds meanwhile is left for the next time.
      for (let row = 0; row < rows.length && length < most; row += at.end) {
        ids[length] = rows.readBigInt64BE(row + at.id);
        sizes[length] = Number(rows.readBigInt64BE(row + at.size));
        notes[length] = rows.readBigUInt64BE(row + at.notes);
        copies[length] = rows.readInt32BE(row + at.copies);
        for (let slot = 0; slot < slots; slot++) minhash[slot] = rows.readUInt32LE(row + at.minhash + 4 * slot);
        const material = materialOf(minhash);
        if (material >= fewestForHash) music[length] = rows.readBigUInt64BE(row + at.music);
        if (canResemble(material, rows.subarray(row + at.harmony, row + at.minhash)))
          sketches.add(length, material, minhash);
        length++;
      }
    },
    finish: () => ({
      length,
      ids: ids.subarray(0, length),
      sizes: sizes.subarray(0, length),
      copies: copies.subarray(0, length),
      notes: notes.subarray(0, length),
      music: music.subarray(0, length),
      sketches: sketches.finish(),
    }),
  };
}
