/**
 * Shards: one of several parts of some files, the same on every machine. Files of one size are in one shard, so that equal bytes
 * meet there, wherever they lie; an archive goes whole, by its own size.
 */
import { finishHash, mixWord } from "../word-hash.ts";

/** The part `index` of `of` parts, from 0. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Whether a file of some size, in bytes, is in a shard. */
export const isInShard = ({ index, of }: Shard, size: number): boolean =>
  finishHash(mixWord(mixWord(0, size % 2 ** 32), Math.floor(size / 2 ** 32))) % of === index;

/** Reads `2/8`; undefined for what is none. */
export function shardFrom(text: string): Shard | undefined {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  return Number(index) < Number(of) ? { index: Number(index), of: Number(of) } : undefined;
}
