/** The words that people say of music, as tables: comparisons, units, keys, and words that say nothing. */
import type { Operator } from "../tree/operators.ts";

/** How people compare, by the operator that is meant. */
const comparisons: Readonly<Partial<Record<Operator, readonly string[]>>> = {
  above: [
    "above",
    "over",
    "more than",
    "greater than",
    "higher than",
    "faster than",
    "quicker than",
    "longer than",
    "bigger than",
    "larger than",
    "exceeding",
    ">",
  ],
  below: [
    "below",
    "under",
    "less than",
    "fewer than",
    "lower than",
    "slower than",
    "shorter than",
    "smaller than",
    "<",
  ],
  atleast: [
    ...["at least", "atleast", "minimum of", "minimum", "min", "no less than", "not less than", "no fewer than"],
    ...["no slower than", "no shorter than", "no lower than", "no smaller than", ">="],
  ],
  atmost: [
    ...["at most", "atmost", "up to", "maximum of", "maximum", "max", "no more than", "not more than"],
    ...["no faster than", "no longer than", "no higher than", "no larger than", "no bigger than", "<="],
  ],
  about: ["around", "about", "approximately", "approx", "roughly", "nearly", "circa", "ca", "close to", "near", "~"],
};

const operators: ReadonlyMap<string, string> = new Map(
  Object.entries(comparisons).flatMap(([operator, ways]) => ways.map((way) => [way, operator] as const)),
);

/** The operator that a comparison in words means, as it is written before a value; empty where there is none. */
export const operatorOf = (words: string | undefined): string => {
  const operator = operators.get((words ?? "").toLowerCase().replace(/\s+/g, " ").replace(/\.$/, "").trim());
  return operator === undefined ? "" : `${operator} `;
};

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s+");

/** A comparison in words, longest first; the source of an expression with one group. */
export const comparing = `(${[...operators.keys()]
  .sort((a, b) => b.length - a.length)
  .map((way) => (/\w$/.test(way) ? `${escaped(way)}\\b\\.?` : escaped(way)))
  .join("|")})`;

const upward = "more|higher|above|over|up|greater|faster|quicker|longer|larger|bigger|better|plus";
const downward = "less|fewer|lower|below|under|down|slower|shorter|smaller";
/** What stands behind a value: `120 bpm or more`, `90 and below`; the source of an expression with one group. */
export const orMore = `(?:\\s+(?:or|and)\\s+(${upward}|${downward}))`;
/** The operator that such words mean, as it is written before a value; empty where there are none. */
export const operatorAfter = (word: string | undefined): string =>
  word === undefined ? "" : upward.split("|").includes(word.toLowerCase()) ? "atleast " : "atmost ";

/** A plain number; the source of an expression with one group. */
export const number = "(\\d+(?:\\.\\d+)?)";

/** What stands between the ends of a range. */
export const upTo = "\\s*(?:-|–|—|\\.\\.|\\bto\\b|\\band\\b)\\s*";

/** Names of the modes, with the mode that each is, as the language writes it. */
export const modeWords: Readonly<Record<string, string>> = {
  major: "major",
  maj: "major",
  ionian: "major",
  minor: "minor",
  min: "minor",
  aeolian: "minor",
  dorian: "dorian",
  phrygian: "phrygian",
  lydian: "lydian",
  mixolydian: "mixolydian",
  locrian: "locrian",
};

/** Tonics as Germans name them, before dur and moll; h is the B of others, b their Bb. */
export const germanTonics: Readonly<Record<string, string>> = {
  c: "C",
  cis: "C#",
  des: "Db",
  d: "D",
  dis: "D#",
  es: "Eb",
  e: "E",
  f: "F",
  fis: "F#",
  ges: "Gb",
  g: "G",
  gis: "G#",
  as: "Ab",
  a: "A",
  ais: "A#",
  b: "Bb",
  h: "B",
};

/** Things that are counted, with the field that counts them. */
export const countedThings: Readonly<Record<string, string>> = {
  notes: "notes",
  note: "notes",
  tracks: "tracks",
  track: "tracks",
  instruments: "programs",
  instrument: "programs",
  sections: "sections",
  modulations: "modulations",
  "key changes": "modulations",
  bars: "bars",
  bar: "bars",
  measures: "bars",
  measure: "bars",
};

/** Numbers as words, of what is seldom counted in a title. */
export const numberWords: Readonly<Record<string, string>> = {
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  twelve: "12",
  sixteen: "16",
};

/** Numbers as words before a unit of time. */
export const timeNumbers: Readonly<Record<string, string>> = {
  ...numberWords,
  nine: "9",
  ten: "10",
  eleven: "11",
  fifteen: "15",
  twenty: "20",
  thirty: "30",
  forty: "40",
  fifty: "50",
  sixty: "60",
  ninety: "90",
};

/** Units of time as people write them, with ours. */
export const timeUnits: Readonly<Record<string, string>> = {
  s: "s",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  m: "m",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  h: "h",
  hour: "h",
  hours: "h",
};

/** Words that ask for files, and say nothing of the music. */
export const askingWords: readonly string[] = [
  ...[
    "show me",
    "find me",
    "find",
    "give me",
    "get me",
    "get",
    "search for",
    "search",
    "list",
    "looking for",
    "i want",
  ],
  ...["contains", "containing", "featuring", "uses", "using"],
  ...["i need", "midi files", "midi file", "midis", "midi", "files", "file", "songs", "tracks", "pieces", "tunes"],
];

/** Words that say nothing beside others that do. */
export const emptyWords: readonly string[] = [
  ...[
    "please",
    "can you",
    "show",
    "song",
    "piece",
    "tune",
    "music",
    "stuff",
    "things",
    "ones",
    "everything",
    "anything",
  ],
  ...[
    "all",
    "any",
    "some",
    "the",
    "a",
    "an",
    "in",
    "at",
    "of",
    "for",
    "with",
    "that",
    "which",
    "are",
    "is",
    "has",
    "have",
  ],
  ...["having", "me", "also", "it"],
];

/** Words of music that are no tags, and often stand in names: a query of them alone is no title. */
export const musicWords: readonly string[] = [
  ...["bassline", "basslines", "pad", "pads", "lead", "leads", "arp", "arps", "chord", "chords", "groove", "grooves"],
  ...["fill", "fills", "melody", "melodies", "riff", "riffs", "drum", "drums", "beat", "beats", "percussion", "perc"],
  ...[
    "upbeat",
    "downtempo",
    "simple",
    "complex",
    "intro",
    "outro",
    "verse",
    "chorus",
    "bridge",
    "break",
    "stab",
    "stabs",
  ],
  ...[
    "fast",
    "slow",
    "medium",
    "kick",
    "snare",
    "hat",
    "hihat",
    "clap",
    "tom",
    "loop",
    "swing",
    "karaoke",
    "instrumental",
  ],
  ...["vocal", "vocals", "synth", "keys", "hard", "soft", "deep", "liquid", "acoustic", "electric", "progression"],
];
