/** What the name of a file says about its music, where it says it so that nothing else can be meant. */
import { keyOf, parseKey } from "./keys.ts";

/** Raised when the facts of the same name change: those that are stored are stale then. */
export const nameFactsVersion = 2;

/** Facts of a name; null where it says none, or two that differ. */
export interface NameFacts {
  readonly bpm: number | null;
  /** mode * 12 + tonic. */
  readonly key: number | null;
  /** How long the music is, in bars. */
  readonly bars: number | null;
  /** Number of the track on its disc, or of the piece in its folder. */
  readonly track: number | null;
}

/**
 * How sure a tempo or key is that only names say. They are told so that nothing else can be meant, but a copy may have
 * been named after another file.
 */
export const nameConfidence = 0.7;

/** Tempos that a bare number may be. */
const slowest = 60;
const fastest = 200;
/** Bars that a loop or a song may have. */
const mostBars = 512;

/** `128 bpm`, `bpm128`, `bpm_128.5`. */
const markedTempo =
  /(?<![\d.])(\d{2,3}(?:\.\d{1,2})?)[ _-]?bpm(?![a-z])|(?<![a-z])bpm[ _-]?(\d{2,3}(?:\.\d{1,2})?)(?!\d)/gi;
/** A number that is a word of its own; `4-4` and `120.5.2` are none. */
const bareNumber = /(?<![\p{L}\d.,/-])(\d{2,3})(?![\p{L}\d.,/-])/gu;
/** What makes a number one of a catalogue of works: `Op. 71`, `BWV 102`, `K. 183`, `No 90`. */
const catalogueNumber =
  /(?<!\p{L})(?:op|opus|nos?|nr|bwv|kv?|hob|hwv|rv|woo|wq|d|l|s|sz|bb|vol|pt|part|track|page|#)[ ._-]*\d+/giu;

/** Keys whose spelling no word has, an accidental or a mode written out: `F#m`, `Bb`, `C#min`, `A minor`; `Dbmaj7` is none. */
const spelledKey =
  /(?<![\p{L}\d#])([A-G](?:#|♯|b|♭|[ -]?sharp|[ -]?flat)?)[ _-]?(major|maj|minor|min)(?![\p{L}\d])|(?<![\p{L}\d#])([A-G](?:#|♯|b|♭)(?:m|M)?|[a-g]#m)(?![\p{L}\d#])/giu;
/** `Am` and `Gm` are words or names too: a key only between marks such as _ and -, or beside a number. */
const shortKey = /(?<![\p{L}\d#])([A-G]m)(?![\p{L}\d#])/gu;
/** A chord after or before a dash: `Am-F-C-G` is a progression. */
const chordAfter = /^\s?[-–]\s?[A-G][#b]?(?:m|maj|min|dim|sus|\d)*(?!\p{L})/u;
const chordBefore = /(?<!\p{L})[A-G][#b]?(?:m|maj|min|dim|sus|\d)*\s?[-–]\s?$/u;
/** `Trumpet in Bb` says how the instrument is built; B.B. King is no key. */
const transposing =
  /(?:trumpets?|clarinets?|cornets?|sax|saxophones?|horns?|flugelhorn|whistle|harmonica) (?:in )?$|^Bb(?= king)/iu;
/** Camelot's wheel: 8A is A minor, 8B C major; not beside what is counted with letters. */
const camelot =
  /(?<![\p{L}\d#])(?<!(?:side|part|pt|vol|volume|disc|disk|cd|no|nr|op|page|track|type|class|test|take|book|ex)[ ._-]*)0?(?:1[0-2]|[1-9])[AB](?![\p{L}\d#])/giu;

/** German: `c-moll`, `Es-Dur`, `fis moll`; H is B, B is Bb. */
const germanKey = /(?<!\p{L})([A-H](?:is|es|s)?)[ _-]?(dur|moll)(?!\p{L})/giu;
/** Italian, French, Spanish, Portuguese: `re minore`, `sol# mineur`, `si bemolle maggiore`, `la menor`. */
const solfege =
  /(?<!\p{L})(do|ut|r[eé]|mi|fa|sol|la|si)[ _-]?(#|♯|diesis|di[eè]se|sostenido|b|♭|bemolle|b[eé]mol)?[ _-](maggiore|minore|majeur|mineur|mayor|menor|maior)(?!\p{L})/giu;

/** `4 bars`, `8bar`, `16-bar loop`; `12 bar blues` is a form, and `bar 5` a place. */
const barLength = /(?<![\p{L}\d.-])(\d{1,3})[ _-]?(?:bars?|measures?|takte?)(?!\p{L})(?![ _-]*(?:blues|stool))/giu;

/** `03 - Title`, `3. Title`, `(03) Title`, `03_Title`, `1-03 Title`: a bare number only with its zero, as `99 Luftballons`. */
const leadingTrack =
  /^(?:\d-(?=\d\d))?(?:[([](\d{1,2})[)\]]|(\d{1,2})(?=[ _]+-[ _]|[.)][ _]|[.)]\p{L})|(0\d)(?=[ _-]))[ _.)-]*(?=\p{L})/u;
/** `Track 12`. */
const namedTrack = /(?<!\p{L})track[ _-]?(\d{1,2})(?!\d)/iu;

/** Reads the facts of a file name without its extension. */
export function nameFacts(name: string): NameFacts {
  const leading = leadingTrack.exec(name);
  const track = Number(leading?.[1] ?? leading?.[2] ?? leading?.[3] ?? namedTrack.exec(name)?.[1] ?? 0);
  const rest = name.slice(leading?.[0].length ?? 0);
  const keys = keysOf(rest);
  const tempos = new Set([...rest.matchAll(markedTempo)].map((match) => Number(match[1] ?? match[2])));
  // A bare number is a tempo only where a key says that the name speaks of music: `Bass_128_Am`.
  if (tempos.size === 0 && keys.size > 0) {
    for (const [, number] of rest.replace(catalogueNumber, "").matchAll(bareNumber)) {
      if (Number(number) >= slowest && Number(number) <= fastest) tempos.add(Number(number));
    }
  }
  const bars = new Set([...rest.matchAll(barLength)].map(([, number]) => Number(number)));
  const length = only(bars);
  return {
    bpm: only(tempos),
    key: only(keys),
    bars: length !== null && length > 0 && length <= mostBars ? length : null,
    track: track > 0 ? track : null,
  };
}

const only = <T>(all: ReadonlySet<T>): T | null => (all.size === 1 ? ([...all][0] ?? null) : null);

function keysOf(name: string): Set<number> {
  const keys = new Set<number>();
  const add = (text: string): void => {
    const key = parseKey(text);
    if (key !== undefined) keys.add(key);
  };
  const isInProgression = (match: RegExpExecArray): boolean =>
    chordAfter.test(name.slice(match.index + match[0].length)) || chordBefore.test(name.slice(0, match.index));
  for (const match of name.matchAll(spelledKey)) {
    const [, tonic, mode, short] = match;
    // `a major` in running text is no key, `A major` is; `Eb`, not `eb`, but `f#m`, which is no word.
    const spelled = (tonic ?? short ?? "").trim();
    if (!/^[A-G]/.test(spelled) && !spelled.includes("#")) continue;
    if (short && (isInProgression(match) || transposing.test(name.slice(0, match.index)))) continue;
    if (short && transposing.test(name.slice(match.index))) continue;
    const capital = `${spelled[0]?.toUpperCase()}${spelled.slice(1)}`;
    if (short) add(capital.endsWith("M") ? capital.slice(0, -1) : capital);
    else add(`${capital.replace(/[ -]?sharp/i, "#").replace(/[ -]?flat/i, "b")}${/^min/i.test(mode ?? "") ? "m" : ""}`);
  }
  for (const [, tonic = "", mode = ""] of name.matchAll(germanKey)) {
    const pitch = germanPitches[tonic.toLowerCase()];
    if (pitch !== undefined) keys.add(keyOf(pitch, mode.toLowerCase() === "moll" ? "minor" : "major"));
  }
  for (const [, syllable = "", accidental = "", mode = ""] of name.matchAll(solfege)) {
    const pitch = syllables[syllable.toLowerCase().replace("é", "e")] ?? 0;
    const shift = accidental === "" ? 0 : /^(#|♯|d|s)/i.test(accidental) ? 1 : -1;
    keys.add(keyOf(pitch + shift, /^m[ie]n/i.test(mode) ? "minor" : "major"));
  }
  const speaksOfMusic = /\d|_/.test(name);
  if (speaksOfMusic) for (const match of name.matchAll(shortKey)) if (!isInProgression(match)) add(match[1] as string);
  if (keys.size === 0) for (const [hour] of name.matchAll(camelot)) add(hour.replace(/^0/, ""));
  return keys;
}

const syllables: Readonly<Record<string, number>> = { do: 0, ut: 0, re: 2, mi: 4, fa: 5, sol: 7, la: 9, si: 11 };

/** Names of the twelve pitches in German, sharps and flats. */
const germanPitches: Readonly<Record<string, number>> = {
  ...{ c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, h: 11, b: 10 },
  ...{ cis: 1, dis: 3, eis: 5, fis: 6, gis: 8, ais: 10, his: 0 },
  ...{ ces: 11, des: 1, es: 3, fes: 4, ges: 6, as: 8 },
};
