/** Tempos in names: those that say so (`128 bpm`, `Tempo-98`, `@96`), and numbers that may be one (`Bass_128_Am`). */
import { type Reading, readAll, without } from "./readings.ts";

/** A number of beats a minute that somebody wrote down: no index such as `02 BPM 128`. */
const number = "([3-9]\\d(?:[.,]\\d{1,3})?|[1-3]\\d\\d(?:[.,]\\d{1,3})?|0[3-9]\\d)";
const beats = "(?:bpms?|b\\.p\\.m\\.?|beats[ _-]?per[ _-]?minute)(?!\\p{L})";
/** `90-100 bpm` says two tempos; `03-120bpm` is a number and a tempo. */
const range = new RegExp(
  `(?<![\\d.,])([4-9]\\d|[1-3]\\d\\d)[ ]?(?:-|–|to|/)[ ]?([4-9]\\d|[1-3]\\d\\d)[ _-]*${beats}`,
  "giu",
);
const marked = new RegExp(
  [
    `(?<![\\d.,])${number}[ _-]*${beats}`,
    `(?<!\\p{L})(?:bpm|tempo|tmp|m\\.?m\\.?(?=[ ]?=))[ _:=.-]*${number}(?!\\d)`,
    `(?:@|[♩♪𝅗𝅥]\\.?[ ]?=)[ ]?${number}(?!\\d)`,
  ].join("|"),
  "giu",
);

/** Tempos that are marked as such. */
export function markedTempos(name: string): readonly Reading<number>[] {
  const toBpm = (text: string): number => Number(text.replace(",", "."));
  const ranges = readAll(name, range, ([, from = "", to = ""]) => [toBpm(from), toBpm(to)]);
  const single = readAll(without(name, ranges), marked, (match) => toBpm(match.slice(1).find((one) => one) ?? ""));
  return [...ranges.flatMap(({ value, start, end }) => value.map((one) => ({ value: one, start, end }))), ...single];
}

/** Tempos that a bare number may be, in bpm. */
const slowest = 60;
const fastest = 200;
/** A number that is a word of its own; `4-4`, `120.5.2` and `007` are none. */
const bare = /(?<![\p{L}\d.,/#])(?<!\d-)([1-9]\d{1,2})(?![\p{L}\d/]|[.,]\d|-\d)/gu;
/** What makes a number one of something: a catalogue of works, a volume, a road, a synthesizer (`Juno 106`). */
const counted =
  /(?<!\p{L})(?:(?:op|opus|nos?|nr|bwv|kv|hob|hwv|rv|woo|wq|sz|bb|vol|volume|pt|part|track|page|take|chapter|chap|lesson|e?tude|étude|study|exercise|symphony|sonata|quartet|concerto|prelude|fugue|hymn|psalm|chorale|tune|piece|song|preset|patch|program|prog|bank|level|stage|area|room|route|highway|studio|version|ver|v|file|midi|untitled|windows)[ ._-]*|(?:juno|jx|dx|sh|ms|jv|xv|tx|mks|vz|cz|mt|sc|mpc|sp|tr|tb)[ -]?|#)\d+/giu;
/** Catalogues with a letter, where no label speaks of pitches: `K. 183`, `D 960`. */
const letterCatalogue = /(?<!\p{L})[KDLS][ .]{1,2}\d+/gu;

/** Numbers that could be a tempo, were there other evidence that the name speaks of music. */
export function bareTempos(name: string, isLabel: boolean): readonly Reading<number>[] {
  const counts = readAll(name, counted, () => true);
  const works = isLabel ? [] : readAll(name, letterCatalogue, () => true);
  return readAll(without(name, [...counts, ...works]), bare, ([, text]) => {
    const value = Number(text);
    return value >= slowest && value <= fastest ? value : undefined;
  });
}
