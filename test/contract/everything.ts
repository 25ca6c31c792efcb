/** Everything in a catalogue but what tells when and in which run it came, and which analyzers it was. */
import type { Catalogue } from "../../mod.ts";

/** The rows of all tables as one text. */
export async function everything(db: Catalogue): Promise<string> {
  const contents = await db.query("select to_jsonb(c) - 'added' - 'analyzed' as row from content c order by id");
  const copies = await db.query("select to_jsonb(k) - 'run' as row from copy k order by id");
  const details = await db.query("select to_jsonb(d) as row from detail d order by content");
  const tracks = await db.query("select to_jsonb(t) as row from track t order by content, n");
  const sections = await db.query("select to_jsonb(s) as row from section s order by content, n");
  const vectors = await db.query("select to_jsonb(v) as row from vector v order by content");
  const failures = await db.query("select to_jsonb(f) as row from failure f order by content, analyzer");
  const rejects = await db.query("select to_jsonb(r) - 'run' as row from reject r order by copy, stage, code");
  return JSON.stringify({ contents, copies, details, tracks, sections, vectors, failures, rejects }, null, 1);
}
