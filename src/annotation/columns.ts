/** Table of the columns of each kind of rows, with their types, units and meanings, for tables and typed files. */
import { type Column, type ColumnType, plainColumn } from "../forms/column.ts";
import type { Annotations } from "./annotations.ts";

/** Kinds of rows, in the order in which they are listed. */
export const tableNames = ["notes", "beats", "bars", "chords", "keys", "sections", "tempos", "lyrics"] as const;
/** A kind of rows. */
export type TableName = (typeof tableNames)[number];
/** A row of a kind. */
export type RowOf<Name extends TableName> = Annotations[Name][number];

type Declared<Name extends TableName> = readonly [
  name: Extract<keyof RowOf<Name>, string>,
  type: ColumnType,
  description: string,
  unit?: string,
];

const place = [
  ["seconds", "float64", "where it begins, from the start of the file", "s"],
  ["bar", "int32", "number of its bar, from 1", "bars"],
  ["beat", "float64", "beat of the bar on which it begins, from 1", "beats"],
] as const;
const lasting = [...place, ["duration", "float64", "its length", "s"]] as const;
const told = [
  ["source", "utf8", "where it comes from: event, detected, default, filename"],
  ["confidence", "float64", "how sure it is, 0 to 1; null where nothing says that"],
] as const;

const declared: { readonly [Name in TableName]: readonly Declared<Name>[] } = {
  notes: [
    ...lasting,
    ["track", "int32", "number of its track, from 1"],
    ["channel", "int32", "channel, 1 to 16"],
    ["pitch", "int32", "MIDI pitch, 60 is C4", "pitch"],
    ["velocity", "int32", "velocity, 1 to 127", "velocity"],
    ["drum", "bool", "it is a drum"],
    ...told,
  ],
  beats: [
    ...place,
    ["position", "int32", "number of the beat in its bar, from 1"],
    ["downbeat", "bool", "a bar begins here"],
    ...told,
  ],
  bars: [
    ...lasting,
    ["beats", "int32", "beats in it", "beats"],
    ["notes", "int32", "notes that begin in it, drums included", "notes"],
    ["key", "utf8", "key that holds where it begins"],
    ["chords", "utf8", "chords that begin in it"],
    ...told,
  ],
  chords: [
    ...lasting,
    ["chord", "utf8", "the chord; null where none sounds"],
    ["harte", "utf8", "the same in the syntax of annotations (Harte et al. 2005)"],
    ["numeral", "utf8", "its Roman numeral in the key that holds"],
    ...told,
  ],
  keys: [
    ...lasting,
    ["key", "utf8", "the key"],
    ["fifths", "int32", "sharps of its signature; flats are negative"],
    ...told,
  ],
  sections: [
    ...lasting,
    ["section", "utf8", "sections that are alike share a letter"],
    ["bars", "int32", "its length", "bars"],
    ...told,
  ],
  tempos: [...lasting, ["bpm", "float64", "tempo in quarters per minute", "bpm"], ...told],
  lyrics: [
    ...lasting,
    ["text", "utf8", "a syllable as it is written"],
    ["line", "int32", "number of its line"],
    ...told,
  ],
};

/** What may be unknown. */
const nullable: ReadonlySet<string> = new Set(["confidence", "chord", "numeral", "key", "chords"]);

/** Columns of a kind of rows. */
export function columnsOf<Name extends TableName>(name: Name): readonly Column<RowOf<Name>>[] {
  return declared[name].map(([column, type, description, unit = ""]) =>
    plainColumn<RowOf<Name>>({
      name: column,
      type,
      description,
      unit,
      nullable: nullable.has(column),
      cell: (row) => row[column] as string | number | boolean | null,
      text: (row) => String(row[column] ?? ""),
    }),
  );
}
