/** A table of GitHub Flavored Markdown: pipes escaped, numbers to the right. */
import { plain } from "../text/plain.ts";
import type { ColumnType } from "./column.ts";
import type { Form } from "./form.ts";
import { headed } from "./heading.ts";

const isNumber = (type: ColumnType): boolean => ["int32", "int64", "float64"].includes(type);

/** What would be markup, or end the cell. */
const unmarked = (text: string): string =>
  plain(text)
    .replace(/[\\|`*_<>[\]~#]/g, (mark) => `\\${mark}`)
    .replaceAll("&", "&amp;");

export const markdown: Form = {
  open: (columns) => {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
    const under = headed(
      line(columns.map(({ name }) => unmarked(name))) +
        line(columns.map(({ type }) => (isNumber(type) ? "---:" : "---"))),
    );
    return {
      rows: (page) => under(page.map((row) => line(columns.map(({ text }) => unmarked(text(row))))).join("")),
      end: () => under(""),
    };
  },
};
