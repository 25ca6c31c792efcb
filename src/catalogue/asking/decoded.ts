/** Answers as people and programs read them: `G major` and `3/4` instead of the codes that are stored. */
import { describeValue } from "../../plugin/describe.ts";
import type { Field } from "../../plugin/fields.ts";
import { kindOf } from "../../plugin/kinds.ts";

/** The value of a field in an answer; null where it is not known. */
export type AnswerValue = null | boolean | number | string | Date | readonly (number | string)[];

interface Found {
  readonly rows: readonly { readonly values: Readonly<Record<string, unknown>> }[];
  readonly fields: readonly Field[];
}

/** One stored value, read. The database gives whole numbers of 64 bits as text; no file has so many bytes. */
function readValue(stored: unknown, field: Field): AnswerValue {
  if (typeof stored === "string" && kindOf(field.kind).sql === "int8") return Number(stored);
  return describeValue(stored, field) as AnswerValue;
}

/** The same answers with values that need no table of codes. */
export function decoded<Answers extends Found>(answers: Answers): Answers {
  const { rows, fields } = answers;
  const read = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, AnswerValue>> =>
    Object.fromEntries(fields.map((field) => [field.name, readValue(values[field.name], field)]));
  return { ...answers, rows: rows.map((row) => ({ ...row, values: read(row.values) })) };
}
