/**
 * Likeness: the vectors of the contents that the rest of a query leaves are read in chunks and compared here, exactly and
 * with the same answers on every engine. A million vectors take about as long as reading 160 MB from the engine.
 */
import {
  type Condition,
  type LikenessCondition,
  likenessIn,
  likenessTo,
  musicResemblance,
  type Parameter,
  whereSql,
} from "../../../dsl/mod.ts";
import type { Store } from "../store.ts";

/** Vectors that are read at once. */
const chunk = 20_000;
const idBytes = 8;
const facetBytes = 155;

/** Contents that meet each condition on likeness, and how alike they are to the first reference. */
export interface Likeness {
  readonly resolved: ReadonlyMap<Condition, readonly string[]>;
  readonly scores: ReadonlyMap<string, number>;
}

/** Compares whatever a condition wants compared. */
export async function compareLikeness(store: Store, condition: Condition): Promise<Likeness> {
  const resolved = new Map<Condition, readonly string[]>();
  const scores = new Map<string, number>();
  for (const one of likenessIn(condition)) {
    const found = one.type === "like" ? await alike(store, one, restOf(condition)) : await resembling(store, one);
    resolved.set(one, [...found.keys()]);
    for (const [id, score] of found) if (!scores.has(id)) scores.set(id, score);
  }
  return { resolved, scores };
}

/** What else has to hold; contents that do not meet it need not be compared. */
function restOf(condition: Condition): Condition {
  if (condition.type !== "and") return { type: "and", parts: [] };
  return { type: "and", parts: condition.parts.filter((part) => likenessIn(part).length === 0) };
}

type Like = Extract<LikenessCondition, { type: "like" }>;

async function alike(store: Store, like: Like, rest: Condition): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const likeness = likenessTo(like.facets, like.facet);
  const compare = (bytes: Buffer): void => {
    for (let at = 0; at < bytes.length; at += idBytes + facetBytes) {
      const score = likeness(bytes, at + idBytes);
      if (isWithin(score, like)) found.set(String(bytes.readBigInt64BE(at)), score);
    }
  };
  const { text, parameters } = whereSql(rest, store.registry);
  if (text === "true") await everyVector(store, compare);
  else await vectorsWhere(store, { text, parameters }, compare);
  return found;
}

async function vectorsWhere(
  store: Store,
  { text, parameters }: { readonly text: string; readonly parameters: readonly Parameter[] },
  take: (bytes: Buffer) => void,
): Promise<void> {
  const ids = await store.query<{ id: string }>(
    `select c."id"::text as "id" from content c where ${text} order by c."id"`,
    parameters,
  );
  for (let from = 0; from < ids.length; from += chunk) {
    const some = ids.slice(from, from + chunk).map(({ id }) => id);
    const [row] = await store.query<Packed>(packedFrom(`v."content" = any($1::int8[])`), [`{${some.join(",")}}`]);
    take(Buffer.from(row?.rows ?? "", "base64"));
  }
}

/** Vectors in one value: ids and facets one after the other, so that an engine need not send a row for each. */
interface Packed {
  readonly rows: string | null;
  readonly last: string | null;
}
const packedFrom = (where: string): string =>
  `select encode(string_agg(int8send(x."content") || x."facets", ''::bytea), 'base64') as "rows", max(x."content")::text as "last"
   from (select v."content", v."facets" from vector v where ${where} order by v."content" limit ${chunk}) x`;

async function everyVector(store: Store, take: (bytes: Buffer) => void): Promise<void> {
  for (let last = "-1"; ; ) {
    const [row] = await store.query<Packed>(packedFrom(`v."content" > $1::int8`), [last]);
    if (!row?.rows || row.last === null) return;
    last = row.last;
    take(Buffer.from(row.rows, "base64"));
  }
}

/** Which contents are compared, and how many are wanted. */
export interface Wanted {
  /** A condition on `content c` that they have to meet; none for all. */
  readonly where: { readonly text: string; readonly parameters: readonly Parameter[] } | undefined;
  /** Ids of contents that are left out. */
  readonly without: ReadonlySet<bigint>;
  readonly most: number;
}

/** The contents that are most alike, with their likeness; those that are not alike at all are none of them. */
export async function mostAlike(
  store: Store,
  likeness: (facets: Uint8Array, at?: number) => number,
  { where, without, most }: Wanted,
): Promise<ReadonlyMap<string, number>> {
  let best: { readonly id: bigint; readonly score: number }[] = [];
  let least = 0;
  // Sorted when there are twice as many as are wanted, which is seldom: what is less alike than the last is not kept.
  const settle = (): void => {
    best = best.sort((a, b) => b.score - a.score).slice(0, most);
    if (best.length === most) least = best.at(-1)?.score ?? 0;
  };
  const compare = (bytes: Buffer): void => {
    for (let at = 0; at < bytes.length; at += idBytes + facetBytes) {
      const score = likeness(bytes, at + idBytes);
      if (score <= least) continue;
      const id = bytes.readBigInt64BE(at);
      if (without.has(id)) continue;
      best.push({ id, score });
      if (best.length >= 2 * most) settle();
    }
  };
  if (where === undefined) await everyVector(store, compare);
  else await vectorsWhere(store, where, compare);
  settle();
  return new Map(best.map(({ id, score }) => [String(id), score]));
}

const isWithin = (value: number, { low, high }: Like): boolean =>
  (low === undefined || (low.inclusive ? value >= low.value : value > low.value)) &&
  (high === undefined || (high.inclusive ? value <= high.value : value < high.value));

async function resembling(
  store: Store,
  { minhash, terms }: Extract<LikenessCondition, { type: "resembles" }>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await store.query<{ id: string; minhash: string }>(
    `select v."content"::text as "id", encode(v."minhash", 'hex') as "minhash" from vector v
     join content c on c."id" = v."content" where c."terms" && $1::int4[] and v."minhash" is not null`,
    [`{${terms.join(",")}}`],
  );
  const found = new Map<string, number>();
  for (const { id, minhash: hex } of rows) {
    const score = musicResemblance(new Uint32Array(new Uint8Array(Buffer.from(hex, "hex")).buffer), minhash);
    if (score !== undefined) found.set(id, score);
  }
  return found;
}
