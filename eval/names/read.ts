/** The table of names and what they say: written by hand after the habits of sample packs, songbooks and collections. */
import { parseKey, shortKey } from "../../src/music/keys.ts";
import { folderFacts } from "../../src/music/names/folder-facts.ts";
import { nameFacts } from "../../src/music/names/name-facts.ts";
import { table } from "../corpus.ts";

/** Files of the table: rules were written with the first in hand, and mended once after the second had been read blind. */
export const nameSets = ["first", "second"] as const;

/** A name with what it says: a tempo in bpm, a key as `Am`, a tonic alone as `A?`, nothing as `-`. */
export interface NamedRow {
  /** `marked` and `bare` tempos, `key`, `none` for what only looks like a fact, `folder` for folders and a name. */
  readonly kind: string;
  readonly name: string;
  readonly bpm: string;
  readonly key: string;
}

/** Rows of one set. */
export const namedRows = (set: (typeof nameSets)[number]): readonly NamedRow[] =>
  table(new URL(`${set}.tsv`, import.meta.url).pathname).map(({ kind = "", name = "", bpm = "", key = "" }) => {
    const known = key === "-" ? undefined : parseKey(key.replace("?", ""));
    return { kind, name, bpm, key: known === undefined ? "-" : `${shortKey(known)}${key.endsWith("?") ? "?" : ""}` };
  });

/** What our reader says of a name, in the words of the table. */
export function readRow({ kind, name }: Pick<NamedRow, "kind" | "name">): Pick<NamedRow, "bpm" | "key"> {
  const folders = kind === "folder" ? name.split("/") : [name];
  const own = nameFacts(folders.pop() as string);
  const around = folderFacts(folders);
  const { key, hasMode } = own.key === null ? around : own;
  return {
    bpm: String(own.bpm ?? around.bpm ?? "-"),
    key: key === null ? "-" : `${shortKey(key)}${hasMode ? "" : "?"}`,
  };
}
