/** What answers only queries that ask for it: files that hold no music, and files that are no longer there. */
import { type Compiled, type Condition, fieldsNamed } from "../../../dsl/mod.ts";

type Checked = Compiled["checked"];

/** What a query does not find unless it names the fields `status` or `problem`, and `missing` or `copy.missing`. */
export interface Hidden {
  readonly rejected: boolean;
  readonly missing: boolean;
}

/** What a condition hides: what it does not name. */
export function hiddenBy(condition: Condition): Hidden {
  // Fields of tracks and sections have names of their own.
  const named = new Set(
    fieldsNamed(condition).flatMap(({ name, scope }) => (scope === undefined || scope === "copy" ? [name] : [])),
  );
  return {
    rejected: !named.has("status") && !named.has("problem"),
    missing: !named.has("missing") && !named.has("copy.missing"),
  };
}

/** The same where conditions on copies look only at those that are there, if missing ones are hidden. */
export const onThere = (checked: Checked, hidden: Hidden): Checked =>
  hidden.missing ? { ...checked, condition: ofCopiesThere(checked.condition) } : checked;

const isMissing: Condition = { type: "one-of", field: "copy.missing", values: [true] };

function ofCopiesThere(condition: Condition): Condition {
  if (condition.type === "and" || condition.type === "or") {
    return { ...condition, parts: condition.parts.map(ofCopiesThere) };
  }
  if (condition.type === "not" || condition.type === "words") return { ...condition, of: ofCopiesThere(condition.of) };
  if (condition.type !== "scope" || condition.scope !== "copy") return condition;
  const { of, quantifier } = condition;
  if (quantifier === "all") return { ...condition, of: { type: "or", parts: [of, isMissing] } };
  const parts = of.type === "and" ? of.parts : [of];
  return { ...condition, of: { type: "and", parts: [...parts, { type: "not", of: isMissing }] } };
}

/** The conditions that hide, over `content c`; they may stand behind an `and`. */
export const hidingSql = ({ rejected, missing }: Hidden): readonly string[] => [
  ...(rejected ? [`c."status" <> 'rejected'`] : []),
  ...(missing ? ['c."copies" > 0'] : []),
];

/** The same in words. */
export const hidingWords = ({ rejected, missing }: Hidden): readonly string[] => [
  ...(rejected ? ["has music (`status rejected` finds files without)"] : []),
  ...(missing ? ["exists (`missing` finds files that are gone)"] : []),
];
