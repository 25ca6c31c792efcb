/**
 * Progressions: Roman numerals (`I-V-vi-IV`, `ii7-V7-Imaj7`), names (`Am-F-C-G`) or degrees (`1-5-6-4`); `?` any one
 * chord, `*` anything between, `(...){2}` again. Found in every key and by triad: V is met by V7. Exactly: names mean
 * these very chords, numerals these degrees of the song's key, qualities count. Nearly: any rotation of the loop. Chords
 * of one triad on one root are told apart where the pattern does so: C-C/E-F, C-C7-F.
 */
import { qualities } from "../chord-qualities.ts";
import {
  anyDegree,
  anyQuality,
  bassLetter,
  chordsOfText,
  degreeLetterOf,
  isSameTriad,
  type KeyedChord,
  motionOfText,
  qualityLetter,
  rootLetter,
  triadClass,
} from "../chord-text.ts";
import { chordMotion } from "../chords.ts";
import { type Manner, type Pattern, PatternError, type PatternKind } from "./pattern.ts";
import { type ChordItem, type ProgressionItem, parseProgression } from "./progression.ts";

const anyChord = `[0-9ab]${anyDegree}${anyQuality}[A-L]?`;
/** Chords of the longest and the shortest term: the motion between them, in any key. */
const longestTerm = 4;
const shortestTerm = 2;
/** Letters of the motion of terms: one for each triad, a digit between. */
const termLengths = Array.from({ length: longestTerm - shortestTerm + 1 }, (_, n) => (shortestTerm + n) * 2 - 1);

/** Patterns over progressions. */
export const chordsPattern: PatternKind = {
  read: (text, manner) => {
    const { items, notes } = parseProgression(text, manner === "exactly");
    const ways = manner === "nearly" ? rotations(items, text) : [items];
    const isMotion = manner !== "exactly" && ways.every(hasMotion);
    const sources = isMotion ? ways.map(motionSource) : ways.flatMap((way) => chordSources(way, manner === "exactly"));
    const source = sources.length === 1 ? (sources[0] as string) : `(?:${sources.join("|")})`;
    return { source: edged(source, manner, isMotion), groups: groupsOf(ways), notes };
  },
  meanings: { exactly: "exactly as these chords, or degrees of the key", nearly: "in any rotation" },
  termsOf: (stored) => {
    const motion = motionOfText(stored);
    const terms = new Set<string>();
    for (const length of termLengths) {
      // Triads stand at even places.
      for (let from = 0; from + length <= motion.length; from += 2) terms.add(motion.slice(from, from + length));
    }
    return terms;
  },
  windows: { lengths: termLengths, step: 2, end: (stored) => stored.indexOf("|") },
  symbolsOf: (stored, start, end) => {
    const bar = stored.indexOf("|");
    if (start < bar) {
      const firsts = firstSteps(stored);
      const next = firsts[Math.ceil(end / 2)] ?? chordsOfText(stored).length;
      return [firsts[Math.ceil(start / 2)] ?? 0, next - 1];
    }
    const starts = [...stored.slice(bar + 1).matchAll(new RegExp(anyChord, "g"))].map(({ index }) => index + bar + 1);
    return [starts.indexOf(start), starts.filter((at) => at < end).length - 1];
  },
};

/** The first chord of each letter of the motion. */
function firstSteps(stored: string): readonly number[] {
  const chords = chordsOfText(stored);
  return chords.flatMap((chord, n) => (n > 0 && isSameTriad(chord, chords[n - 1] as KeyedChord) ? [] : [n]));
}

/** The motion stands at the start of a stored text, the chords behind its bar. */
function edged(source: string, manner: Manner, isMotion: boolean): string {
  if (manner === "starts") return isMotion ? `^(?:${source})` : `\\|(?:${source})`;
  if (manner === "ends") return isMotion ? `(?:${source})\\|` : `(?:${source})$`;
  return source;
}

/** Whether a progression can be told by its motion: no inversions, no steps inside of a triad, at most one free chord in a row. */
const hasMotion = (way: readonly ProgressionItem[]): boolean =>
  way.every((item, n) =>
    typeof item === "object"
      ? item.bass === undefined && !item.isStep
      : item.description === "any" && typeof way[n - 1] !== "symbol",
  );

const anyTriad = "[dgjnps]";
const anyStep = "[0-9ab]";

/** The motion of a progression, the same in every key. */
function motionSource(way: readonly ProgressionItem[]): string {
  let source = "";
  let last: ChordItem | undefined;
  way.forEach((item, n) => {
    const before = way[n - 1];
    if (typeof item === "symbol") {
      const next = way[n + 1];
      // Between two chords the ways over a free one all lead to the second; at an end anything does.
      if (last === undefined || typeof next !== "object")
        source += last === undefined ? anyTriad + anyStep : anyStep + anyTriad;
      return;
    }
    const letter = chordMotion([item]);
    if (last && typeof before === "symbol") source += overFree(item.root - last.root);
    else if (last) source += rootLetter(item.root - last.root);
    source += letter;
    last = item;
  });
  return source;
}

const overFree = (semitones: number): string => {
  const ways = Array.from({ length: 12 }, (_, first) => rootLetter(first) + anyTriad + rootLetter(semitones - first));
  return `(?:${ways.join("|")})`;
};

/** The chords themselves, in every key unless the key is given by names or degrees. */
function chordSources(way: readonly ProgressionItem[], isExact: boolean): readonly string[] {
  const isAbsolute = isExact && way.some((item) => typeof item === "object" && item.isName);
  // Degrees stand in the text: the key need not be tried unless a bass has to be told from it.
  if (isExact && !isAbsolute && way.every((item) => typeof item === "symbol" || item.bass === undefined)) {
    return [way.map((item) => (typeof item === "symbol" ? wild(item) : degreeSource(item))).join("")];
  }
  const keys = isAbsolute ? [0] : Array.from({ length: 12 }, (_, key) => key);
  return keys.map((key) =>
    way.map((item) => (typeof item === "symbol" ? wild(item) : chordSource(item, key, isExact, isAbsolute))).join(""),
  );
}

/** What is stored of one free chord is all that stands on one root; of any number of them, anything. */
const wild = (item: symbol): string => (item.description === "any" ? anyRun : `(?:${anyChord})*`);
const anyRun = `(?:${Array.from({ length: 12 }, (_, root) => `(?:${rootLetter(root)}${anyDegree}${anyQuality}[A-L]?)+`).join("|")})`;

const degreeSource = ({ root, quality }: ChordItem): string =>
  `(?:[0-9ab]${degreeLetterOf(root)}Y?${qualityLetter(quality)}[A-L]?)+`;

function chordSource(
  { root, quality, bass, isStep }: ChordItem,
  key: number,
  isExact: boolean,
  isAbsolute: boolean,
): string {
  const degree = isExact && !isAbsolute ? `${degreeLetterOf(root)}Y?` : anyDegree;
  const letters = isExact || isStep ? qualityLetter(quality) : triadClass(qualities[quality].triad);
  // A bass that is written over its own root says that there is no inversion.
  const low = bass === undefined ? "[A-L]?" : bass === root ? "(?![A-L])" : bassLetter(bass + key);
  return `(?:${rootLetter(root + key)}${degree}${letters}${low})+`;
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
    const run = runs.at(-1) as ChordItem[];
    const last = run.at(-1);
    if (typeof item === "symbol") runs.push([]);
    else if (!last || !isSameTriad(item, last)) run.push(item);
  }
  return runs.filter((run) => run.length >= shortestTerm);
}

function windowsOf(run: readonly ChordItem[]): readonly string[] {
  const length = Math.min(longestTerm, run.length);
  return run.slice(length - 1).map((_, from) => chordMotion(run.slice(from, from + length)));
}
