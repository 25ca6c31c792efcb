/**
 * Likeness: vectors of contents are compared here, exactly and with the same answers on every engine. Where the rest of a query
 * leaves few contents, those alone are compared.
 */
import {
  type Condition,
  type LikenessCondition,
  likenessIn,
  musicResemblance,
  type Parameter,
  whereSql,
} from "../../../dsl/mod.ts";
import type { Store } from "../store.ts";
import { vectorsOf } from "../vectors/kept.ts";
import type { Compared } from "../vectors/vectors.ts";

/** Contents whose ids are asked for before vectors are compared; where more meet the rest of a query, all are compared first. */
const fewContents = 5000;

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
  const hear = (id: bigint, score: number): void => {
    if (isWithin(score, like)) found.set(String(id), score);
  };
  const vectors = await vectorsOf(store);
  const few = await fewOf(store, whereSql(rest, store.registry));
  if (few) vectors.eachOf(few, like, hear);
  else vectors.eachAlike(like, () => like.low?.value ?? 0, hear);
  return found;
}

/** A condition on `content c`. */
interface Where {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/** Ids of the contents that meet a condition; undefined where they are not few, or it holds always. */
async function fewOf(store: Store, { text, parameters }: Where): Promise<readonly bigint[] | undefined> {
  if (text === "true") return undefined;
  const rows = await store.query<{ id: string }>(
    `select c."id"::text as "id" from content c where ${text} limit ${fewContents + 1}`,
    parameters,
  );
  if (rows.length > fewContents) return undefined;
  return rows.map(({ id }) => BigInt(id)).sort((a, b) => (a < b ? -1 : 1));
}

/** Which contents are compared, and how many are wanted. */
export interface Wanted {
  /** A condition on `content c` that they have to meet; none for all. */
  readonly where: Where | undefined;
  /** Ids of contents that are left out. */
  readonly without: ReadonlySet<bigint>;
  readonly most: number;
}

/** The contents that are most alike, with their likeness; those that are not alike at all are none of them. */
export async function mostAlike(
  store: Store,
  compared: Compared,
  { where, without, most }: Wanted,
): Promise<ReadonlyMap<string, number>> {
  const vectors = await vectorsOf(store);
  const few = where && (await fewOf(store, where));
  if (few) {
    const some: { id: bigint; score: number }[] = [];
    vectors.eachOf(few, compared, (id, score) => {
      if (score > 0 && !without.has(id)) some.push({ id, score });
    });
    return mapOf(some.sort((a, b) => b.score - a.score).slice(0, most));
  }
  for (let wanted = where ? most * 4 : most; ; wanted *= 8) {
    const best = vectors.best(compared, wanted, without);
    const met = where
      ? await meeting(
          store,
          where,
          best.map(({ id }) => id),
        )
      : undefined;
    const left = met ? best.filter(({ id }) => met.has(id)) : best;
    if (left.length >= most || best.length < wanted) return mapOf(left.slice(0, most));
  }
}

const mapOf = (some: readonly { readonly id: bigint; readonly score: number }[]): ReadonlyMap<string, number> =>
  new Map(some.map(({ id, score }) => [String(id), score]));

/** Those of some contents that meet a condition. */
async function meeting(
  store: Store,
  { text, parameters }: Where,
  ids: readonly bigint[],
): Promise<ReadonlySet<bigint>> {
  const rows = await store.query<{ id: string }>(
    `select c."id"::text as "id" from content c where c."id" = any($${parameters.length + 1}::int8[]) and (${text})`,
    [...parameters, `{${ids.join(",")}}`],
  );
  return new Set(rows.map(({ id }) => BigInt(id)));
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
