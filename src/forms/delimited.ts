/**
 * CSV as RFC 4180 has it, and tab-separated values: a heading, then a line a row. Lists are JSON in one cell, times ISO 8601,
 * unknown is nothing at all. An empty text is `""` in CSV, which PostgreSQL and DuckDB keep apart from nothing. These
 * forms have no way to escape control characters, so that a cell shows U+FFFD in their place.
 */
import { withoutCommands } from "../text/plain.ts";
import type { Cell } from "./column.ts";
import type { Form } from "./form.ts";
import { headed } from "./heading.ts";

const asText = (cell: Cell): string => {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
};

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Letters that would end a cell, as PostgreSQL's COPY and MySQL write them. */
const escapes: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };
const escaped = (text: string): string => text.replace(/[\t\n\r\\]/g, (letter) => escapes[letter] ?? letter);

/** What spreadsheets take for the start of a formula, full-width forms among them (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

const delimited = (between: string, ending: string, encode: (text: string) => string, empty: string): Form => ({
  open: (columns, { isForSpreadsheet = false }) => {
    let replaced = 0;
    const line = (cells: readonly string[]): string => cells.join(between) + ending;
    const written = (cell: Cell): string => {
      const text = asText(cell);
      const clean = withoutCommands(text);
      if (clean !== text) replaced++;
      // A number is never a formula.
      const isFormula = isForSpreadsheet && typeof cell === "string" && formula.test(clean);
      return encode(isFormula ? `'${clean}` : clean);
    };
    const encoded = (cell: Cell): string => (cell === "" ? empty : written(cell));
    const under = headed(line(columns.map(({ name }) => encode(name))));
    return {
      rows: (page) => under(page.map((row) => line(columns.map(({ cell }) => encoded(cell(row))))).join("")),
      end: () => under(""),
      notes: () => replacedNote(replaced),
    };
  },
});

const replacedNote = (replaced: number): readonly string[] =>
  replaced === 0
    ? []
    : [
        `note: control characters in ${replaced} cell${replaced === 1 ? "" : "s"} are written as \ufffd; -o jsonl keeps them`,
      ];

export const csv: Form = delimited(",", "\r\n", quoted, '""');
export const tsv: Form = delimited("\t", "\n", escaped, "");
