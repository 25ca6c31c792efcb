/**
 * Progressions: Roman numerals (`I-V-vi-IV`, `ii7-V7-Imaj7`), names (`Am-F-C-G`) or degrees (`1-5-6-4`); `?` any one
 * chord, `*` anything between, `(...){2}` again. Found in every key and by triad: V is met by V7. Exactly: names mean
 * these very chords, numerals these degrees of the song's key, qualities count. Nearly: any rotation of the loop.
 */
import { bassLetter, chordsOfText, degreeLetterOf, qualityLetter, rootLetter, triadClass } from "../chord-text.ts";
import { chordMotion, qualities } from "../chords.ts";
import { anchored, type Pattern, PatternError, type PatternKind } from "./pattern.ts";
import { type ChordItem, type ProgressionItem, parseProgression } from "./progression.ts";

const anyChord = "[0-9ab][M-Z][c-v][A-L]?";
/** Chords of the longest and the shortest term: the motion between them, in any key. */
const longestTerm = 4;
const shortestTerm = 2;

/** Patterns over progressions. */
export const chordsPattern: PatternKind = {
  read: (text, manner) => {
    const items = parseProgression(text);
    const ways = manner === "nearly" ? rotations(items, text) : [items];
    const isExact = manner === "exactly";
    const isAbsolute = isExact && items.some((item) => typeof item === "object" && item.isName);
    const keys = isAbsolute ? [0] : Array.from({ length: 12 }, (_, key) => key);
    const sources = ways.flatMap((way) =>
      // Degrees stand in the text: the key need not be tried unless a bass has to be told from it.
      isExact && !isAbsolute && way.every((item) => typeof item === "symbol" || item.bass === undefined)
        ? [way.map((item) => (typeof item === "symbol" ? wild(item) : degreeSource(item))).join("")]
        : keys.map((key) =>
            way
              .map((item) => (typeof item === "symbol" ? wild(item) : chordSource(item, key, isExact, isAbsolute)))
              .join(""),
          ),
    );
    return {
      source: anchored(sources.length === 1 ? (sources[0] as string) : `(?:${sources.join("|")})`, manner),
      groups: groupsOf(ways),
    };
  },
  termsOf: (stored) => {
    const motion = chordMotion(chordsOfText(stored));
    const terms = new Set<string>();
    for (let chords = shortestTerm; chords <= longestTerm; chords++) {
      // A letter for each triad, a digit between: they begin at even places.
      for (let from = 0; from + chords * 2 - 1 <= motion.length; from += 2)
        terms.add(motion.slice(from, from + chords * 2 - 1));
    }
    return terms;
  },
  symbolsOf: (stored) => {
    const starts = [...stored.matchAll(new RegExp(anyChord, "g"))].map(({ index }) => index);
    return [...starts, stored.length];
  },
};

type Wild = Exclude<ProgressionItem, ChordItem>;
const wild = (item: Wild): string => (item.description === "any" ? anyChord : `(?:${anyChord})*`);

const degreeSource = ({ root, quality }: ChordItem): string =>
  `[0-9ab]${degreeLetterOf(root)}${qualityLetter(quality)}[A-L]?`;

function chordSource({ root, quality, bass }: ChordItem, key: number, isExact: boolean, isAbsolute: boolean): string {
  const degree = isExact && !isAbsolute ? degreeLetterOf(root) : "[M-Z]";
  const letters = isExact ? qualityLetter(quality) : triadClass(qualities[quality].triad);
  return rootLetter(root + key) + degree + letters + (bass === undefined ? "[A-L]?" : bassLetter(bass + key));
}

function rotations(items: readonly ProgressionItem[], text: string): readonly (readonly ProgressionItem[])[] {
  if (items.some((item) => typeof item === "symbol" && item.description === "gap")) {
    throw new PatternError("a loop with a gap has no rotation", 0, text.length, "leave `~` or `*` out");
  }
  return items.map((_, from) => [...items.slice(from), ...items.slice(0, from)]);
}

/** For one way every window of its longest run; for several, one term of each. */
function groupsOf(ways: readonly (readonly ProgressionItem[])[]): Pattern["groups"] {
  const perWay = ways.map((way) => runsOf(way).flatMap(windowsOf));
  if (perWay.length === 1) return (perWay[0] as readonly string[]).map((term) => [term]);
  if (perWay.some((terms) => terms.length === 0)) return [];
  return [[...new Set(perWay.map((terms) => [...terms].sort((a, b) => b.length - a.length)[0] as string))]];
}

function runsOf(way: readonly ProgressionItem[]): readonly (readonly ChordItem[])[] {
  const runs: ChordItem[][] = [[]];
  for (const item of way) {
    if (typeof item === "symbol") runs.push([]);
    else (runs.at(-1) as ChordItem[]).push(item);
  }
  return runs.filter((run) => run.length >= shortestTerm);
}

function windowsOf(run: readonly ChordItem[]): readonly string[] {
  const length = Math.min(longestTerm, run.length);
  return run.slice(length - 1).map((_, from) => chordMotion(run.slice(from, from + length)));
}
