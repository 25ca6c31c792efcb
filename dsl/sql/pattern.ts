/** Musical patterns and drawn bars as SQL. */
import type { Field } from "../../src/plugin/fields.ts";
import type { Condition } from "../check/condition.ts";
import { resembling } from "../match/grid.ts";
import type { Place } from "./place.ts";

type Pattern = Extract<Condition, { type: "pattern" }>;
type Grid = Extract<Condition, { type: "grid" }>;

/** A pattern on a musical text; on contents the index terms come first, so that few texts are searched. */
export function patternSql(pattern: Pattern, field: Field, column: string, place: Place): string {
  const ways = (pattern.ways ?? [pattern]).map((way) => waySql(way, field, column, place));
  return ways.length === 1 ? (ways[0] as string) : `(${ways.map((way) => `(${way})`).join(" or ")})`;
}

function waySql(
  { source, terms }: Pick<Pattern, "source" | "terms">,
  field: Field,
  column: string,
  place: Place,
): string {
  // The planner takes an expression for rare, whatever it is, and would read all contents that have a common progression
  // for the first hundred of them; of a case it thinks that half of them meet it. Where terms are looked up, nearly all do.
  const searched = `case when ${column} ~ ${place(source, "text")} then true else false end`;
  if (field.table !== "content" || terms.length === 0) return searched;
  const numbers = (list: readonly number[]): string => place(`{${list.join(",")}}`, "int4[]");
  const single = terms.flatMap((group) => (group.length === 1 ? group : []));
  const certain = single.length > 0 ? [`c."terms" @> ${numbers([...new Set(single)])}`] : [];
  const several = terms.flatMap((group) => (group.length > 1 ? [`c."terms" && ${numbers(group)}`] : []));
  return [...certain, ...several, searched].join(" and ");
}

/** A condition on drawn bars: an array of a content, or the one bar of a scope. */
export function gridSql({ manner, bars }: Grid, column: string, place: Place, isOne = false): string {
  const masks = bars.map((mask) => place(String(mask), "int8"));
  if (manner === "is")
    return isOne ? `${column} = any(array[${masks.join(", ")}])` : `${column} && array[${masks.join(", ")}]`;
  const value = isOne ? column : "b.v";
  const tests = masks.map((mask) =>
    manner === "holds" ? `${value} & ${mask} = ${mask}` : `bit_count((${value} # ${mask})::bit(64)) <= ${resembling}`,
  );
  const either = tests.join(" or ");
  return isOne ? `(${either})` : `exists (select 1 from unnest(${column}) as b(v) where ${either})`;
}
