/** Paths: one a line, or each ended by a null byte, which no path holds. */
import type { Column } from "./column.ts";
import type { Form } from "./form.ts";
import { isListable, unlistableNote } from "./listable.ts";
import { isOwnFile, membersNote } from "./members.ts";

const pathOf = <Row>(columns: readonly Column<Row>[]): ((row: Row) => string) => {
  const column = columns.find(({ name }) => name === "path");
  if (!column) throw new TypeError("Cannot print paths of rows without paths");
  return column.text;
};

export const paths: Form = {
  fields: [],
  open: (columns) => {
    const path = pathOf(columns);
    let unlistable = 0;
    return {
      rows: (page) => {
        const listed = page.map(path).filter(isListable);
        unlistable += page.length - listed.length;
        return [listed.map((one) => `${one}\n`).join("")];
      },
      end: () => [],
      notes: () => unlistableNote(unlistable),
    };
  },
};

/** For other programs: members of archives have no path of their own, and are left out. */
export const nullPaths: Form = {
  fields: [],
  open: (columns) => {
    const path = pathOf(columns);
    let members = 0;
    return {
      rows: (page) => {
        const own = page.map(path).filter(isOwnFile);
        members += page.length - own.length;
        return [own.map((one) => `${one}\0`).join("")];
      },
      end: () => [],
      notes: () => membersNote(members),
    };
  },
};
