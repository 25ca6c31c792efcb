/** What a form of output is. */
import type { RowWriter } from "../plugin/renderer.ts";
import type { Column } from "./column.ts";

/** What an output is about, for forms that have a place for it. */
export interface About {
  /** What a person asked for. */
  readonly title: string;
  /** Whether a text that a spreadsheet would take for a formula begins with `'`. */
  readonly isForSpreadsheet?: boolean;
}

/** A form of output over columns of any rows. */
export interface Form {
  readonly open: <Row>(columns: readonly Column<Row>[], about: About) => RowWriter<Row>;
  /** True for lists of files that players open: whoever fills it gives members of archives a file of their own. */
  readonly isForPlayers?: boolean;
  /** True for what no terminal can show. */
  readonly binary?: boolean;
  /** Fields that rows must have, instead of those that a query shows. */
  readonly fields?: readonly string[];
}
