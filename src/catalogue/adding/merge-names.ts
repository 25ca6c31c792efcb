/**
 * What the names of copies say of a content's tempo and key: taken where the notes cannot say, compared where they do. What
 * the analyzers gave stays in `heard` while a name stands in its place, and comes back when no name says it any more.
 */

import type { Sql } from "../../database/sql.ts";
import { changedByNames, takeNames, type Values } from "../../hearing/about/named-values.ts";
import { type CopyFacts, nameDiffers, saidByNames } from "../../hearing/about/said-by-names.ts";
import type { FeatureColumn } from "../tables/plan.ts";
import { quoted } from "../tables/schema.ts";

/** Columns that names look at beside those that they change. */
const lookedAt: ReadonlySet<string> = new Set(["bpm_event", "key_signature"]);

/** Whether a column holds what names change or look at. */
export const isOfNames = (column: string): boolean => changedByNames.has(column) || lookedAt.has(column);

/** Whether the store has the estimates that names are compared with. */
const hasEstimates = (features: readonly FeatureColumn[]): boolean =>
  ["bpm", "bpm_source", "bpm_confidence", "key", "key_source", "key_confidence"].every((wanted) =>
    features.some(({ column }) => column === wanted),
  );

/** A copy as the statement below gives it. */
interface CopyRow extends CopyFacts {
  readonly id: string;
  readonly counts: boolean;
  readonly differs: boolean | null;
}

/** Columns of copies that say something. */
const facts = ["name_bpm", "name_key", "name_mode", "folder_bpm", "folder_key", "folder_mode"] as const;
const saysSomething = `num_nonnulls(k.name_bpm, k.name_key, k.folder_bpm, k.folder_key) > 0`;

/**
 * Brings some contents' tempo and key in line with the names of their copies (see `takeNames`), and notes on each copy
 * whether its name differs. Failed analyzers leave their fields unknown, as ever.
 *
 * @param contents SQL that gives their ids; its parameters follow.
 */
export async function mergeNames(
  tx: Sql,
  features: readonly FeatureColumn[],
  contents: string,
  parameters: readonly string[] = [],
): Promise<void> {
  if (!hasEstimates(features)) return;
  const columns = features.filter(({ column }) => isOfNames(column));
  const rows = await tx.unsafe(saidOf(contents, columns), [...parameters], { prepare: true });
  const changed: Values[] = [];
  const copies: { readonly id: string; readonly differs: boolean | null }[] = [];
  for (const row of rows) {
    const { id, stored, heard, said, failed } = JSON.parse(String(row["about"])) as AboutContent;
    const merged = mergedValues(stored, heard ?? {}, said ?? [], failed ?? []);
    if (merged.isChanged) changed.push({ id, ...merged.values, heard: merged.heard });
    const counted = (said ?? []).filter(({ counts }) => counts);
    for (const copy of said ?? []) {
      const differs = nameDiffers(copy, counted, merged.values);
      if (differs !== copy.differs) copies.push({ id: copy.id, differs });
    }
  }
  const changing = columns.filter(({ column }) => changedByNames.has(column));
  if (changed.length > 0) await tx.unsafe(updateContents(changing), [JSON.stringify(changed)], { prepare: true });
  if (copies.length > 0) await tx.unsafe(updateCopies, [JSON.stringify(copies)], { prepare: true });
}

interface AboutContent {
  readonly id: string;
  readonly stored: Values;
  readonly heard: Values | null;
  readonly said: readonly CopyRow[] | null;
  /** Analyzers that failed. */
  readonly failed: readonly string[] | null;
}

/** What a content holds once its names were taken. @param stored what it holds now. */
function mergedValues(stored: Values, heard: Values, said: readonly CopyRow[], failed: readonly string[]) {
  const own = ownValues(stored, heard);
  // A failed analyzer leaves its columns out, so that no name fills them.
  const known = failed.includes("key") ? without(own, /^keys?(?:_|$)/) : own;
  const taken = takeNames(
    known,
    saidByNames(
      said.filter(({ counts }) => counts),
      known,
    ),
  );
  const values = { ...own, ...taken };
  const kept = Object.fromEntries(Object.keys(taken).map((column) => [column, own[column]]));
  const isChanged = !isSame(values, stored) || !isSame(kept, heard);
  return { values, heard: Object.keys(kept).length > 0 ? kept : null, isChanged };
}

/** Values as the analyzers gave them: where a name stands, what it stands for. */
export function ownValues(stored: Values, heard: Values): Values {
  const isNamed = (column: string): boolean =>
    stored[column.startsWith("key") ? "key_source" : "bpm_source"] === "filename";
  const entries = Object.entries(stored).map(([column, value]) => {
    if (!changedByNames.has(column) || !isNamed(column)) return [column, value];
    // Of a catalogue that kept nothing: names were taken only where nothing else was known.
    const before = column === "bpm_source" ? "default" : null;
    if (column in heard) return [column, heard[column]];
    return [column, /^(?:bpm|key)(?:_source|_confidence)?$/.test(column) ? before : value];
  });
  return Object.fromEntries(entries);
}

const without = (values: Values, columns: RegExp): Values =>
  Object.fromEntries(Object.entries(values).filter(([column]) => !columns.test(column)));
/** Both hold the same JSON: numbers were rounded to what a column holds when they were stored. */
const isSame = (some: Values, others: Values): boolean => {
  const names = new Set([...Object.keys(some), ...Object.keys(others)]);
  return [...names].every((name) => isSameValue(some[name] ?? null, others[name] ?? null));
};
const isSameValue = (one: unknown, other: unknown): boolean =>
  typeof one === "number" && typeof other === "number"
    ? Math.fround(one) === Math.fround(other)
    : Array.isArray(one) && Array.isArray(other)
      ? one.length === other.length && one.every((value, n) => isSameValue(value, other[n]))
      : one === other;

const saidOf = (contents: string, columns: readonly FeatureColumn[]): string => `
  select json_build_object('id', c.id::text, 'heard', c.heard,
    'stored', json_build_object(${columns.map(({ column }) => `'${column}', c.${quoted(column)}`).join(", ")}),
    'failed', (select json_agg(f.analyzer) from failure f where f.content = c.id),
    'said', (select json_agg(json_build_object('id', k.id::text, 'counts', not k.missing or c.copies = 0,
        'differs', k.name_differs, ${facts.map((one) => `'${one}', k.${one}`).join(", ")}) order by k.path collate "C")
      from copy k where k.content = c.id and (${saysSomething} or k.name_differs is not null)))::text as about
  from content c where c.id in (${contents}) and c.status <> 'rejected'
    and (c.heard is not null or c.bpm_source = 'filename' or c.key_source = 'filename'
      or exists (select 1 from copy k where k.content = c.id and (${saysSomething} or k.name_differs is not null)))`;

const updateContents = (columns: readonly FeatureColumn[]): string => `update content c
  set heard = r.heard, ${columns.map(({ column }) => `${quoted(column)} = r.${quoted(column)}`).join(", ")}
  from json_to_recordset($1::text::json) as r(id int8, heard jsonb,
    ${columns.map(({ column, type }) => `${quoted(column)} ${type}`).join(", ")})
  where c.id = r.id`;

const updateCopies = `update copy k set name_differs = r.differs
  from json_to_recordset($1::text::json) as r(id int8, differs bool) where k.id = r.id`;
