/** Things inside a file that conditions may be about together: `any track (inst bass notes 50..)`. */
import type { Field } from "../../src/plugin/fields.ts";
import type { Registry } from "../../src/plugin/registry.ts";
import type { Scope } from "./ast.ts";

/** Lanes of the drums, whose bars stand at the same places: bar 3 of the kick sounds with bar 3 of the snare. */
const lanes: readonly string[] = ["kick", "snare", "clap", "rim", "hat", "openhat", "ride", "crash", "tom"];

/** Fields of a track, a section, a copy, or a bar of the drums. */
export function fieldsOfScope(registry: Registry, scope: Scope): readonly Field[] {
  if (scope === "copy") return registry.fields.filter(({ table }) => table === "copy");
  if (scope === "bar") return lanes.flatMap((lane) => registry.find(lane) ?? []);
  return registry.scopes[scope];
}

/**
 * The field that a name means in a scope; at the top of a query `scope` is undefined.
 *
 * @throws TypeError when the condition was made with another registry.
 */
export function fieldIn(registry: Registry, scope: Scope | undefined, name: string): Field {
  const field =
    scope === undefined ? registry.find(name) : fieldsOfScope(registry, scope).find((each) => each.name === name);
  if (!field) throw new TypeError(`Cannot find the field "${name}": the condition was made with another registry`);
  return field;
}
