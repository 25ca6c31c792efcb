/** Changes of the query by clicks: the server edits its text, because it has the language's grammar. */
import type { FacetValue } from "./answers.ts";
import { AskError, ask } from "./ask.ts";
import { anyOf, choicesOf } from "./parts.ts";
import { explained, go, problem, query } from "./state.ts";

/** Puts a condition in place of those on a field; undefined takes them away. */
export async function setCondition(field: string, set: string | undefined): Promise<void> {
  try {
    const values = { q: query.value, field, ...(set !== undefined && { set }) };
    go({ q: (await ask<{ q: string }>("edit", values)).q });
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    problem.value = error.problem;
  }
}

/** A click on a value: it alone, or away where it was chosen; with Shift beside those that are chosen. */
export function choose(
  field: string,
  { query: condition }: Pick<FacetValue, "query">,
  isAdding: boolean,
): Promise<void> {
  const chosen = choicesOf(explained.value?.parts ?? [], field);
  const others = chosen.filter((one) => one !== condition);
  const wasChosen = others.length < chosen.length;
  const kept = isAdding ? others : [];
  const all = wasChosen ? kept : [...kept, condition];
  return setCondition(field, all.length > 0 ? anyOf(all) : undefined);
}
