/** What the names of copies say of a content's tempo and key: taken where the music tells nothing, compared where it does. */

import type { Sql } from "../../database/sql.ts";
import { nameConfidence } from "../../music/name-facts.ts";
import type { FeatureColumn } from "../tables/plan.ts";

/** Whether the store has the estimates that names are compared with. */
const hasEstimates = (features: readonly FeatureColumn[]): boolean =>
  ["bpm", "bpm_source", "bpm_confidence", "key", "key_source", "key_confidence"].every((wanted) =>
    features.some(({ column }) => column === wanted),
  );

/**
 * Brings some contents' `bpm` and `key` in line with the names of their copies, and notes on each copy whether its name
 * differs. A value is taken where no event and no analysis gives one and all names that give one agree; it goes again when
 * they no longer do. Failed analyzers leave their fields unknown, as ever.
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
  for (const text of [takeFrom(contents), compareWith(contents)]) {
    await tx.unsafe(text, [...parameters], { prepare: true });
  }
}

/** The value that all names agree on. */
const agreed = (column: string): string => `case when min(k.${column}) = max(k.${column}) then min(k.${column}) end`;

const takeFrom = (contents: string): string => `update content c
  set bpm = case when n.takes_bpm then n.bpm else c.bpm end,
    bpm_source = case when n.takes_bpm then case when n.bpm is null then 'default' else 'filename' end else c.bpm_source end,
    bpm_confidence = case when n.takes_bpm then case when n.bpm is not null then ${nameConfidence} end else c.bpm_confidence end,
    "key" = case when n.takes_key then n."key" else c."key" end,
    key_source = case when n.takes_key then case when n."key" is not null then 'filename' end else c.key_source end,
    key_confidence = case when n.takes_key then case when n."key" is not null then ${nameConfidence} end else c.key_confidence end
  from (select o.id, ${agreed("name_bpm")} as bpm, ${agreed("name_key")} as "key",
      -- Nobody says a tempo: "default" stands for that, and for no tempo event; a failed analyzer leaves nothing.
      o.bpm_source = 'filename' or (o.bpm is null and o.bpm_source = 'default') as takes_bpm,
      coalesce(o.key_source = 'filename', false) or (o."key" is null
        and not exists (select 1 from failure f where f.content = o.id and f.analyzer = 'key')) as takes_key
    from content o left join copy k on k.content = o.id and (not k.missing or o.copies = 0)
    where o.id in (${contents}) and o.status <> 'rejected' group by o.id) n
  where c.id = n.id and ((n.takes_bpm and n.bpm is distinct from c.bpm) or (n.takes_key and n."key" is distinct from c."key"))`;

/**
 * A name differs where its tempo is neither the content's nor half or double of it, within 3 %, or where its key is
 * another; where the content has none because names contradict each other, all of these differ.
 */
const compareWith = (contents: string): string => `update copy k
  set name_differs = coalesce(case when c.bpm is null
        then exists (select 1 from copy o where o.content = k.content and o.name_bpm <> k.name_bpm)
        else not exists (select 1 from (values (0.5), (1), (2)) m(times)
          where abs(k.name_bpm - c.bpm * times) <= 0.03 * c.bpm * times) and k.name_bpm is not null end, false)
      or coalesce(case when c."key" is null
        then exists (select 1 from copy o where o.content = k.content and o.name_key <> k.name_key)
        else k.name_key <> c."key" end, false)
  from content c
  where c.id = k.content and c.id in (${contents}) and (k.name_bpm is not null or k.name_key is not null)`;
