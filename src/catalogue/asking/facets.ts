/** Facets: how many of the found contents have each value of a field; groups: each combination of values. */
import { tagNamespaces } from "../../../dsl/mod.ts";
import { modes } from "../../music/keys.ts";
import type { Field } from "../../plugin/fields.ts";
import { kindOf } from "../../plugin/kinds.ts";
import type { Value } from "../../plugin/value.ts";
import type { Store } from "../store.ts";
import { valueSql } from "./columns.ts";
import { roundTo, type Sample, sampleOf } from "./count.ts";
import { type Prepared, shownWhere } from "./prepare.ts";

/** One value of a facet, or a range of numbers. */
export interface FacetValue {
  /** As people read it: `C major`, `120..130`, `?` for unknown. */
  readonly label: string;
  /** Values of the fields, null for unknown; the lower ends of ranges. */
  readonly values: readonly (Value | null)[];
  readonly count: number;
}

/** Counts by value, the most frequent first; ranges in their order. */
export interface Facet {
  readonly fields: readonly Field[];
  readonly values: readonly FacetValue[];
  /** Counts were scaled up from a sample. */
  readonly isEstimate: boolean;
  /** There are more values than these. */
  readonly more: boolean;
}

/** Values that a facet lists; keys are few enough to be listed whole. */
const mostValues = 20;
const allKeys = modes.length * 12;
/** Ranges that numbers fall into, about. */
const ranges = 12;
/** What has fewer in the sample is counted in the whole catalogue. */
const rare = 200;

/** Each field that the query counts by itself, or the one combination that it groups by. */
export async function facetsOf(store: Store, prepared: Prepared): Promise<readonly Facet[]> {
  const fieldOf = (name: string): Field => {
    const tag = store.registry.find("tag");
    const isNamespace = tag !== undefined && tagNamespaces.includes(name);
    const field = store.registry.find(name) ?? (isNamespace ? { ...tag, name } : undefined);
    if (!field) throw new TypeError(`Cannot count "${name}": the query was made with another registry`);
    return field;
  };
  const { facet, group } = prepared.checked;
  const wanted = group.length > 0 ? [group.map(fieldOf)] : facet.map((name) => [fieldOf(name)]);
  const sample = await sampleOf(store);
  const found: Facet[] = [];
  for (const fields of wanted) {
    const counted = await facetOf(store, prepared, fields, sample);
    const total = counted.values.reduce((sum, { count }) => sum + count, 0);
    const isRare = sample.scale > 1 && total < rare * sample.scale;
    found.push(isRare ? await facetOf(store, prepared, fields, { ...sample, where: "", scale: 1, share: 1 }) : counted);
  }
  return found;
}

async function facetOf(store: Store, prepared: Prepared, fields: readonly Field[], sample: Sample): Promise<Facet> {
  const where = `${shownWhere(prepared)}${sample.where}`;
  const { parameters } = prepared.where;
  const steps = await Promise.all(fields.map((field) => stepOf(store, field, where, parameters)));
  const columns = fields.map((field, n) => {
    const { sql, comparison } = kindOf(field.kind);
    const value = sql.endsWith("[]") ? `e${n}.v` : isOfCopies(field) ? `k."v${n}"` : valueSql(field);
    const step = steps[n];
    if (step !== undefined) return `floor(${value}::float8 / ${step}) * ${step}`;
    return comparison === "ordered" && sql === "timestamptz" ? `date_trunc('month', ${value})::date` : value;
  });
  const each = [
    ...copiesSql(fields, prepared.hidden.missing),
    ...fields.flatMap((field, n) =>
      kindOf(field.kind).sql.endsWith("[]") ? [`left join lateral ${elementsSql(field)} as e${n}(v) on true`] : [],
    ),
  ];
  const names = columns.map((_, n) => `"v${n}"`);
  const most = fields.length === 1 && fields[0]?.kind === "key" ? allKeys : mostValues;
  const inOrder = fields.length === 1 && steps[0] !== undefined;
  const rows = await store.query<Record<string, unknown>>(
    `select ${columns.map((column, n) => `to_json(${column}) as ${names[n]}`).join(", ")}, count(*)::text as "n"
     from content c ${each.join(" ")} where ${where} group by ${columns.join(", ")}
     order by ${inOrder ? `${columns[0]} nulls last` : `count(*) desc, ${columns.map((column) => `${column} nulls last`).join(", ")}`}
     limit ${inOrder ? 1000 : most + 1}`,
    parameters,
  );
  const values = rows.slice(0, inOrder ? rows.length : most).map((row): FacetValue => {
    const own = names.map((_, n) => (row[`v${n}`] ?? null) as Value | null);
    const label = own.map((value, n) => labelOf(value, fields[n] as Field, steps[n])).join(" ");
    const count = Number(row["n"]) * sample.scale;
    return { label, values: own, count: sample.scale > 1 ? roundTo(count) : count };
  });
  return { fields, values, isEstimate: sample.scale > 1, more: !inOrder && rows.length > most };
}

/** Conditions on copies hold for any of them, so all of them are counted by; the path of each is its own. */
const isOfCopies = ({ table, column }: Field): boolean => table === "copy" && column !== "path";

/** What the copies of a content say, each combination once: those that are there, where missing ones are hidden. */
function copiesSql(fields: readonly Field[], hidesMissing: boolean): readonly string[] {
  const columns = fields.flatMap((field, n) => (isOfCopies(field) ? [`k0."${field.column}" as "v${n}"`] : []));
  if (columns.length === 0) return [];
  const there = hidesMissing ? ' and not k0."missing"' : "";
  return [
    `left join lateral (select distinct ${columns.join(", ")} from copy k0 where k0."content" = c."id"${there}) as k on true`,
  ];
}

/** The words of a set; of tags those of one namespace, without it. */
function elementsSql(field: Field): string {
  const prefix = namespaceOf(field);
  if (prefix === "") return `unnest(${valueSql(field)})`;
  return `(select substr(u.v, ${prefix.length + 1}) from unnest(${valueSql(field)}) as u(v) where starts_with(u.v, '${prefix}'))`;
}

/** `genre:` of `facet genre`, which is no field. */
const namespaceOf = ({ column, name }: Field): string =>
  column === "tags" && tagNamespaces.includes(name) ? `${name}:` : "";

function labelOf(value: Value | null, field: Field, step: number | undefined): string {
  if (value === null) return "?";
  const { format } = kindOf(field.kind);
  return step === undefined ? format(value) : `${format(value)}..<${format(Number(value) + step)}`;
}

/** Width of the ranges of a number that has many values; undefined for what is counted value by value. */
async function stepOf(
  store: Store,
  field: Field,
  where: string,
  parameters: readonly unknown[],
): Promise<number | undefined> {
  const { comparison, sql } = kindOf(field.kind);
  if (comparison !== "ordered" || sql === "timestamptz" || sql.endsWith("[]")) return undefined;
  const value = valueSql(field);
  const [row] = await store.query<{ low: number | null; high: number | null; different: string }>(
    `select percentile_disc(0.01) within group (order by x."v") as "low", percentile_disc(0.99) within group (order by x."v") as "high",
       count(distinct x."v")::text as "different" from (select (${value})::float8 as "v" from content c where ${where}) x`,
    parameters,
  );
  if (!row || row.low === null || row.high === null || Number(row.different) <= ranges) return undefined;
  const width = (row.high - row.low) / ranges;
  if (width <= 0) return undefined;
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= width) ?? 10 * power;
  return sql.startsWith("int") ? Math.max(1, step) : step;
}
