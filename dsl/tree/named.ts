/** Which fields and which things inside a file a condition speaks of. */

import type { Condition } from "../check/condition.ts";
import type { Scope } from "./ast.ts";

/** A field that a condition names; `scope` is undefined for one of the file itself. */
export interface NamedField {
  readonly name: string;
  readonly scope: Scope | undefined;
}

/** Every field that a condition names, in order, those that its saved queries and negations name too. */
export function fieldsNamed(condition: Condition, scope?: Scope): readonly NamedField[] {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.parts.flatMap((part) => fieldsNamed(part, scope));
    case "not":
    case "words":
      return fieldsNamed(condition.of, scope);
    case "scope":
      return fieldsNamed(condition.of, condition.scope);
    case "like":
    case "resembles":
      return [];
    default:
      return [{ name: condition.field, scope }];
  }
}

/** Things inside a file that a condition asks about. */
export function scopesIn(condition: Condition): ReadonlySet<Scope> {
  switch (condition.type) {
    case "and":
    case "or":
      return new Set(condition.parts.flatMap((part) => [...scopesIn(part)]));
    case "not":
    case "words":
      return scopesIn(condition.of);
    case "scope":
      return new Set([condition.scope, ...scopesIn(condition.of)]);
    default:
      return new Set();
  }
}
