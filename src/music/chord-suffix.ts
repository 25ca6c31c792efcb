/** What follows the root in a chord's name, read token by token as musicians write it: `m7b5`, `-7`, `Δ9`, `7(b9)`. */
import { type QualityName, qualities, qualityNames, type Triad } from "./chord-qualities.ts";

/** A suffix, read. */
export interface ReadSuffix {
  /** The quality that has all tones of the suffix, or else the most of them. */
  readonly quality: QualityName;
  /** What that quality lacks, as it was written. */
  readonly lost: readonly string[];
}

/** What is known of a chord while its suffix is read. */
interface Draft {
  third: 3 | 4;
  fifth: 6 | 7 | 8;
  /** Semitones of the seventh, 9 for the diminished one; undefined where none was written. */
  seventh: 9 | 10 | 11 | undefined;
  suspended: 2 | 5 | undefined;
  isPower: boolean;
  isMajorSeventh: boolean;
  isHalf: boolean;
  isAltered: boolean;
  /** Added tones by their semitones, each as it was written. */
  readonly added: Map<number, string>;
  readonly lost: string[];
}

const degrees: Readonly<Record<string, number>> = { "2": 2, "4": 5, "5": 7, "6": 9, "9": 2, "11": 5, "13": 9 };
const shifts: Readonly<Record<string, number>> = { b: -1, "#": 1, "-": -1, "+": 1, "": 0 };

type Step = readonly [token: RegExp, apply: (draft: Draft, match: RegExpExecArray) => void];

/** Tokens in the order in which they are tried. */
const steps: readonly Step[] = [
  [
    /(?:hdim|ø|Ø)7?/y,
    (draft) => {
      draft.isHalf = true;
      draft.third = 3;
      draft.fifth = 6;
      draft.seventh = 10;
    },
  ],
  [
    /(?:dim|o(?!m)|°|0)/y,
    (draft) => {
      draft.third = 3;
      draft.fifth = 6;
    },
  ],
  [
    /(?:minmaj|mmaj|mM|m\/M|minMaj)(?=[79]|11|13)/y,
    (draft) => {
      draft.third = 3;
      draft.isMajorSeventh = true;
    },
  ],
  [
    /(?:major|maj|Maj|ma(?!dd)|Ma(?!dd)|M|j(?=\d))/y,
    (draft) => {
      draft.isMajorSeventh = true;
    },
  ],
  [
    /[Δ△∆^]7?/y,
    (draft) => {
      draft.isMajorSeventh = true;
      draft.seventh = 11;
    },
  ],
  [
    /(?:minor|min|mi|m|-(?!\d*[59](?!\d)|1[13]))/y,
    (draft) => {
      draft.third = 3;
    },
  ],
  [
    /(?:aug|\+(?!5|9|11|13))/y,
    (draft) => {
      draft.fifth = 8;
    },
  ],
  [
    /(?:alt)/y,
    (draft) => {
      draft.isAltered = true;
      draft.seventh = 10;
    },
  ],
  [
    /sus(?:24|42)/y,
    (draft) => {
      draft.suspended = 5;
      draft.added.set(2, "sus2");
    },
  ],
  [
    /sus([24]?)/y,
    (draft, [, degree]) => {
      draft.suspended = degree === "2" ? 2 : 5;
    },
  ],
  [
    /(?:no|omit)(?:3(?:rd)?|5(?:th)?)/y,
    (draft, [token]) => {
      if (token.includes("3")) draft.isPower = true;
    },
  ],
  [/add([b#+-]?)(2|4|6|9|11|13)/y, (draft, [token, sign = "", degree = ""]) => add(draft, sign, degree, token)],
  [
    /([b#+-])(5|6|9|11|13)/y,
    (draft, [token, sign = "", degree = ""]) => {
      if (degree === "5") draft.fifth = shifts[sign] === -1 ? 6 : 8;
      else add(draft, sign, degree, token);
    },
  ],
  [
    /6[/]?(?:add)?9/y,
    (draft) => {
      draft.added.set(9, "6").set(2, "9");
    },
  ],
  [/(?:dom)?(13|11|9|7)/y, (draft, [, degree = ""]) => stack(draft, Number(degree))],
  [
    /6/y,
    (draft) => {
      draft.added.set(9, "6");
    },
  ],
  [
    /5/y,
    (draft) => {
      draft.isPower = true;
    },
  ],
  [/2/y, (draft) => add(draft, "", "2", "2")],
  [/4/y, (draft) => add(draft, "", "4", "4")],
];

function add(draft: Draft, sign: string, degree: string, token: string): void {
  draft.added.set(((degrees[degree] as number) + (shifts[sign] as number) + 12) % 12, token);
}

/** A seventh, and thirds above it. */
function stack(draft: Draft, highest: number): void {
  const isDiminished = draft.third === 3 && draft.fifth === 6 && !draft.isHalf && highest === 7;
  draft.seventh ??= draft.isMajorSeventh ? 11 : isDiminished ? 9 : 10;
  if (highest >= 9) draft.added.set(2, "9");
  // The eleventh of a thirteenth is left out, as players do.
  if (highest === 11) draft.added.set(5, "11");
  if (highest === 13) draft.added.set(9, "13");
}

/** Reads the suffix of a chord's name; undefined where it is none. Parentheses, commas and spaces in it say nothing. */
export function readSuffix(text: string): ReadSuffix | undefined {
  const plain = text
    .replaceAll("♯", "#")
    .replaceAll("♭", "b")
    .replace(/[(),\s]/g, "");
  const draft: Draft = {
    third: 4,
    fifth: 7,
    seventh: undefined,
    suspended: undefined,
    isPower: false,
    isMajorSeventh: false,
    isHalf: false,
    isAltered: false,
    added: new Map(),
    lost: [],
  };
  let at = 0;
  while (at < plain.length) {
    const found = stepAt(plain, at);
    if (!found) return undefined;
    const [apply, match] = found;
    apply(draft, match);
    at += match[0].length;
  }
  return nearest(draft);
}

function stepAt(text: string, at: number): readonly [Step[1], RegExpExecArray] | undefined {
  for (const [token, apply] of steps) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match) return [apply, match];
  }
  return undefined;
}

/** The tones of a draft that are no triad, each as it is called. */
function tonesOf(draft: Draft): ReadonlyMap<number, string> {
  const tones = new Map(draft.added);
  if (draft.seventh !== undefined) tones.set(draft.seventh, draft.seventh === 11 ? "maj7" : "7");
  return tones;
}

function triadOf({ third, fifth, suspended, isPower }: Draft): Triad {
  if (suspended !== undefined) return "suspended";
  if (isPower) return "power";
  if (third === 3) return fifth === 6 ? "diminished" : "minor";
  return fifth === 8 ? "augmented" : "major";
}

function nearest(draft: Draft): ReadSuffix {
  if (draft.isAltered) return { quality: "7alt", lost: [] };
  const tones = tonesOf(draft);
  const triad = triadOf(draft);
  const base = new Set([0, draft.suspended ?? draft.third, draft.fifth]);
  if (triad === "power") base.delete(draft.third);
  let best: QualityName | undefined;
  let most = -1;
  for (const name of qualityNames) {
    const own: readonly number[] = qualities[name].tones;
    if (qualities[name].triad !== triad || name === "7alt") continue;
    const isPart = own.every((tone) => base.has(tone) || tones.has(tone));
    const isWhole = [...base].every((tone) => own.includes(tone));
    const count = own.length + (isWhole ? 12 : 0);
    if (!isPart || count <= most) continue;
    best = name;
    most = count;
  }
  const quality = best ?? plainOf[triad];
  const own: readonly number[] = qualities[quality].tones;
  const lost = [...tones].flatMap(([tone, written]) => (own.includes(tone) ? [] : [written]));
  const lacksFifth = draft.fifth !== 7 && !own.includes(draft.fifth);
  return { quality, lost: lacksFifth ? [...lost, draft.fifth === 6 ? "b5" : "#5"] : lost };
}

/** The plainest quality of each triad. */
export const plainOf: Readonly<Record<Triad, QualityName>> = {
  major: "maj",
  minor: "m",
  diminished: "dim",
  augmented: "aug",
  suspended: "sus4",
  power: "5",
};
