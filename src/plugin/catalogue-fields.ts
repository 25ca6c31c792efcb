/** Fields that the catalogue itself knows of every file, whatever analyzers ran. */
import { sources } from "./estimate.ts";
import type { Field } from "./fields.ts";
import type { KindName } from "./kinds.ts";

/** What a table of the catalogue says of one of its fields; the rest has a default. */
export type Declared = Pick<Field, "name" | "kind" | "description"> & Partial<Field>;

/** A field of the catalogue's own tables, in the column of its name unless said. */
export const ownField = (table: Field["table"], declared: Declared): Field => ({
  column: declared.name,
  table,
  owner: "catalogue",
  version: 1,
  unit: "",
  aliases: [],
  examples: [],
  choices: [],
  ...declared,
});

type Row = readonly [name: string, kind: KindName, description: string, more?: Partial<Field>];

const ofCopies: readonly Row[] = [
  ["name", "text", "file name without its extension", { aliases: ["title"], examples: ['name "*_intro*"'] }],
  ["folder", "text", "folders of the file", { examples: ["folder drums"] }],
  ["path", "text", "whole path of the file", { aliases: ["file"], examples: ["path ~/Packs/**"] }],
  [
    "copy.missing",
    "flag",
    "this copy was gone when midiq last read its folder or archive; others may exist",
    { column: "missing", examples: ["copy.missing under ~/Packs"] },
  ],
  ["archive", "text", "file name of the archive that holds the file", { examples: ['archive "Pack 12.zip"'] }],
  [
    "name.bpm",
    "number",
    "tempo in the file name",
    { column: "name_bpm", unit: "bpm", examples: ["name.bpm 120..130", "name.bpm is known bpm 140.."] },
  ],
  [
    "name.key",
    "key",
    "key in the file name: F#m, Bb, C#min, A minor, 8A",
    { column: "name_key", examples: ["name.key Am"] },
  ],
  [
    "folder.bpm",
    "number",
    "tempo in the name of a folder around the file; the nearest folder counts",
    { column: "folder_bpm", unit: "bpm", examples: ["folder.bpm 174"] },
  ],
  [
    "folder.key",
    "key",
    "key in the name of a folder around the file: A Minor, F#m, 8A",
    { column: "folder_key", examples: ["folder.key Am"] },
  ],
  [
    "name.bars",
    "integer",
    "length in bars in the file name",
    { column: "name_bars", unit: "bars", examples: ["name.bars 4,8"] },
  ],
  [
    "name.track",
    "integer",
    "track number in the file name: 03 - Title",
    { column: "name_track", examples: ["name.track 1..3", "sort folder, name.track"] },
  ],
  [
    "name.differs",
    "flag",
    "tempo (half and double are allowed) or key in the file name differ from the music or from another copy's name",
    { column: "name_differs", examples: ["name.differs show name, bpm, key"] },
  ],
];

const ofContents: readonly Row[] = [
  ["size", "bytes", "size of the file", { unit: "bytes", aliases: ["bytes"], examples: ["size ..20kb"] }],
  ["hash", "text", "start of the BLAKE3 hash in hex", { examples: ["hash 3fa9"] }],
  ["added", "date", "when midiq first found these bytes", { examples: ["added -7d.."] }],
  [
    "tag",
    "set",
    "tags, namespace:value; a bare word means any namespace",
    { column: "tags", aliases: ["tags"], examples: ["tag house"] },
  ],
  [
    "tag.src",
    "set",
    "where its tags come from",
    { column: "tag_sources", choices: sources, examples: ["tag.src manual"] },
  ],
  ["rating", "integer", "your rating, 1 to 5", { examples: ["rating 4.."] }],
  [
    "copies",
    "integer",
    "number of files with exactly these bytes, not counting those that are gone",
    { aliases: ["dupes"], examples: ["copies 2.."] },
  ],
  [
    "missing",
    "flag",
    "all copies are gone; only queries that name this field find such files",
    { expression: '(c."copies" = 0)', examples: ["missing", "missing under ~/Packs"] },
  ],
  [
    "status",
    "choice",
    "ok, repaired (damaged, all notes there), partial (notes lost), rejected (no music found)",
    { choices: ["ok", "repaired", "partial", "rejected"], examples: ["status repaired"] },
  ],
  [
    "stale",
    "set",
    "analyzers and taggers whose version or options have changed since they computed its values",
    {
      expression: '(select s."stale" from analyzer_set s where s."id" = c."analyzer_set")',
      examples: ["stale tempo", "has stale"],
    },
  ],
  [
    "failed",
    "set",
    "analyzers and taggers that failed on it; their fields are unknown",
    {
      expression:
        'array(select f."analyzer" from failure f where f."content" = c."id" order by f."analyzer" collate "C")',
      examples: ["failed arp", "has failed"],
    },
  ],
  [
    "problem",
    "set",
    "codes of the damage",
    { column: "problems", aliases: ["problems"], examples: ["problem missing-eot"] },
  ],
];

const fieldsOf = (table: Field["table"], rows: readonly Row[]): readonly Field[] =>
  rows.map(([name, kind, description, more]) => ownField(table, { name, kind, description, ...more }));

/** The catalogue's own fields. */
export const catalogueFields: readonly Field[] = [...fieldsOf("copy", ofCopies), ...fieldsOf("content", ofContents)];
