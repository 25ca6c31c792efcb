/** Compiles queries of the test registry, with the files and saved queries that tests name. */
import { type Compiled, checkQuery, compileChecked, likenessIn, parseQuery } from "../../dsl/mod.ts";
import { now } from "./generate.ts";
import { references, saved } from "./generate-patterns.ts";
import { registry } from "./registry.ts";

/** @throws QueryError */
export function compiled(query: string): Compiled {
  const parsed = parseQuery(query, registry);
  const checked = checkQuery(parsed, registry, { now, references, saved });
  const alike = likenessIn(checked.condition).map((condition) => [condition, ["1", "2"]] as const);
  return compileChecked(parsed, checked, registry, new Map(alike));
}
