/** Named patterns of a plugin: a progression, a beat or a line under a name: `chords ~ axis`. */
import type { KindName } from "./kinds.ts";

/** A pattern that queries may call by its name. */
export interface NamedPattern<Id extends string = string> {
  readonly kind: "pattern";
  readonly id: Id;
  /** The kind of the fields that it is a pattern of: `chords`, `melody`, `degrees`, `contour`, `bars` (of drums). */
  readonly of: KindName;
  /** As it would be typed: `I-V-vi-IV`, `x...x...x...x...`. */
  readonly pattern: string;
  readonly description: string;
}

/**
 * Declares a named pattern.
 *
 * @example
 * const axis = definePattern({ id: "axis", of: "chords", pattern: "I-V-vi-IV", description: "the four chords of pop" });
 */
export const definePattern = <const Id extends string>(declared: Omit<NamedPattern<Id>, "kind">): NamedPattern<Id> => ({
  kind: "pattern",
  ...declared,
});
