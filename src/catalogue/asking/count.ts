/**
 * Counts that stay fast. Ids are hashes, so the contents below some id are a fair sample: in a large catalogue what is
 * common is counted in a sample and marked as an estimate, what is rare is counted.
 */
import type { Store } from "../store.ts";
import { type Prepared, shownWhere } from "./prepare.ts";

/** How many, and whether that is an estimate. */
export interface Count {
  readonly count: number;
  readonly isEstimate: boolean;
}

/** A part of the catalogue that stands for the whole. */
export interface Sample {
  /** Condition on `content c`; empty for all of it. */
  readonly where: string;
  /** How many contents stand behind each one of it. */
  readonly scale: number;
  /** What part of all contents it is, 0 to 1. */
  readonly share: number;
  /** Contents of the catalogue as the engine estimates them; what is told of all is scaled by them. */
  readonly contents: number;
}

/** Contents of a sample: a share of 2 % of them is known to a tenth (two standard errors). */
const sampleSize = 20_000;
/** A catalogue of fewer contents is counted whole. */
const counted = 60_000;
/** What has fewer in the sample is rare, so that counting all of it costs little. */
const rare = 400;
const ids = 2 ** 63;

/** Ids below this one are a share of all. */
export const idShare = (share: number): bigint => BigInt(Math.round(ids * share));

/** The sample of a catalogue: all of a small one. */
export async function sampleOf(store: Store, size = sampleSize): Promise<Sample> {
  const [row] = await store.query<{ n: string }>(
    `select greatest(reltuples, 0)::int8::text as "n" from pg_class where oid = 'content'::regclass`,
  );
  const contents = Number(row?.n ?? 0);
  if (contents < counted) return { where: "", scale: 1, share: 1, contents };
  const share = size / contents;
  return { where: ` and c."id" < ${idShare(share)}`, scale: 1 / share, share, contents };
}

/** How many contents a query finds, whatever its limit. */
export async function countOf(store: Store, prepared: Prepared): Promise<Count> {
  const { parameters } = prepared.where;
  const number = async (where: string): Promise<number> => {
    const [row] = await store.query<{ n: string }>(
      `select count(*)::text as "n" from content c where ${where}`,
      parameters,
    );
    return Number(row?.n ?? 0);
  };
  const sample = await sampleOf(store);
  if (sample.scale > 1) {
    const found = await number(`${shownWhere(prepared)}${sample.where}`);
    if (found >= rare) return { count: roundTo(found * sample.scale), isEstimate: true };
  }
  return { count: await number(shownWhere(prepared)), isEstimate: false };
}

/** Two digits say all that an estimate knows. */
export function roundTo(count: number): number {
  return count < 100 ? Math.round(count) : Number(count.toPrecision(2));
}
