/** Evidence of `any track (...)`, `any section (...)` and `any bar (...)`: which tracks, sections and bars of the drums they are. */
import { type Condition, type MatchRow, matcher } from "../../../dsl/mod.ts";
import { drawGrid } from "../../music/patterns/grid.ts";
import type { Store } from "../store.ts";
import type { Evidence } from "./evidence-text.ts";

type Scoped = Extract<Condition, { type: "scope" }>;
type Row = Readonly<Record<string, unknown>>;

/** Places that are told of one condition. */
const mostPlaces = 3;
/** Pieces of the kit, whose bars stand at the same places. */
const lanes = ["kick", "snare", "clap", "rim", "hat", "openhat", "ride", "crash", "tom"] as const;

/** Conditions on one track, section or bar that a query wants; those that are negated left out. */
export function scopedIn(condition: Condition): readonly Scoped[] {
  if (condition.type === "and" || condition.type === "or") return condition.parts.flatMap(scopedIn);
  return condition.type === "scope" && condition.quantifier === "any" && condition.scope !== "copy" ? [condition] : [];
}

/** Evidence of such conditions by the id of the content. */
export async function scopeEvidence(
  store: Store,
  conditions: readonly Scoped[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Evidence[]>> {
  const found = new Map<string, Evidence[]>();
  for (const condition of conditions) {
    const { scope } = condition;
    const meets = matcher(condition, store.registry);
    const told = new Map<string, number>();
    for (const { id, row } of await rowsOf(store, scope, ids)) {
      const count = told.get(id) ?? 0;
      if (count === mostPlaces || !meets(matchRowOf(scope, row))) continue;
      told.set(id, count + 1);
      found.set(id, [...(found.get(id) ?? []), evidenceOfRow(scope, row)]);
    }
  }
  return found;
}

/** The rows of a scope, in order. */
async function rowsOf(
  store: Store,
  scope: Scoped["scope"],
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly row: Row }[]> {
  const parameters = [`{${ids.join(",")}}`];
  if (scope === "bar") {
    const known = lanes.filter((lane) => store.registry.find(lane));
    const columns = known.map((lane) => `to_json(c."${lane}") as "${lane}"`);
    const rows = await store.query<Row>(
      `select c."id"::text as "id"${columns.map((column) => `, ${column}`).join("")} from content c where c."id" = any($1::int8[])`,
      parameters,
    );
    return rows.flatMap((row) => {
      const bars = known.map((lane) => (row[lane] ?? []) as readonly number[]);
      return Array.from({ length: Math.max(0, ...bars.map(({ length }) => length)) }, (_, n) => ({
        id: String(row["id"]),
        row: Object.fromEntries(known.map((lane, index) => [lane, bars[index]?.[n] ?? null])),
      }));
    });
  }
  const table = scope === "track" ? "track" : "section";
  const rows = await store.query<{ id: string; row: Row }>(
    `select t."content"::text as "id", to_jsonb(t) as "row" from ${table} t where t."content" = any($1::int8[])
     order by t."content", t."n"`,
    parameters,
  );
  return rows;
}

function matchRowOf(scope: Scoped["scope"], row: Row): MatchRow {
  const one = row as NonNullable<MatchRow["tracks"]>[number];
  if (scope === "track") return { columns: {}, copies: [], tracks: [one] };
  if (scope === "section") return { columns: {}, copies: [], sections: [one] };
  const columns = Object.fromEntries(Object.entries(one).map(([lane, bar]) => [lane, bar === null ? null : [bar]]));
  return { columns: columns as MatchRow["columns"], copies: [] };
}

function evidenceOfRow(scope: Scoped["scope"], row: Row): Evidence {
  if (scope === "bar") {
    const drawn = Object.entries(row).flatMap(([lane, bar]) =>
      bar === null ? [] : [`${lane} ${drawGrid(Number(bar))}`],
    );
    return { field: "bar", found: drawn.join(" ") };
  }
  if (scope === "track") {
    const [instrument] = (row["instruments"] ?? []) as readonly string[];
    return { field: "track", found: [row["n"], row["name"] ?? instrument].filter(Boolean).join(" ") };
  }
  const first = Number(row["bar"]);
  return { field: "section", bars: [first, first + Number(row["bars"]) - 1], found: String(row["letter"]) };
}
