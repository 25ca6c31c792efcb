/** JSON lines: an object a row, with every column by name. Texts are exact; what a terminal would obey is escaped. */
import { jsonLine } from "../text/plain.ts";
import type { Form } from "./form.ts";

export const jsonLines: Form = {
  open: (columns) => {
    const keys = columns.map(({ name }, n) => `${n > 0 ? "," : "{"}${JSON.stringify(name)}:`);
    const values = columns.map(({ json, cell }) => json ?? cell);
    return {
      rows: (page) => [
        page.map((row) => `${keys.map((key, n) => key + jsonLine(values[n]?.(row) ?? null)).join("")}}\n`).join(""),
      ],
      end: () => [],
    };
  },
};
