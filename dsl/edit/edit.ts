/** Changes one condition of a query and leaves the rest of its text as it was typed: what a click on a value does. */
import type { Registry } from "../../src/plugin/registry.ts";
import type { CheckOptions } from "../check/check.ts";
import { parseQuery } from "../grammar/parse.ts";
import { readQuery } from "../spoken/read.ts";
import type { Expression } from "../tree/ast.ts";
import { formatQuery } from "../tree/format.ts";

/**
 * The query with a condition on a field in place of those that stand on it alone; behind the others where there is none.
 *
 * @param condition as the language has it: `key "G major"`.
 * @param options saved queries that the query may name, as `checkQuery` takes them.
 * @throws QueryError when the text is no query.
 * @example
 * withField("bpm 120..130 key C sort bpm", "key", "key G,D", registry); // bpm 120..130 key G,D sort bpm
 */
export function withField(
  text: string,
  field: string,
  condition: string,
  registry: Registry,
  options: CheckOptions = {},
): string {
  const { conditions, tails } = partsOf(text, registry, options);
  const at = conditions.findIndex((part) => part.field === field);
  const kept = conditions.filter((part) => part.field !== field).map((part) => part.text);
  kept.splice(
    at < 0 ? kept.length : conditions.slice(0, at).filter((part) => part.field !== field).length,
    0,
    condition,
  );
  return [...kept, tails].filter(Boolean).join(" ");
}

/** The query without the conditions that stand on a field alone. @throws QueryError when the text is no query. */
export function withoutField(text: string, field: string, registry: Registry, options: CheckOptions = {}): string {
  const { conditions, tails } = partsOf(text, registry, options);
  const kept = conditions.filter((part) => part.field !== field).map((part) => part.text);
  return [...kept, tails].filter(Boolean).join(" ");
}

/** One condition of those that all have to hold. */
export interface ConditionPart {
  readonly text: string;
  /** The field that it is about; undefined where it is about several, or none. */
  readonly field: string | undefined;
}

/** A query as the conditions that all have to hold, and what is done with what they find. @throws QueryError when it is none. */
export function partsOf(
  text: string,
  registry: Registry,
  options: CheckOptions = {},
): { readonly conditions: readonly ConditionPart[]; readonly tails: string } {
  const read = readQuery(text, registry, options);
  // What was said in words, or in SQL, is changed in the language.
  const query = read.reading || read.source.text !== read.source.typed ? parseQuery(formatQuery(read), registry) : read;
  const parts = query.where === undefined ? [] : query.where.type === "and" ? query.where.parts : [query.where];
  const within = ({ span }: { readonly span: { readonly start: number; readonly end: number } }): string =>
    query.text.slice(span.start, span.end);
  const [first] = query.tails;
  const tails = first ? query.text.slice(first.span.start).trim() : "";
  return {
    // Beside another condition what is joined by `or` stands in parentheses; inside of one it does already.
    conditions: parts.map((part) => ({
      text: part === query.where && part.type === "or" ? `(${within(part)})` : within(part),
      field: fieldOf(part),
    })),
    tails,
  };
}

function fieldOf(part: Expression): string | undefined {
  switch (part.type) {
    case "known":
    case "flag":
    case "compare":
      return part.field.name;
    case "not":
      return fieldOf(part.of);
    case "or":
    case "and": {
      const [first, ...others] = part.parts.map(fieldOf);
      return others.every((other) => other === first) ? first : undefined;
    }
    default:
      return undefined;
  }
}
