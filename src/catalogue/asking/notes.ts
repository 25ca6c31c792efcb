/** Remarks on answers: what a person should know of them who cannot see it. */
import { fieldsNamed } from "../../../dsl/mod.ts";
import type { Store } from "../store.ts";
import { shownFields } from "./find.ts";
import type { Prepared } from "./prepare.ts";

/** All remarks on the answers of a query. */
export async function notesOn(store: Store, prepared: Prepared): Promise<readonly string[]> {
  const notes = [await staleNote(store, prepared), await indexNote(store)];
  return notes.filter((note) => note !== undefined);
}

/** On values that are older than the analyzers that the catalogue was last written with. */
async function staleNote(store: Store, prepared: Prepared): Promise<string | undefined> {
  const named = fieldsNamed(prepared.checked.condition).flatMap(({ name, scope }) =>
    scope === undefined || scope === "copy" ? (store.registry.find(name) ?? []) : [],
  );
  const owners = new Set([...shownFields(store, prepared), ...named].map(({ owner }) => owner));
  const rows = await store.query<{ stale: readonly string[] }>(
    `select to_json(s."stale") as "stale" from analyzer_set s where s."stale" && $1::text::text[]
       and exists (select 1 from content c where c."analyzer_set" = s."id" and c."status" <> 'rejected' limit 1)`,
    [`{${[...owners].join(",")}}`],
  );
  const stale = [...new Set(rows.flatMap((row) => row.stale))].filter((id) => owners.has(id)).sort();
  if (stale.length === 0) return undefined;
  const names = stale.join(", ");
  return `note: some files have older values of ${names}: "stale ${stale[0]}" finds them, midiq run computes them again`;
}

/** On indexes that a bulk load left out. */
async function indexNote(store: Store): Promise<string | undefined> {
  const [row] = await store.query<{ n: number }>('select count(*)::int4 as "n" from deferred_index');
  if (!row || row.n === 0) return undefined;
  const missing = row.n === 1 ? "a search index is" : `${row.n} search indexes are`;
  return `note: ${missing} missing during add --bulk: queries are slow until it ends; if it was stopped, add or run builds them`;
}
