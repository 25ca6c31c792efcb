/** Fields that the catalogue itself knows of every file, whatever analyzers ran. */

import type { Field } from "./fields.ts";
import type { KindName } from "./kinds.ts";

type Row = readonly [
  name: string,
  kind: KindName,
  table: Field["table"],
  column: string,
  description: string,
  aliases?: readonly string[],
  examples?: readonly string[],
  choices?: readonly string[],
];

// A table of fields: one line each.
const rows: readonly Row[] = [
  ["name", "text", "copy", "name", "file name without its extension", ["title"], ['name "*_intro*"']],
  ["folder", "text", "copy", "folder", "folders of the file", [], ["folder drums"]],
  ["path", "text", "copy", "path", "whole path of the file", ["file"], ["path ~/Packs/**"]],
  [
    "name.bpm",
    "number",
    "copy",
    "name_bpm",
    "tempo that the file name says",
    [],
    ["name.bpm 120..130", "name.bpm is known bpm 140.."],
  ],
  [
    "name.key",
    "key",
    "copy",
    "name_key",
    "key that the file name says: F#m, Bb, C#min, A minor, 8A",
    [],
    ["name.key Am"],
  ],
  [
    "name.differs",
    "flag",
    "copy",
    "name_differs",
    "the file name says another tempo, half and double aside, or another key than the music has",
    [],
    ["name.differs show name, bpm, key"],
  ],
  ["size", "bytes", "content", "size", "size of the file", ["bytes"], ["size ..20kb"]],
  ["hash", "text", "content", "hash", "start of the BLAKE3 hash in hex", [], ["hash 3fa9"]],
  ["added", "date", "content", "added", "when midiq first met these bytes", [], ["added -7d.."]],
  ["tag", "set", "content", "tags", "tags, namespace:value; a bare word means any namespace", ["tags"], ["tag house"]],
  ["copies", "integer", "content", "copies", "how many files hold these very bytes", ["dupes"], ["copies 2.."]],
  [
    "status",
    "choice",
    "content",
    "status",
    "ok, repaired (damaged, all notes there), partial (notes lost), rejected (no music found)",
    [],
    ["status repaired"],
    ["ok", "repaired", "partial", "rejected"],
  ],
  ["problem", "set", "content", "problems", "codes of what was damaged", ["problems"], ["problem missing-eot"]],
];

/** The catalogue's own fields. */
export const catalogueFields: readonly Field[] = rows.map(
  ([name, kind, table, column, description, aliases, examples, choices]) => ({
    name,
    kind,
    table,
    column,
    description,
    owner: "catalogue",
    version: 1,
    unit: kind === "bytes" ? "bytes" : name.endsWith(".bpm") ? "bpm" : "",
    aliases: aliases ?? [],
    examples: examples ?? [],
    choices: choices ?? [],
  }),
);

/** Fields over another field's column: `tonic F#`, `mode dorian`. They exist where their column does. */
export const derivedFields: readonly (Field & { readonly expression: string })[] = [
  {
    name: "tonic",
    column: "key",
    expression: '("key" % 12)',
    kind: "tonic",
    table: "content",
    owner: "key",
    version: 1,
    description: "tonic of the key, whatever the mode",
    unit: "",
    aliases: [],
    examples: ["tonic F#"],
    choices: [],
  },
  {
    name: "mode",
    column: "key",
    expression: '("key" / 12)',
    kind: "mode",
    table: "content",
    owner: "key",
    version: 1,
    description: "mode of the key: major, minor, dorian ...",
    unit: "",
    aliases: [],
    examples: ["mode dorian"],
    choices: [],
  },
];
