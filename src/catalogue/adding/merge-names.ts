/** What the names of copies say of a content's tempo and key: taken where the music tells nothing, compared where it does. */

import type { Sql } from "../../database/sql.ts";
import { defaultBpm, defaultConfidence } from "../../hearing/time/song-tempo.ts";
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
  const followers = followsBpm.filter(({ column }) => features.some((one) => one.column === column));
  for (const text of [takeFrom(contents, followers), compareWith(contents)]) {
    await tx.unsafe(text, [...parameters], { prepare: true });
  }
}

/** The value that all names agree on. */
const agreed = (column: string): string => `case when min(k.${column}) = max(k.${column}) then min(k.${column}) end`;

/** Columns that are the tempo in another form, from the tempo that is taken and the row that it is taken into. */
const followsBpm: readonly { readonly column: string; readonly value: string }[] = [
  { column: "bpm_felt", value: "coalesce(c.bpm_felt / nullif(c.bpm, 0), 1) * n.bpm" },
  { column: "bpm_half", value: "n.bpm / 2" },
  { column: "bpm_double", value: "n.bpm * 2" },
  ...["bpm_initial", "bpm_min", "bpm_max"].map((column) => ({ column, value: "n.bpm" })),
  { column: "bpm_any", value: "array[n.bpm]" },
];

/** Whether a column holds a tempo or a key that names may change. */
export const isOfNames = (column: string): boolean =>
  /^(?:bpm|key)(?:_source|_confidence)?$/.test(column) || followsBpm.some((one) => one.column === column);

/** Where nobody says a tempo, it is the default of the Standard MIDI File: that is what the analyzer gave. */
const takeFrom = (contents: string, followers: typeof followsBpm): string => `update content c
  set bpm = case when n.takes_bpm then n.bpm else c.bpm end,
    bpm_source = case when n.takes_bpm then case when n.is_named then 'filename' else 'default' end else c.bpm_source end,
    bpm_confidence = case when n.takes_bpm then case when n.is_named then ${nameConfidence} else ${defaultConfidence} end
      else c.bpm_confidence end,
    ${followers.map(({ column, value }) => `${column} = case when n.takes_bpm then ${value} else c.${column} end,`).join("\n    ")}
    "key" = case when n.takes_key then n."key" else c."key" end,
    key_source = case when n.takes_key then case when n."key" is not null then 'filename' end else c.key_source end,
    key_confidence = case when n.takes_key then case when n."key" is not null then ${nameConfidence} end else c.key_confidence end
  from (select o.id, coalesce(${agreed("name_bpm")}, ${defaultBpm})::float4 as bpm, ${agreed("name_bpm")} is not null as is_named,
      ${agreed("name_key")} as "key",
      -- A failed analyzer leaves nothing, which names do not fill.
      coalesce(o.bpm_source in ('filename', 'default'), false) as takes_bpm,
      coalesce(o.key_source = 'filename', false) or (o."key" is null
        and not exists (select 1 from failure f where f.content = o.id and f.analyzer = 'key')) as takes_key
    from content o left join copy k on k.content = o.id and (not k.missing or o.copies = 0)
    where o.id in (${contents}) and o.status <> 'rejected' group by o.id) n
  where c.id = n.id and ((n.takes_bpm and (n.bpm is distinct from c.bpm or n.is_named <> (c.bpm_source = 'filename')))
    or (n.takes_key and n."key" is distinct from c."key"))`;

/**
 * A name differs where its tempo is neither the content's nor half or double of it, within 3 %, or where its key is
 * another; where the content has none of its own because names contradict each other, all of these differ.
 */
const compareWith = (contents: string): string => `update copy k
  set name_differs = coalesce(case when c.bpm is null or c.bpm_source = 'default'
        then exists (select 1 from copy o where o.content = k.content and o.name_bpm <> k.name_bpm)
        else not exists (select 1 from (values (0.5), (1), (2)) m(times)
          where abs(k.name_bpm - c.bpm * times) <= 0.03 * c.bpm * times) and k.name_bpm is not null end, false)
      or coalesce(case when c."key" is null
        then exists (select 1 from copy o where o.content = k.content and o.name_key <> k.name_key)
        else k.name_key <> c."key" end, false)
  from content c
  where c.id = k.content and c.id in (${contents}) and (k.name_bpm is not null or k.name_key is not null)`;
