/** What can stand at a cursor in a query: what the language offers, and values that a catalogue has. */
import { type Candidate, type Completion, complete, quoteValue } from "../../../dsl/mod.ts";
import { counted } from "../../text/counted.ts";
import type { Catalogue } from "../catalogue.ts";

/**
 * Candidates for a cursor in a query, with the values that a catalogue has, the most frequent first.
 *
 * @param at place of the cursor in the query, counted from 0.
 * @example
 * const { candidates } = await candidatesIn(db, "genre ho", 8);
 * for (const { text, about } of candidates) console.log(text, about);
 */
export async function candidatesIn(db: Catalogue, query: string, at: number): Promise<Completion> {
  const found = complete(query, at, db.registry, { saved: await db.saved() });
  const { wanted } = found;
  const stored = wanted ? await db.values(wanted.field, wanted.prefix, wanted.namespace) : [];
  const values = stored.map(
    ({ value, count }): Candidate => ({ text: quoteValue(value), kind: "value", about: counted(count, "file") }),
  );
  const texts = new Set(values.map(({ text }) => text));
  return { ...found, candidates: [...values, ...found.candidates.filter(({ text }) => !texts.has(text))] };
}
