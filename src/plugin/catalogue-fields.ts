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
    "this copy was gone when midiq last walked its folder or archive; others may be there",
    { column: "missing", examples: ["copy.missing under ~/Packs"] },
  ],
  ["archive", "text", "file name of the archive that holds the file", { examples: ['archive "Pack 12.zip"'] }],
  [
    "name.bpm",
    "number",
    "tempo that the file name says",
    { column: "name_bpm", unit: "bpm", examples: ["name.bpm 120..130", "name.bpm is known bpm 140.."] },
  ],
  [
    "name.key",
    "key",
    "key that the file name says: F#m, Bb, C#min, A minor, 8A",
    { column: "name_key", examples: ["name.key Am"] },
  ],
  [
    "name.bars",
    "integer",
    "length in bars that the file name says",
    { column: "name_bars", unit: "bars", examples: ["name.bars 4,8"] },
  ],
  [
    "name.track",
    "integer",
    "number of the track that the file name says: 03 - Title",
    { column: "name_track", examples: ["name.track 1..3", "sort folder, name.track"] },
  ],
  [
    "name.differs",
    "flag",
    "the file name says another tempo, half and double aside, or another key than the music or another copy's name",
    { column: "name_differs", examples: ["name.differs show name, bpm, key"] },
  ],
];

const ofContents: readonly Row[] = [
  ["size", "bytes", "size of the file", { unit: "bytes", aliases: ["bytes"], examples: ["size ..20kb"] }],
  ["hash", "text", "start of the BLAKE3 hash in hex", { examples: ["hash 3fa9"] }],
  ["added", "date", "when midiq first met these bytes", { examples: ["added -7d.."] }],
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
  ["rating", "integer", "what somebody thinks of it, 1 to 5", { examples: ["rating 4.."] }],
  [
    "copies",
    "integer",
    "how many files hold these very bytes, those that are gone aside",
    { aliases: ["dupes"], examples: ["copies 2.."] },
  ],
  [
    "missing",
    "flag",
    "no copy is where it was; queries that do not ask for it do not find it",
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
    "analyzers and taggers that are newer, or have other options, than those that made its values",
    {
      expression: '(select s."stale" from analyzer_set s where s."id" = c."analyzer_set")',
      examples: ["stale tempo", "has stale"],
    },
  ],
  [
    "failed",
    "set",
    "analyzers and taggers that failed on it: their fields are unknown",
    {
      expression:
        'array(select f."analyzer" from failure f where f."content" = c."id" order by f."analyzer" collate "C")',
      examples: ["failed arp", "has failed"],
    },
  ],
  [
    "problem",
    "set",
    "codes of what was damaged",
    { column: "problems", aliases: ["problems"], examples: ["problem missing-eot"] },
  ],
];

const fieldsOf = (table: Field["table"], rows: readonly Row[]): readonly Field[] =>
  rows.map(([name, kind, description, more]) => ownField(table, { name, kind, description, ...more }));

/** The catalogue's own fields. */
export const catalogueFields: readonly Field[] = [...fieldsOf("copy", ofCopies), ...fieldsOf("content", ofContents)];
