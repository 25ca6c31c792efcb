/** Bringing the marks of a restore point back. */
import { Buffer } from "node:buffer";
import type { Sql } from "../../database/sql.ts";
import { readExport } from "./manifest.ts";
import type { Marks } from "./restore-point.ts";

/** What came back of a restore point. */
export interface BroughtBack {
  readonly tags: number;
  readonly ratings: number;
  readonly queries: number;
  /** Files that it marks and the catalogue does not hold: once they are added, import it again. */
  readonly absent: number;
}

/** Brings back, within a transaction, what is not there. What the catalogue says by hand stays. */
export async function bringBack(tx: Sql, path: string): Promise<BroughtBack> {
  const { rows } = await readExport(path);
  let marks: Marks = { tags: [], ratings: [], queries: [] };
  for await (const { packed } of rows) marks = JSON.parse(Buffer.from(packed).toString("utf8")) as Marks;
  const given = (values: readonly unknown[]): never[] => [JSON.stringify(values)] as never[];
  const tags = await tx.unsafe(
    `with fresh as (
       insert into manual_tag (content, tag, given)
         select c.id, m.tag, m.given from jsonb_to_recordset($1::text::jsonb) as m(hash text, tag text, given bool)
           join content c on c.hash = decode(m.hash, 'hex')
         on conflict do nothing returning content)
     select content::text as id from fresh`,
    given(marks.tags),
  );
  const ids = [...new Set(tags.map(({ id }) => String(id)))];
  await tx.unsafe("select refresh_tags($1::int8[])", [`{${ids.join(",")}}`] as never[]);
  const ratings = await tx.unsafe(
    `update content c set rating = m.rating from jsonb_to_recordset($1::text::jsonb) as m(hash text, rating int2)
     where c.hash = decode(m.hash, 'hex') and c.rating is null returning 1`,
    given(marks.ratings),
  );
  const queries = await tx.unsafe(
    `insert into saved_query (name, parameters, query, about)
       select q.name, array(select jsonb_array_elements_text(q.parameters)), q.query, q.about
       from jsonb_to_recordset($1::text::jsonb) as q(name text, parameters jsonb, query text, about text)
       on conflict do nothing returning 1`,
    given(marks.queries),
  );
  const hashes = [...new Set([...marks.tags, ...marks.ratings].map(({ hash }) => hash))];
  const [row] = await tx.unsafe(
    `select count(*)::int4 as n from jsonb_array_elements_text($1::text::jsonb) as h(hash)
     where not exists (select 1 from content c where c.hash = decode(h.hash, 'hex'))`,
    given(hashes),
  );
  return { tags: tags.length, ratings: ratings.length, queries: queries.length, absent: Number(row?.["n"] ?? 0) };
}
