/** What the name of a file says about its music: tempo and key, where it says them so that nothing else can be meant. */
import { parseKey } from "./keys.ts";

/** Facts of a name; null where it says none, or two that differ. */
export interface NameFacts {
  readonly bpm: number | null;
  /** mode * 12 + tonic. */
  readonly key: number | null;
}

/** Tempos that a bare number may be. */
const slowest = 60;
const fastest = 200;

/** `128 bpm`, `bpm128`, `bpm_128.5`. */
const markedTempo =
  /(?<![\d.])(\d{2,3}(?:\.\d{1,2})?)[ _-]?bpm(?![a-z])|(?<![a-z])bpm[ _-]?(\d{2,3}(?:\.\d{1,2})?)(?!\d)/gi;
/** A number that is a word of its own; `4-4` and `120.5.2` are none. */
const bareNumber = /(?<![\p{L}\d.,/-])(\d{2,3})(?![\p{L}\d.,/-])/gu;
/** Keys whose spelling no word has: an accidental, or a mode written out: `F#m`, `Bb`, `C#min`, `A minor`, `Dbmaj7` is none. */
const spelledKey =
  /(?<![\p{L}\d#])([A-G](?:#|♯|b|♭| ?sharp| ?flat)?)[ _-]?(major|maj|minor|min)(?![\p{L}\d])|(?<![\p{L}\d#])([A-G](?:#|♯|b|♭)(?:m|M)?)(?![\p{L}\d#])/giu;
/** `Am` and `Gm` are words or names too: a key only between marks such as _ and -, or beside a number. */
const shortKey = /(?<![\p{L}\d#])([A-G]m)(?![\p{L}\d#])/gu;
/** Camelot's wheel: 8A is A minor, 8B C major. */
const camelot = /(?<![\p{L}\d#])(?:1[0-2]|[1-9])[AB](?![\p{L}\d#])/gu;

/** Reads the facts of a file name without its extension. */
export function nameFacts(name: string): NameFacts {
  const keys = keysOf(name);
  const tempos = new Set([...name.matchAll(markedTempo)].map((match) => Number(match[1] ?? match[2])));
  // A bare number is a tempo only where a key says that the name speaks of music: `Bass_128_Am`.
  if (tempos.size === 0 && keys.size > 0) {
    for (const [, number] of name.matchAll(bareNumber)) {
      if (Number(number) >= slowest && Number(number) <= fastest) tempos.add(Number(number));
    }
  }
  return { bpm: only(tempos), key: only(keys) };
}

const only = <T>(all: ReadonlySet<T>): T | null => (all.size === 1 ? ([...all][0] ?? null) : null);

function keysOf(name: string): Set<number> {
  const keys = new Set<number>();
  const add = (text: string): void => {
    const key = parseKey(text);
    if (key !== undefined) keys.add(key);
  };
  for (const [, tonic, mode, short] of name.matchAll(spelledKey)) {
    // `a major` in running text is no key, `A major` is; `Eb`, not `eb`.
    const spelled = (tonic ?? short ?? "").trim();
    if (!/^[A-G]/.test(spelled)) continue;
    if (short) add(short.endsWith("M") ? short.slice(0, -1) : short);
    else add(`${spelled.replace(/ ?sharp/i, "#").replace(/ ?flat/i, "b")}${/^min/i.test(mode ?? "") ? "m" : ""}`);
  }
  const speaksOfMusic = /\d|_/.test(name);
  if (speaksOfMusic) for (const [, key = ""] of name.matchAll(shortKey)) add(key);
  if (keys.size === 0) for (const [hour] of name.matchAll(camelot)) add(hour);
  return keys;
}
