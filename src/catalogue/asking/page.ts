/**
 * Pages by key: the next one begins after the last row of this one, whatever was added meanwhile, and costs the same at
 * any depth. A cursor is the sort values of a row and its id.
 */

import type { Compiled, OrderKey, Parameter } from "../../../dsl/mod.ts";
import { AskedError } from "../../errors.ts";

/** What tells a row's place in the order: a value for each key, and its id; and how many rows came up to it. */
export interface Place {
  readonly values: readonly (string | null)[];
  readonly id: string;
  readonly rows: number;
}

/** A cursor as text that survives a command line or a URL. */
export const cursorOf = ({ values, id, rows }: Place): string =>
  Buffer.from(JSON.stringify([rows, id, ...values])).toString("base64url");

/** @throws AskedError when the text is no cursor of a query with so many sort keys. */
export function placeOf(cursor: string, keys: number): Place {
  try {
    const [rows, id, ...values] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    const isPlace =
      Number.isInteger(rows) &&
      /^\d{1,19}$/.test(String(id)) &&
      values.length === keys &&
      values.every((value) => value === null || typeof value === "string");
    if (isPlace) return { rows: Number(rows), id: String(id), values: values as Place["values"] };
  } catch {
    // Said below.
  }
  throw new AskedError("no-cursor", `Cannot continue after "${cursor}": it is not a cursor of this query`);
}

/** The condition that a row comes after a place; placeholders follow `before` others. Unknown values come last. */
export function afterSql(compiled: Compiled, place: Place, before: number): { text: string; parameters: Parameter[] } {
  const parameters: Parameter[] = [];
  // As text: the client would cut the microseconds off a time.
  const put = (value: Parameter, type: string): string => `$${before + parameters.push(value)}::text::${type}`;
  const ways: string[] = [];
  let same = "";
  compiled.orderKeys.forEach((key, n) => {
    const value = place.values[n] ?? null;
    const later = laterThan(key, value, put);
    if (later) ways.push(`${same}${later}`);
    same += value === null ? `${key.text} is null and ` : `${key.text} = ${put(value, key.type)} and `;
  });
  ways.push(`${same}c."id" > ${put(place.id, "int8")}`);
  return { text: `(${ways.join(" or ")})`, parameters };
}

function laterThan(key: OrderKey, value: string | null, put: (value: Parameter, type: string) => string): string {
  if (value === null) return "";
  return `(${key.text} ${key.descending ? "<" : ">"} ${put(value, key.type)} or ${key.text} is null)`;
}
