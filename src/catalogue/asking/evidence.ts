/** Evidence: where in the music a query's patterns were found, in bars, chords and notes. */
import { type Condition, gridTest } from "../../../dsl/mod.ts";
import { chordsOfText } from "../../music/chord-text.ts";
import { formatChord } from "../../music/chords.ts";
import { drawGrid } from "../../music/patterns/grid.ts";
import { barsOfPlaces } from "../../music/places.ts";
import type { Field } from "../../plugin/fields.ts";
import { kindOf } from "../../plugin/kinds.ts";
import type { Store } from "../store.ts";
import { shownSql } from "./columns.ts";
import type { Evidence } from "./evidence-text.ts";
import type { Prepared } from "./prepare.ts";
import { scopedIn, scopeEvidence } from "./scope-evidence.ts";

/** Contours and degrees are those of the melody. */
const lineOf = (field: string): string => (field === "contour" || field === "degrees" ? "melody" : field);

/** Places that are told of one pattern. */
const mostPlaces = 3;

type Pattern = Extract<Condition, { type: "pattern" | "grid" }>;

/** Patterns that a query wants, those that are negated and those of scopes left out. */
export function patternsIn(condition: Condition): readonly Pattern[] {
  if (condition.type === "and" || condition.type === "or") return condition.parts.flatMap(patternsIn);
  return condition.type === "pattern" || condition.type === "grid" ? [condition] : [];
}

/** Evidence of contents by their id. */
export async function evidenceOf(
  store: Store,
  prepared: Prepared,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Evidence[]>> {
  const patterns = patternsIn(prepared.checked.condition).flatMap((condition) => {
    const field = store.registry.find(condition.field);
    return field ? [{ condition, field }] : [];
  });
  const scoped = scopedIn(prepared.checked.condition);
  if (ids.length === 0) return new Map();
  const inScopes = await scopeEvidence(store, scoped, ids);
  if (patterns.length === 0) return inScopes;
  const columns = patterns.map(({ field }, n) => `${shownSql(field)} as "p${n}"`);
  const rows = await store.query<Record<string, unknown>>(
    `select c."id"::text as "id", d."data" -> 'places' as "places", ${columns.join(", ")}
     from content c left join detail d on d."content" = c."id"
     where c."id" = any($1::int8[])`,
    [`{${ids.join(",")}}`],
  );
  return new Map(
    rows.map((row) => {
      const places = (row["places"] ?? {}) as Readonly<Record<string, string>>;
      const found = patterns.flatMap(({ condition, field }, n) =>
        placesIn(condition, field, row[`p${n}`], places[lineOf(field.name)]),
      );
      return [String(row["id"]), [...found, ...(inScopes.get(String(row["id"])) ?? [])]];
    }),
  );
}

function placesIn(condition: Pattern, field: Field, value: unknown, places: string | undefined): readonly Evidence[] {
  if (value === null || value === undefined) return [];
  if (condition.type === "grid") {
    const bars = Array.isArray(value) ? (value as readonly number[]) : [];
    const wanted = bars.filter(gridTest(condition.manner, condition.bars));
    return wanted.slice(0, mostPlaces).map((bar) => ({ field: field.name, found: drawGrid(bar) }));
  }
  const text = String(value);
  const bars = places === undefined ? [] : barsOfPlaces(places);
  const found: Evidence[] = [];
  for (const match of text.matchAll(new RegExp(condition.source, "g"))) {
    if (match[0] === "" || found.length === mostPlaces) break;
    const end = match.index + match[0].length;
    const [first, last] = kindOf(field.kind).pattern?.symbolsOf(text, match.index, end) ?? [0, 0];
    const [from, to] = [bars[first], bars[last]];
    found.push({
      field: field.name,
      ...(from !== undefined && to !== undefined && { bars: [from, to] as const }),
      found: told(field, text, match[0], first, last),
    });
  }
  return found;
}

/** The matched text as people read it. */
function told(field: Field, stored: string, match: string, first: number, last: number): string {
  if (field.kind !== "chords") return kindOf(field.kind).format(match);
  return chordsOfText(stored)
    .slice(first, last + 1)
    .map((chord) => formatChord(chord, chord.tonic ?? undefined))
    .join("-");
}
