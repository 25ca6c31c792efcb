/** Estimates: a value that may be wrong never stands alone; its source and confidence are columns beside it. */
import { z } from "zod";

/** Where a value comes from: the file says so, nobody says so, the file's name, our analysis, a person. */
export const sources = ["event", "default", "filename", "detected", "manual"] as const;
/** Where a value comes from. */
export type ValueSource = (typeof sources)[number];

/** The three properties that an estimate adds to an output schema. */
export type Estimate<Name extends string, Value extends z.ZodType> = {
  readonly [K in Name]: z.ZodNullable<Value>;
} & {
  readonly [K in `${Name}_source`]: z.ZodNullable<z.ZodEnum<{ [S in ValueSource]: S }>>;
} & {
  readonly [K in `${Name}_confidence`]: z.ZodNullable<z.ZodNumber>;
};

/**
 * Spreads into an output schema as `name`, `name_source` and `name_confidence`; in the language `name`, `name.src`
 * and `name.conf`. The value is null where it is not known. The source `default` says that
 * nobody states it: then it is null, or what the format assumes, with a low confidence.
 *
 * @example
 * const output = z.object({ ...estimate("bpm", z.number().meta({ description: "main tempo", unit: "bpm" })) });
 */
export function estimate<const Name extends string, Value extends z.ZodType>(
  name: Name,
  value: Value,
): Estimate<Name, Value> {
  return {
    [name]: value.nullable(),
    [`${name}_source`]: z
      .enum(sources)
      .nullable()
      .meta({ field: `${name}.src`, description: `where ${name} comes from` }),
    [`${name}_confidence`]: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ field: `${name}.conf`, description: `confidence of ${name}, 0 to 1` }),
  } as Estimate<Name, Value>;
}
