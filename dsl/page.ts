/** The language on one page, from the tables that the language itself is made of. */
import { type KindName, kindOf, kinds } from "../src/plugin/kinds.ts";
import { operatorTable } from "./complete/values.ts";

/** What the ways of comparing are called. */
const names = {
  ordered: "numbers, lengths, sizes, dates, pitches",
  equal: "keys, meters, words of a list",
  flag: "yes or no",
  text: "texts and paths",
  set: "sets of words",
  pattern: "chords, melodies, contours, degrees",
  grid: "bars of drums and rhythms",
} as const;

const opening = `A query has conditions, then what to do with the files that meet them.

  bpm 120..130 key in [C,G] -drums sort -complexity limit 50

All conditions must hold, unless you write "or"; also: and, not (or -), parentheses. Other words are searched in names,
folders, instruments and tags; quotes make a phrase. "midiq fields" lists the fields, "midiq fields NAME" shows one.

Plain words work too: "house loops in Am around 124 bpm", "slower than 90", "SELECT files WHERE bpm > 120". One line shows
how midiq read them, and how to search for the words instead.

Values: 120, 120..130, 120.., ..130, 120..<130, 120+-2, 120+-3%; lists a,b or [a,b]; for sets any, all, only, none [a,b].
`;

const closing = `
Known or not      has bpm, no key, bpm is unknown
In one place      any track (inst bass notes 50..), also all, none; track, bar, section, copy
Compare           like(./ref.mid, by: groove) >= 0.8, dupes(./song.mid, level: music)
Saved             midiq save club "bpm 120..130", then @club
Then              sort -bpm, name; limit 50; top 20 by density; sample 500 seed 7; show name, bpm; facet key; group key, meter

More: midiq explain QUERY, midiq why FILE QUERY, --evidence, docs/query-language.md
`;

/** The page, as lines of at most 120 letters. */
export function languagePage(): string {
  const lines = Object.entries(names).flatMap(([comparison, name]) => {
    const [of] = (Object.keys(kinds) as KindName[]).filter((kind) => kindOf(kind).comparison === comparison);
    const operators = operatorTable[comparison as keyof typeof names];
    const width = Math.max(...operators.map(([text]) => text.length));
    const heading = `${name}${of ? `: ${kindOf(of).expects}` : ""}`;
    return ["", heading, ...operators.map(([text, about]) => `  ${text.padEnd(width)}  ${about}`)];
  });
  return `${opening}${lines.join("\n")}\n${closing}`;
}
