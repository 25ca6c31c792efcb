/** Query functions of a plugin: conditions that are written as a call: `danceable(0.8)`. */

/** A function that stands for a condition. It gives query text, so all that the language checks is checked of it too. */
export interface QueryFunction<Id extends string = string> {
  readonly kind: "function";
  readonly id: Id;
  readonly description: string;
  /** Names of its arguments in order, those that may be left out with a question mark: `["tempo", "margin?"]`. */
  readonly parameters: readonly string[];
  readonly examples?: readonly string[];
  /** The query that it stands for. An error's message is shown under the call. */
  readonly run: (...given: readonly string[]) => string;
}

/**
 * Declares a query function.
 *
 * @example
 * const danceable = defineFunction({ id: "danceable", description: "steady, with a kick on every beat", parameters: ["bpm?"] })
 *   .run((bpm = "124") => `bpm ~ ${bpm} kick x...x...x...x... meter 4/4`);
 */
export function defineFunction<const Id extends string>(declared: {
  readonly id: Id;
  readonly description: string;
  readonly parameters: readonly string[];
  readonly examples?: readonly string[];
}): { readonly run: (run: QueryFunction["run"]) => QueryFunction<Id> } {
  return { run: (run) => ({ kind: "function", ...declared, run }) };
}

/** Functions of the language itself, whose names are taken. */
export const conditionFunctions: readonly string[] = ["like", "dupes"];
/** All functions of the language; the others stand for values of a field. */
export const ownFunctions: readonly string[] = [...conditionFunctions, "near", "rel", "par"];

/** How many arguments a function takes, at least and at most. */
export const arityOf = ({ parameters }: QueryFunction): readonly [least: number, most: number] => [
  parameters.filter((name) => !name.endsWith("?")).length,
  parameters.length,
];
