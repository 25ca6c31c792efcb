/** Forms of rows in files, by the ending that means them. */
export const rowForms = ["parquet", "arrow", "csv", "tsv", "jsonl"] as const;
/** Name of such a form. */
export type RowForm = (typeof rowForms)[number];
