/**
 * Melodies in any key: notes (`E D C D E E E`, `C4 D4 Eb4`) or steps in semitones (`+2,+2,+1,-5`), `?` for any one note,
 * `*` for any notes, over texts of one letter an interval (src/music/intervals.ts: m repeats, n a semitone up).
 */
import { parsePitchClass } from "../pitch.ts";
import { anyGroupOf, checkLength, gap, groupsOf, type Place, sourceOf } from "./letters.ts";
import {
  anchored,
  type Manner,
  type Pattern,
  PatternError,
  type PatternKind,
  type PatternWord,
  steps,
  substrings,
  wordsOf,
} from "./pattern.ts";

/** Intervals from an octave down to an octave up. */
const octave = 12;
const letterOf = (semitones: number): string =>
  String.fromCharCode(109 + (Math.abs(semitones) > octave ? semitones % octave : semitones));
const everyLetter = "abcdefghijklmnopqrstuvwxy";
const anyLetter = "[a-y]";
/** Letters of the intervals that lead to the same pitch class, whatever the octave. */
const classOf = (semitones: number): string => {
  const residue = ((semitones % octave) + octave) % octave;
  return residue === 0 ? "amy" : letterOf(residue - octave) + letterOf(residue);
};

/** Intervals of a term: a fragment of seven notes leaves 0.3 % of POP909 as candidates. */
const termLength = 5;
/** More notes with an edit allowed make an expression of hundreds of alternatives. */
const mostWithEdit = 16;

const examples = 'put notes in quotes or join them with commas: `melody "C E G E"` or `melody C,E,G,E`';

/** Patterns over intervals, for melodies and basses. `exactly` is the same as `contains`; `nearly` allows one edit. */
export const melodyPattern: PatternKind = {
  read: (text, manner) => {
    const places = placesOf(text);
    return manner === "nearly" ? withEdit(places, text) : plain(places, manner);
  },
  meanings: { exactly: "in any key", nearly: "in any key, with one note changed, added or missing" },
  termsOf: (stored) => substrings(stored, termLength),
  windows: { lengths: [termLength], step: 1 },
  symbolsOf: steps,
};

function plain(places: readonly Step[], manner: Manner): Pattern {
  const alternatives = expanded(places);
  const letters = places.map((place): Place => (typeof place === "object" ? everyLetter : place));
  return {
    source: anchored(joined(alternatives), manner),
    groups: alternatives.length === 1 ? groupsOf(letters, termLength, everyLetter.length) : groupsWithin(places),
  };
}

/** What leads from one written note to the next; `through` is two intervals over one free note. */
type Step = Place | { readonly through: number };

/** Free notes split a pattern into runs, each with its own terms. */
function groupsWithin(places: readonly Step[]): Pattern["groups"] {
  const letters = places.flatMap((place): readonly Place[] =>
    typeof place === "object" ? [everyLetter, everyLetter] : [place],
  );
  return groupsOf(letters, termLength, everyLetter.length);
}

const joined = (alternatives: readonly (readonly Place[])[]): string => {
  const sources = [...new Set(alternatives.map((places) => sourceOf(places, anyLetter)))];
  return sources.length === 1 ? (sources[0] as string) : `(?:${sources.join("|")})`;
};

/** Two intervals that together lead to a pitch class: twelve ways. */
const pairs = (semitones: number): readonly (readonly Place[])[] =>
  Array.from({ length: octave }, (_, first) => [classOf(first), classOf(semitones - first)]);

/** Every way to pass the free notes of a pattern. */
function expanded(places: readonly Step[]): readonly (readonly Place[])[] {
  let all: (readonly Place[])[] = [[]];
  for (const place of places) {
    const ways: readonly (readonly Place[])[] = typeof place === "object" ? pairs(place.through) : [[place]];
    // Past so many ways, the free note is one of any kind.
    const few = all.length * ways.length > 144 ? [[everyLetter, everyLetter]] : ways;
    all = all.flatMap((before) => few.map((way) => [...before, ...way]));
  }
  return all;
}

/** The pattern, or one with a note changed, added or left out. */
function withEdit(places: readonly Step[], text: string): Pattern {
  const letters = places.map((place) => {
    if (typeof place === "string") return place;
    throw new PatternError(
      "an edit is allowed only if every note is given",
      0,
      text.length,
      "leave `~` or `?` `*` out",
    );
  });
  if (letters.length >= mostWithEdit) {
    throw new PatternError(`with \`~\` a melody has at most ${mostWithEdit} notes`, 0, text.length);
  }
  const residue = (letter: string): number => (letter.charCodeAt(0) - 109 + 2 * octave) % octave;
  const semitones = letters.map((set) => residue(set[0] as string));
  const alternatives: (readonly Place[])[] = [letters];
  for (let n = 0; n < letters.length; n++) {
    const [before, after] = [letters.slice(0, n), letters.slice(n + 1)];
    // One note more on the way.
    for (const pair of pairs(semitones[n] as number)) alternatives.push([...before, ...pair, ...after]);
    if (n + 1 === letters.length) continue;
    const sum = (semitones[n] as number) + (semitones[n + 1] as number);
    // Another note, or none.
    for (const pair of pairs(sum)) alternatives.push([...before, ...pair, ...after.slice(1)]);
    alternatives.push([...before, classOf(sum), ...after.slice(1)]);
  }
  if (letters.length > 2) alternatives.push(letters.slice(1), letters.slice(0, -1));
  return { source: joined(alternatives), groups: anyGroupOf(alternatives, termLength, everyLetter.length) };
}

function placesOf(text: string): readonly Step[] {
  const words = wordsOf(text, /[\s,]/);
  const isSteps = words.some(({ text: word }) => /^[+-]?\d+$/.test(word));
  const places = isSteps ? stepsOf(words) : notesOf(wordsOf(text, /[\s,-]/));
  const notes = places.reduce((sum, place) => sum + (place === gap ? 0 : typeof place === "object" ? 2 : 1), 1);
  checkLength(notes, 3, "melody", text, examples);
  return places;
}

function stepsOf(words: readonly PatternWord[]): readonly Step[] {
  return words.map(({ text, start, end }): Step => {
    if (text === "*") return gap;
    if (text === "?") return everyLetter;
    if (!/^[+-]?\d{1,2}$/.test(text)) {
      throw new PatternError(`\`${text}\` is not a step in semitones`, start, end, "for example `melody +2,+2,+1,-5`");
    }
    return letterOf(Number(text));
  });
}

interface Note {
  readonly pitchClass: number;
  readonly octave: number | undefined;
}

function notesOf(words: readonly PatternWord[]): readonly Step[] {
  const places: Step[] = [];
  let last: Note | undefined;
  let free = 0;
  let isOpen = false;
  const close = (): void => {
    if (isOpen) places.push(gap);
    for (; free > 0; free--) places.push(everyLetter);
    isOpen = false;
  };
  for (const word of words) {
    if (word.text === "?") free++;
    else if (word.text === "*") isOpen = true;
    else {
      const note = noteOf(word);
      if (last === undefined) close();
      else if (isOpen) {
        // The note before the gap, any notes, and the interval that leads here.
        close();
        places.push(everyLetter);
      } else if (free === 1) places.push({ through: note.pitchClass - last.pitchClass });
      else if (free > 1) {
        free++;
        close();
      } else places.push(between(last, note));
      free = 0;
      last = note;
    }
  }
  close();
  return places;
}

function between(from: Note, to: Note): Place {
  const semitones = to.pitchClass - from.pitchClass;
  if (from.octave === undefined || to.octave === undefined) return classOf(semitones);
  return letterOf(semitones + octave * (to.octave - from.octave));
}

function noteOf({ text, start, end }: PatternWord): Note {
  const match = /^([A-Ga-g](?:#{1,2}|b{1,2}|♯|♭)?)(\d)?$/.exec(text);
  const name = match?.[1] ?? "";
  const pitchClass = parsePitchClass(name.charAt(0).toUpperCase() + name.slice(1));
  if (pitchClass === undefined) {
    throw new PatternError(
      `\`${text}\` is not a note`,
      start,
      end,
      "notes are C, F#, Bb or C4; `?` any note, `*` a gap; or steps: `+2,+2,-1`",
    );
  }
  return { pitchClass, octave: match?.[2] === undefined ? undefined : Number(match[2]) };
}
