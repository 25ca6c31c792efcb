/** Features as people and JSON see them: `C major` instead of 0, `4/4` instead of 1028. */
import { type Field, featureOf } from "./fields.ts";
import { kindOf } from "./kinds.ts";
import type { Value } from "./value.ts";

/** Kinds whose stored number is a name to people; the others are their own best JSON. */
const named: ReadonlySet<string> = new Set(["key", "meter", "tonic", "mode"]);

/** One stored value as JSON: musical numbers by name, drawn bars, floats without the noise of their last bits. */
export function describeValue(value: unknown, field: Field): unknown {
  if (value === null || value === undefined) return null;
  if (named.has(field.kind)) return kindOf(field.kind).format(value as Value);
  const { comparison, format } = kindOf(field.kind);
  if (comparison === "grid") return (value as readonly number[]).map((bar) => format(bar));
  if (comparison === "pattern") return format(String(value));
  if (typeof value === "number" && !Number.isInteger(value)) return Number(value.toPrecision(7));
  return value;
}

/** A record of features, or a row of columns, as JSON in the order of the fields. */
export function describe(
  features: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
): Readonly<Record<string, unknown>> {
  const described: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.expression !== undefined) continue;
    // A feature of a plugin is `arp.rate` in a script and the column arp__rate in the store.
    const feature = featureOf(field);
    const value = features[feature] ?? features[field.column];
    if (value !== undefined || feature in features) described[feature] = describeValue(value, field);
  }
  return described;
}
