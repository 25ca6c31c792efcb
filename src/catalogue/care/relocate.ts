/** Files that were moved by us: which paths hold what now. What is told is a state, so that telling it twice is as good as once. */

import { writeFailure } from "../../database/error.ts";
import { transact } from "../../database/transaction.ts";
import { nameFacts } from "../../music/name-facts.ts";
import { archiveOf, namesOf } from "../../plugin/names.ts";
import type { TagEvidence } from "../../plugin/tagger.ts";
import { settleSome } from "../adding/settle.ts";
import type { Store } from "../store.ts";

/** A file at its path. */
export interface RelocatedFile {
  /** Id of the copy: of its path. */
  readonly id: bigint;
  readonly path: string;
  /** The same as its place has it. */
  readonly inside: string;
  /** Id of the content. */
  readonly content: bigint;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
  /** Number of the source and of the run that its row had. */
  readonly source: number;
  readonly run: number;
  /** Tags of its names. */
  readonly tags: readonly TagEvidence[];
}

/**
 * Drops the copies at some paths and puts others in, in one transaction, then settles their contents.
 *
 * @param gone ids of copies whose paths hold nothing, or something that `there` tells.
 * @param there files of contents that the catalogue knows; those of others are left out.
 * @throws StoreError `write-failed`; nothing has changed then.
 */
export async function relocate(
  { client: sql, columns: features }: Store,
  gone: readonly bigint[],
  there: readonly RelocatedFile[],
): Promise<void> {
  const ids = `{${[...gone, ...there.map(({ id }) => id)].join(",")}}`;
  try {
    const contents = await transact(sql, async (tx) => {
      const [left] = await tx.unsafe(
        `with left_over as (delete from copy where id = any($1::text::int8[]) returning id, content),
           accepted as (delete from reject r using left_over l where r.copy = l.id and r.content is null)
         select array_agg(distinct content)::text as contents from left_over where content is not null`,
        [ids],
      );
      await tx.unsafe(
        `insert into copy (id, source, content, path, name, folder, archive, size, mtime, tags, tag_sources, evidence,
             name_bpm, name_key, name_bars, name_track, run)
           select r.id, r.source, r.content, r.path, r.name, r.folder, r.archive, r.size, r.mtime,
             array(select jsonb_array_elements_text(r.tags)), array(select jsonb_array_elements_text(r.tag_sources)), r.evidence,
             r.name_bpm, r.name_key, r.name_bars, r.name_track, r.run
           from jsonb_to_recordset($1::text::jsonb) r(id int8, source int4, content int8, path text, name text, folder text,
             archive text, size int8, mtime int8, tags jsonb, tag_sources jsonb, evidence jsonb,
             name_bpm float4, name_key int2, name_bars int2, name_track int2, run int4)
           where exists (select 1 from content c where c.id = r.content)`,
        [JSON.stringify(there.map(rowOf))],
      );
      const before = String(left?.["contents"] ?? "{}").slice(1, -1);
      const touched = new Set([...before.split(",").filter(Boolean), ...there.map(({ content }) => String(content))]);
      const list = `{${[...touched].join(",")}}`;
      await tx.unsafe("insert into unsettled select unnest($1::text::int8[])", [list]);
      return list;
    });
    await settleSome(sql, contents, features);
  } catch (error) {
    throw writeFailure(error);
  }
}

function rowOf({ id, path, inside, content, tags, ...facts }: RelocatedFile): Readonly<Record<string, unknown>> {
  const { name, folders } = namesOf(inside);
  const said = nameFacts(name);
  const sorted = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();
  return {
    ...facts,
    id: String(id),
    path,
    content: String(content),
    name,
    folder: folders.join("/"),
    archive: archiveOf(path),
    tags: sorted(tags.map(({ tag }) => tag)),
    tag_sources: sorted(tags.map(({ source }) => source)),
    evidence: tags.length > 0 ? tags : null,
    name_bpm: said.bpm,
    name_key: said.key,
    name_bars: said.bars,
    name_track: said.track,
  };
}
