/** A table of GitHub Flavored Markdown: pipes escaped, numbers to the right. */
import type { ColumnType } from "./column.ts";
import type { Form } from "./form.ts";
import { headed } from "./heading.ts";

const isNumber = (type: ColumnType): boolean => ["int32", "int64", "float64"].includes(type);

/** What would be markup, or end the cell. */
const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/[\\|`*_<>[\]~#]/g, (mark) => `\\${mark}`)
    .replaceAll("&", "&amp;");

export const markdown: Form = {
  open: (columns) => {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
    const under = headed(
      line(columns.map(({ name }) => plain(name))) + line(columns.map(({ type }) => (isNumber(type) ? "---:" : "---"))),
    );
    return {
      rows: (page) => under(page.map((row) => line(columns.map(({ text }) => plain(text(row))))).join("")),
      end: () => under(""),
    };
  },
};
