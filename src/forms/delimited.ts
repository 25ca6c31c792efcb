/**
 * CSV as RFC 4180 has it, and tab-separated values: a heading, then a line a row. Lists are JSON in one cell, times ISO 8601,
 * unknown is nothing at all; an empty text is `""` in CSV, which PostgreSQL and DuckDB tell from nothing.
 */
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

const delimited = (between: string, ending: string, encode: (text: string) => string, empty: string): Form => ({
  open: (columns) => {
    const line = (cells: readonly string[]): string => cells.join(between) + ending;
    const encoded = (cell: Cell): string => (cell === "" ? empty : encode(asText(cell)));
    const under = headed(line(columns.map(({ name }) => encode(name))));
    return {
      rows: (page) => under(page.map((row) => line(columns.map(({ cell }) => encoded(cell(row))))).join("")),
      end: () => under(""),
    };
  },
});

export const csv: Form = delimited(",", "\r\n", quoted, '""');
export const tsv: Form = delimited("\t", "\n", escaped, "");
