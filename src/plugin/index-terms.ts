/**
 * Index terms: what of a content's musical texts an inverted index holds, as 32-bit numbers in one array a content. A
 * pattern looks the terms up that every match must have, so that only a few contents have to be searched.
 */
import { finishHash, mixWord } from "../midi/word-hash.ts";
import { type KindName, kindOf } from "./kinds.ts";

/** Any number; it keeps terms apart from other uses of the same hash. */
const seed = 0x5f3759df;

/** A term of a column as a signed 32-bit number; two terms of a million share one with a chance of 2e-4. */
export function termNumber(column: string, term: string): number {
  let hash = seed;
  for (let n = 0; n < column.length; n++) hash = mixWord(hash, column.charCodeAt(n));
  hash = mixWord(hash, 0);
  for (let n = 0; n < term.length; n++) hash = mixWord(hash, term.charCodeAt(n));
  return finishHash(hash) | 0;
}

/** Terms of one stored value; none for kinds that have no patterns. */
export function termNumbers(column: string, kind: KindName, value: unknown): readonly number[] {
  const { pattern } = kindOf(kind);
  if (!pattern || typeof value !== "string") return [];
  return Array.from(pattern.termsOf(value), (term) => termNumber(column, term));
}

/** The term of a band of a MinHash, by which near-duplicates are looked up. */
export const bandTerm = (band: number): number => termNumber("minhash", String(band));
