/** Counts of values as rows, for forms and for programs that read JSON. */
import type { Facet, FacetValue } from "../catalogue/asking/facets.ts";
import { type Column, plainColumn } from "./column.ts";
import type { Form } from "./form.ts";

/** A value of a facet as a row. */
interface FacetRow {
  readonly facet: Facet;
  readonly value: FacetValue;
}

const nameOf = ({ fields }: Facet): string => fields.map(({ name }) => name).join(",");

const columns: readonly Column<FacetRow>[] = [
  plainColumn({ name: "field", type: "utf8", description: "the field", cell: ({ facet }) => nameOf(facet) }),
  plainColumn({ name: "label", type: "utf8", description: "the value", cell: ({ value }) => value.label }),
  plainColumn({ name: "count", type: "float64", description: "how many files", cell: ({ value }) => value.count }),
  plainColumn({
    name: "estimated",
    type: "bool",
    description: "whether the count is estimated from a sample",
    cell: ({ facet }) => facet.isEstimate,
  }),
];

/** Counts in a form: as the bytes of a file. */
export function* countsAs(form: Form, facets: readonly Facet[]): Generator<string | Uint8Array> {
  const writer = form.open(columns, { title: "counts" });
  yield* writer.rows(facets.flatMap((facet) => facet.values.map((value) => ({ facet, value }))));
  yield* writer.end();
}

/**
 * Counts as plain data, a value a row.
 *
 * @example
 * const facets = await db.facets(await db.prepare("facet key"));
 * for (const { label, count } of countRows(facets)) console.log(label, count);
 */
export const countRows = (facets: readonly Facet[]): readonly CountRow[] =>
  facets.flatMap((facet) =>
    facet.values.map(({ label, values, count }) => ({
      field: nameOf(facet),
      label,
      values,
      count,
      estimated: facet.isEstimate,
    })),
  );

/** How many files have a value of a field. */
export interface CountRow {
  readonly field: string;
  readonly label: string;
  readonly values: FacetValue["values"];
  readonly count: number;
  readonly estimated: boolean;
}
