/** Twins of a content: other contents that are the same, by the indexes of their hashes alone. `midiq dupes` looks closer. */
import { fewestForHash, materialOf } from "../../../dsl/mod.ts";
import type { Store } from "../store.ts";
import { withPathsHere } from "./local-paths.ts";

/** Another content with the same notes, or the same music in another key, tempo or layout of tracks. */
export interface ShownTwin {
  readonly level: "notes" | "music";
  readonly path: string;
  readonly hash: string;
}

/** What twins are looked for by. */
export interface TwinHashes {
  readonly hash: string;
  readonly notesHash: string | null;
  readonly musicHash: string | null;
  /** Of a song with too little material a music hash says nothing. */
  readonly minhash: ArrayLike<number> | null;
}

const mostTwins = 20;

/** Contents with the same hash of notes, then those with the same hash of music only; at most 20. */
export async function twinsOf(
  store: Store,
  { hash, notesHash, musicHash, minhash }: TwinHashes,
): Promise<readonly ShownTwin[]> {
  const has = (column: string): boolean => store.registry.fields.some((field) => field.column === column);
  if (!has("notes_hash") || !has("music_hash")) return [];
  const find = async (where: string, value: string): Promise<readonly Pick<ShownTwin, "path" | "hash">[]> => {
    const rows = await store.query<{ id: string; path: string; hash: string }>(
      `select c."id"::text as "id", c."path", encode(c."hash", 'hex') as "hash" from content c
       where ${where} and encode(c."hash", 'hex') <> $2::text order by c."path" collate "C" limit ${mostTwins}`,
      [value, hash],
    );
    return (await withPathsHere(store, rows)).map(({ path, hash }) => ({ path, hash }));
  };
  const notes = notesHash === null ? [] : await find(`c."notes_hash" = $1::text`, notesHash);
  const isTelling = minhash !== null && materialOf(minhash) >= fewestForHash;
  const music = musicHash === null || !isTelling ? [] : await find(`c."music_hash" = $1::text`, musicHash);
  const known = new Set(notes.map((twin) => twin.hash));
  return [
    ...notes.map((twin) => ({ level: "notes" as const, ...twin })),
    ...music.filter((twin) => !known.has(twin.hash)).map((twin) => ({ level: "music" as const, ...twin })),
  ].slice(0, mostTwins);
}
