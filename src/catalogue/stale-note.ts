/** A remark on answers whose values are older than the analyzers that the catalogue was last written with. */
import type { Store } from "../store/store.ts";
import { shownFields } from "./find.ts";
import type { Prepared } from "./prepare.ts";

/** The remark, or undefined where all that the query names or shows is up to date. */
export async function staleNote(store: Store, prepared: Prepared): Promise<string | undefined> {
  const asked = JSON.stringify(prepared.checked.condition);
  const owners = new Set(
    [...shownFields(store, prepared), ...store.registry.fields.filter(({ name }) => asked.includes(`"${name}"`))].map(
      ({ owner }) => owner,
    ),
  );
  const rows = await store.query<{ stale: readonly string[] }>(
    `select to_json(s."stale") as "stale" from analyzer_set s where s."stale" && $1::text::text[]
       and exists (select 1 from content c where c."analyzer_set" = s."id" and c."status" <> 'rejected' limit 1)`,
    [`{${[...owners].join(",")}}`],
  );
  const stale = [...new Set(rows.flatMap((row) => row.stale))].filter((id) => owners.has(id)).sort();
  if (stale.length === 0) return undefined;
  const names = stale.join(", ");
  return `note: some files have older values of ${names}: "stale ${stale[0]}" finds them, midiq run computes them anew`;
}
