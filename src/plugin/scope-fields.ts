/** Fields of what is inside a file: `any track (inst bass notes 50..)`, `any section (bars 8 chords ii-V-I)`. */
import { instrumentNames, wordsByProgram } from "../music/gm.ts";
import { ownField } from "./catalogue-fields.ts";
import type { Field } from "./fields.ts";
import type { KindName } from "./kinds.ts";

type Row = readonly [name: string, kind: KindName, description: string, more?: Partial<Field>];

const fieldsOf = (table: Field["table"], rows: readonly Row[]): readonly Field[] =>
  rows.map(([name, kind, description, more]) => ownField(table, { name, kind, description, ...more }));

const track = fieldsOf("track", [
  ["name", "text", "name of the track", { aliases: ["track"], examples: ["any track (name lead)"] }],
  [
    "instruments",
    "set",
    "its instruments: General MIDI names, families, and drums",
    {
      // With its words known, a set is searched for the word as it stands; else each of its words is folded and compared.
      choices: instrumentNames,
      bundles: wordsByProgram,
      aliases: ["inst", "instrument"],
      examples: ["any track (inst bass notes 50..)"],
    },
  ],
  ["program", "integer", "General MIDI program, 1 to 128", { examples: ["any track (program 33..40)"] }],
  ["channel", "integer", "channel, 1 to 16", { examples: ["any track (channel 10)"] }],
  [
    "role",
    "choice",
    "its role in the music",
    {
      choices: ["melody", "bass", "chords", "pad", "drums", "other"],
      examples: ["any track (role melody inst flute)"],
    },
  ],
  ["drums", "flag", "it is drums", { aliases: ["has_drums"], examples: ["none track (drums)"] }],
  ["notes", "integer", "number of its notes", { unit: "notes", examples: ["any track (notes 500..)"] }],
  ["low", "pitch", "lowest pitch", { unit: "pitch", examples: ["any track (low ..E1)"] }],
  ["high", "pitch", "highest pitch", { unit: "pitch", examples: ["any track (inst bass high ..G3)"] }],
  ["polyphony", "integer", "maximum number of notes at once", { aliases: ["poly"], unit: "notes" }],
  [
    "mono",
    "flag",
    "one note at a time",
    {
      expression: '(t."polyphony" <= 1)',
      of: ({ polyphony }) => (typeof polyphony === "number" ? polyphony <= 1 : null),
      examples: ["all track (mono)"],
    },
  ],
  ["density", "number", "its notes per second of the song", { unit: "notes/s" }],
  ["velocity_mean", "number", "mean velocity", { aliases: ["velocity"], unit: "velocity" }],
]);

const section = fieldsOf("section", [
  [
    "letter",
    "choice",
    "sections that are alike share a letter",
    { choices: [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"], examples: ["any section (letter B bars 16)"] },
  ],
  ["bar", "integer", "number of its first bar", { unit: "bars" }],
  ["bars", "integer", "length", { unit: "bars", examples: ["any section (bars 8)"] }],
  ["notes", "integer", "number of notes that begin in it", { unit: "notes" }],
  ["density", "number", "its notes per second", { unit: "notes/s" }],
  ["key", "key", "its longest key", { examples: ["any section (key Am)"] }],
  ["chords", "chords", "its progression", { examples: ["any section (chords ii-V-I)"] }],
  ["drums", "flag", "drums play in it", { aliases: ["has_drums"], examples: ["any section (not drums)"] }],
]);

/** Fields of tracks and of sections. */
export const scopeFields: Readonly<Record<"track" | "section", readonly Field[]>> = { track, section };
