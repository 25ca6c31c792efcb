/**
 * Restore points: small files beside a catalogue in a folder, with what cannot be made again from the music: marks by hand,
 * ratings and saved queries. `midiq import` reads one into any catalogue, by the hashes of contents.
 */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "../../database/client.ts";
import { syncDirectory } from "../../database/engine/durable.ts";
import { isServer } from "../../database/server/server.ts";
import { version } from "../../version.ts";
import { writeFrames } from "./frames.ts";
import { manifestPayload, rowsPayload } from "./manifest.ts";

/** A restore point is written after more changes than this, or when the newest is older than a day. */
const [mostChanges, mostMilliseconds] = [10_000, 24 * 60 * 60 * 1000];
/** The newest ones are kept. */
const keptPoints = 5;

/** What a restore point holds. Hashes are those of contents, in hexadecimal. */
export interface Marks {
  readonly tags: readonly { readonly hash: string; readonly tag: string; readonly given: boolean }[];
  readonly ratings: readonly { readonly hash: string; readonly rating: number }[];
  readonly queries: readonly {
    readonly name: string;
    readonly parameters: readonly string[];
    readonly query: string;
    readonly about: string | null;
  }[];
}

const folderOf = (catalogue: string): string => join(catalogue, "restore");

/** Names of the files, the oldest first: they are times. */
function pointsIn(catalogue: string): readonly string[] {
  try {
    return readdirSync(folderOf(catalogue))
      .filter((name) => /^\d+\.midiq$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

/** The newest restore point of a catalogue; undefined where there is none, and for a server, whose backups others make. */
export function newestRestorePoint(url: string): string | undefined {
  const newest = isServer(url) ? undefined : pointsIn(url).at(-1);
  return newest && join(folderOf(url), newest);
}

/**
 * Writes a restore point where it is time for one and there is something to keep. It is whole and on the disk, or not there.
 *
 * @param changes rows that were written since the catalogue was opened.
 */
export async function keepRestorePoint(client: Client, catalogue: string, changes: number): Promise<void> {
  const newest = pointsIn(catalogue).at(-1);
  const age = newest === undefined ? Number.POSITIVE_INFINITY : Date.now() - Number.parseInt(newest, 10);
  if (changes <= mostChanges && age < mostMilliseconds) return;
  const marks = await marksOf(client);
  const counts = { tags: marks.tags.length, ratings: marks.ratings.length, queries: marks.queries.length };
  if (counts.tags + counts.ratings + counts.queries === 0) return;
  mkdirSync(folderOf(catalogue), { recursive: true });
  const file = await writeFrames(join(folderOf(catalogue), `${Date.now()}.midiq`));
  try {
    const written = new Date().toISOString();
    const nothing = { stable: false, migrations: [], fields: [], tables: [] };
    await file.write(manifestPayload({ ...nothing, midiq: version, written, marks: counts }));
    await file.write(rowsPayload({ table: 0, packed: new TextEncoder().encode(JSON.stringify(marks)) }));
    await file.end();
  } catch (error) {
    await file.abandon();
    throw error;
  }
  for (const name of pointsIn(catalogue).slice(0, -keptPoints)) rmSync(join(folderOf(catalogue), name));
  syncDirectory(folderOf(catalogue));
  syncDirectory(catalogue);
}

async function marksOf(client: Client): Promise<Marks> {
  const rows = async (text: string): Promise<unknown[]> => [...(await client.unsafe(text))];
  return {
    tags: await rows(
      `select encode(c.hash, 'hex') as hash, m.tag, m.given from manual_tag m join content c on c.id = m.content
       order by c.id, m.tag collate "C"`,
    ),
    ratings: await rows("select encode(hash, 'hex') as hash, rating from content where rating is not null order by id"),
    queries: await rows(
      `select name, to_json(parameters) as parameters, query, about from saved_query order by name collate "C"`,
    ),
  } as Marks;
}
