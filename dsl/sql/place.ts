/** How values come into SQL: beside its text, by placeholders. */
import type { SqlType } from "../../src/plugin/kinds.ts";

/** A value that goes beside the SQL text. */
export type Parameter = string | number | boolean;

/** Adds a value and gives its placeholder, with a cast. */
export type Place = (value: Parameter, type: SqlType | "float8") => string;
