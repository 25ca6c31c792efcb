/**
 * Kinds: what a field's values are. A kind owns the whole life of a value: its SQL type, how a query compares it, how
 * text becomes a value, how a value becomes text. A field's kind is read off its zod type and `.meta({ kind })`.
 */
import { chordsOfText } from "../music/chord-text.ts";
import { formatChord } from "../music/chords.ts";
import { stepsText } from "../music/intervals.ts";
import { formatKey, keysOfParent, modes, nearKeys, parallelKeys, parseKey, relativeKeys } from "../music/keys.ts";
import { formatMeter, oddMeters, parseMeter } from "../music/meter.ts";
import { chordsPattern } from "../music/patterns/chords.ts";
import { contourPattern } from "../music/patterns/contour.ts";
import { degreesPattern } from "../music/patterns/degrees.ts";
import { drawGrid } from "../music/patterns/grid.ts";
import { melodyPattern } from "../music/patterns/melody.ts";
import type { PatternKind } from "../music/patterns/pattern.ts";
import { formatPitch, parsePitch, parsePitchClass, pitchClassNames } from "../music/pitch.ts";
import { formatDuration, parseBytes, parseDate, parseDuration, parseNumber } from "./quantities.ts";

import type { Meaning, Value } from "./value.ts";

/** Column types that the store can encode. */
export type SqlType =
  | "int2"
  | "int4"
  | "int8"
  | "float4"
  | "float8"
  | "bool"
  | "text"
  | "bytea"
  | "jsonb"
  | "timestamptz"
  | "text[]"
  | "int2[]"
  | "int4[]"
  | "int8[]"
  | "float4[]";

/**
 * How a query compares values: on a line, by equality, as yes or no, as text, as a set of words, as a musical pattern in
 * a text of symbols, as drawn bars.
 */
export type Comparison = "ordered" | "equal" | "flag" | "text" | "set" | "pattern" | "grid";

/** One kind of value. */
export interface Kind {
  readonly sql: SqlType;
  readonly comparison: Comparison;
  /** What a value looks like, for error messages: "a number such as 120". */
  readonly expects: string;
  /**
   * Reads a typed value; undefined when the text is none. Choices are checked by the field, not the kind. `now` is
   * what "today" is measured from, in milliseconds since 1970.
   */
  readonly parse: (text: string, now?: number) => Meaning | undefined;
  /** Prints a stored value for people. */
  readonly format: (value: Value) => string;
  /** Says, where it can, why a text was refused: a hint under the error. */
  readonly hint?: (text: string) => string | undefined;
  /** What is wrong with a text where that is more than "not a key". */
  readonly problem?: (text: string) => string | undefined;
  /** The words that a value may be, to suggest one for a slip. */
  readonly words?: readonly string[];
  /** How patterns are looked for, where values are compared so. */
  readonly pattern?: PatternKind;
  /**
   * What has to follow the name of a field for it to be one where a condition begins: `bass` alone is a word to search
   * for, `bass "C2 G2 A2"` a pattern.
   */
  readonly begins?: RegExp;
  /** All values that one stands for, itself first: `key Dm` is D dorian too. A value without this stands for itself. */
  readonly wider?: (value: Value) => readonly Value[];
  /** Words that stand for several values: `meter odd`. */
  readonly groups?: Readonly<Record<string, readonly Value[]>>;
  /** Functions of a value that give several: `key near(Am)`. The one that `~` means is the first. */
  readonly functions?: Readonly<Record<string, (value: Value) => readonly Value[]>>;
}

const exact = (value: Value | undefined): Meaning | undefined => (value === undefined ? undefined : { value });
const plain = (value: Value): string => String(value);
/** At most three decimals, none that say nothing. */
const short = (value: Value): string => String(Math.round(Number(value) * 1000) / 1000);

function keyHint(text: string): string | undefined {
  if (/^h$/i.test(text)) return "German H is B, and B is Bb, here: `key B`, `key Bb`";
  if (/^[a-g]$/.test(text)) {
    const tonic = text.toUpperCase();
    return `\`key ${tonic}\` = ${tonic} major, \`key ${tonic}m\` = ${tonic} minor, \`tonic ${tonic}\` = either`;
  }
  return undefined;
}

const keyFunctions: NonNullable<Kind["functions"]> = {
  near: (key) => nearKeys(Number(key)),
  rel: (key) => relativeKeys(Number(key)),
  par: (key) => parallelKeys(Number(key)),
};

const keyProblem = (text: string): string | undefined =>
  /^[a-g]$/.test(text) ? "write the tonic in capitals" : undefined;

/** A quote, a bracket, an operator: a pattern follows, whatever it looks like. */
const opens = /"|[([=~:<>]|!=|!~|(?:starts|ends|contains|about|is|in)\s/.source;
const patternBegins = (own: RegExp): RegExp => new RegExp(`^(?:${opens}|${own.source})`, "i");

const noYear = "a date such as 2026-11-20, 2026-11, today or -7d";

/** Names of all kinds. */
export type KindName =
  | "number"
  | "integer"
  | "flag"
  | "choice"
  | "text"
  | "set"
  | "duration"
  | "bytes"
  | "date"
  | "pitch"
  | "key"
  | "tonic"
  | "mode"
  | "meter"
  | "numbers"
  | "integers"
  | "chords"
  | "melody"
  | "contour"
  | "degrees"
  | "bars";

/** All kinds by name. Values of the musical kinds are the numbers of src/music. */
export const kinds: Readonly<Record<KindName, Kind>> = {
  number: { sql: "float4", comparison: "ordered", expects: "a number such as 120", parse: parseNumber, format: short },
  integer: {
    sql: "int4",
    comparison: "ordered",
    expects: "a whole number such as 4",
    parse: (text) => (/^[+-]?\d+$/.test(text) ? exact(Number(text)) : undefined),
    format: plain,
  },
  flag: {
    sql: "bool",
    comparison: "flag",
    expects: "yes or no",
    parse: (text) => (/^(yes|true)$/i.test(text) ? exact(true) : /^(no|false)$/i.test(text) ? exact(false) : undefined),
    format: (value) => (value ? "yes" : "no"),
  },
  choice: { sql: "text", comparison: "equal", expects: "one of its values", parse: exact, format: plain },
  text: { sql: "text", comparison: "text", expects: "text", parse: exact, format: plain },
  set: { sql: "text[]", comparison: "set", expects: "a word, or words joined by commas", parse: exact, format: plain },
  duration: {
    sql: "float4",
    comparison: "ordered",
    expects: "a duration such as 1:30, 90s or 2m",
    parse: parseDuration,
    format: (value) => formatDuration(Number(value)),
  },
  bytes: { sql: "int8", comparison: "ordered", expects: "a size such as 20kb", parse: parseBytes, format: plain },
  date: { sql: "timestamptz", comparison: "ordered", expects: noYear, parse: parseDate, format: plain },
  pitch: {
    sql: "int2",
    comparison: "ordered",
    expects: "a pitch such as C4 or 60",
    parse: (text) => exact(parsePitch(text)),
    format: (value) => formatPitch(Number(value)),
  },
  key: {
    sql: "int2",
    comparison: "equal",
    expects: "a key such as C, Am, F#m, D dorian or 8A",
    parse: (text) => exact(parseKey(text)),
    format: (value) => formatKey(Number(value)),
    hint: keyHint,
    problem: keyProblem,
    functions: keyFunctions,
    wider: (value) => keysOfParent(Number(value)),
  },
  tonic: {
    sql: "int2",
    comparison: "equal",
    expects: "a tonic such as C, F# or Bb",
    parse: (text) => exact(parsePitchClass(text)),
    format: (value) => pitchClassNames[Number(value)] ?? plain(value),
    hint: keyHint,
    problem: keyProblem,
  },
  mode: {
    sql: "int2",
    comparison: "equal",
    expects: `a mode: ${modes.join(", ")}`,
    words: modes,
    parse: (text) => {
      const mode = modes.indexOf(text.toLowerCase() as (typeof modes)[number]);
      return mode < 0 ? undefined : { value: mode };
    },
    format: (value) => modes[Number(value)] ?? plain(value),
  },
  meter: {
    sql: "int4",
    comparison: "equal",
    expects: "a meter such as 4/4 or 6/8",
    parse: (text) => exact(parseMeter(text)),
    format: (value) => formatMeter(Number(value)),
    hint: (text) => (/^\d+\/\d+$/.test(text) ? "the lower number is a power of two: 1, 2, 4, 8, 16 ..." : undefined),
    groups: { odd: oddMeters },
  },
  // Several numbers of one file: a condition holds where any of them meets it.
  numbers: {
    sql: "float4[]",
    comparison: "ordered",
    expects: "a number such as 120",
    parse: parseNumber,
    format: plain,
  },
  integers: {
    sql: "int2[]",
    comparison: "ordered",
    expects: "a whole number such as 4",
    parse: (text) => (/^[+-]?\d+$/.test(text) ? exact(Number(text)) : undefined),
    format: plain,
  },
  chords: {
    sql: "text",
    comparison: "pattern",
    expects: "a progression such as I-V-vi-IV, Am-F-C-G or 1-5-6-4",
    parse: exact,
    format: (value) =>
      chordsOfText(String(value))
        .map((chord) => formatChord(chord, chord.tonic ?? undefined))
        .join("-"),
    pattern: chordsPattern,
    begins: patternBegins(/\S+[-,]\S|[b#]?[iv]+[o°ø+]?\d*(?=[\s)]|$)/),
  },
  melody: {
    sql: "text",
    comparison: "pattern",
    expects: 'notes such as "C D E C" or steps such as +2,+2,-4',
    parse: exact,
    format: (value) => stepsText(String(value)),
    pattern: melodyPattern,
    begins: patternBegins(/[+-]?\d+,|[A-G][#b]?\d?,/),
  },
  contour: {
    sql: "text",
    comparison: "pattern",
    expects: "a contour such as udurdd",
    parse: exact,
    format: plain,
    pattern: contourPattern,
    begins: patternBegins(/[*?udr]{3,}(?=[\s)]|$)/),
  },
  degrees: {
    sql: "text",
    comparison: "pattern",
    expects: "degrees of the scale such as 1-2-3-5-3",
    parse: exact,
    format: plain,
    pattern: degreesPattern,
    begins: patternBegins(/[#b]?[1-7?][-,]/),
  },
  bars: {
    sql: "int8[]",
    comparison: "grid",
    expects: "a drawn bar such as x...x...x...x...",
    parse: exact,
    format: (value) => drawGrid(Number(value)),
    begins: patternBegins(/[x.o_|-]{4,}/),
  },
};

/** The kind of a name. */
export const kindOf = (name: KindName): Kind => kinds[name];
