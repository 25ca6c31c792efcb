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
import { type ChordItem, type ProgressionItem, parseProgression, withSteps } from "./progression.ts";
import { termsOfItems, termsOfText } from "./within-triads.ts";

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
    const read = ways.map((way) => ({
      source: edged(sourceOf(way, manner), manner, isMotion),
      groups: groupsOf([way]),
    }));
    return {
      source: read.length === 1 ? (read[0]?.source ?? "") : `(?:${read.map(({ source }) => source).join("|")})`,
      groups: groupsOf(ways),
      // By the motion alone one expression does it at once.
      ...(read.length > 1 && !isMotion && { ways: read }),
      notes,
    };
  },
  meanings: { exactly: "exactly as these chords, or degrees of the key", nearly: "in any rotation" },
  termsOf: (stored) => {
    const motion = motionOfText(stored);
    const terms = new Set(termsOfText(stored));
    for (const length of termLengths) {
      // Triads stand at even places.
      for (let from = 0; from + length <= motion.length; from += 2) terms.add(motion.slice(from, from + length));
    }
    return terms;
  },
  windows: {
    lengths: termLengths,
    step: 2,
    end: (stored) => stored.indexOf("|"),
    others: (stored) => termsOfText(stored),
  },
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

/** The expression of one way: by its motion where that tells it, else the chords in every key. */
function sourceOf(way: readonly ProgressionItem[], manner: Manner): string {
  if (manner !== "exactly" && hasMotion(way)) return motionSource(way);
  const sources = chordSources(way, manner === "exactly");
  return sources.length === 1 ? (sources[0] as string) : `(?:${sources.join("|")})`;
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

/** What is told apart within a triad is what stands beside each other in a rotation, not over its seam. */
function rotations(items: readonly ProgressionItem[], text: string): readonly (readonly ProgressionItem[])[] {
  if (items.some((item) => typeof item === "symbol" && item.description === "gap")) {
    throw new PatternError("a loop with a gap has no rotation", 0, text.length, "leave `~` or `*` out");
  }
  return items.map((_, from) => withSteps([...items.slice(from), ...items.slice(0, from)]));
}

/**
 * For one way all that is certain: every window of its longest runs and what is within triads. For several, one group of
 * a term of each way, and a second one where some have a second term.
 */
function groupsOf(ways: readonly (readonly ProgressionItem[])[]): Pattern["groups"] {
  const perWay = ways.map((way) => {
    const runs = runsOf(way);
    const terms = [...new Set(runs.flatMap((run) => [...termsOfItems(run)]))].sort(byLength);
    // What has a term with a triad beside it has the one without.
    const within = terms.filter((term) => !terms.some((other) => other !== term && other.includes(term)));
    return { motion: runs.flatMap(windowsOf).sort(byLength), within };
  });
  const [only] = perWay;
  if (only && perWay.length === 1) return [...only.motion, ...only.within.slice(0, mostWithin)].map((term) => [term]);
  const firsts = perWay.map(({ motion, within }) => motion[0] ?? within[0]);
  const seconds = perWay.map(({ within }, n) => within[0] ?? firsts[n]);
  return [firsts, seconds].flatMap((terms) =>
    terms.every((term) => term !== undefined) ? [[...new Set(terms as readonly string[])]] : [],
  );
}

/** The longest terms say the most. */
const byLength = (a: string, b: string): number => b.length - a.length;
/** Terms of one pattern within its triads; more of them cost more than they save. */
const mostWithin = 4;

/** Chords in a row, none free between them. */
function runsOf(way: readonly ProgressionItem[]): readonly (readonly ChordItem[])[] {
  const runs: ChordItem[][] = [[]];
  for (const item of way) {
    if (typeof item === "symbol") runs.push([]);
    else (runs.at(-1) as ChordItem[]).push(item);
  }
  return runs;
}

/** The motion of every window of a run, the longest that it has. */
function windowsOf(chords: readonly ChordItem[]): readonly string[] {
  const run = chords.filter((chord, n) => n === 0 || !isSameTriad(chord, chords[n - 1] as ChordItem));
  if (run.length < shortestTerm) return [];
  const length = Math.min(longestTerm, run.length);
  return run.slice(length - 1).map((_, from) => chordMotion(run.slice(from, from + length)));
}
