/** What the name of a track says about drums: for them, against them, or nothing. */
import {
  drumCompounds,
  drumWords,
  drumWritings,
  instrumentCompounds,
  instrumentWords,
  instrumentWritings,
} from "./drum-words.ts";

/** Log odds (natural) of a name that says drums or an instrument alone, and of one where both words are and this one ends it. */
const plain = 5;
const mixed = 1.5;

const forms = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "giu");
const compounds = { drums: forms(drumCompounds), instrument: forms(instrumentCompounds) };
const drums = new RegExp(`${forms(drumWords).source}|${drumWritings}`, "giu");
const instruments = new RegExp(`${forms(instrumentWords).source}|${instrumentWritings}`, "giu");

/** Log odds that a track is drums because of its name; 0 where the name says neither. */
export function oddsOfName(name: string): number {
  // "KickDrum", "Bass_1" and "808Kit" are words without spaces.
  const words = name.normalize("NFC").replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})|_/gu, " ");
  // A compound is one thing, whatever its words are: a bass drum is a drum, and steel drums play tunes.
  let [lastDrum, lastInstrument] = [lastOf(words, compounds.drums), lastOf(words, compounds.instrument)];
  const rest = words.replace(compounds.drums, blank).replace(compounds.instrument, blank);
  lastDrum = Math.max(lastDrum, lastOf(rest, drums));
  lastInstrument = Math.max(lastInstrument, lastOf(rest, instruments));
  if (lastDrum < 0 && lastInstrument < 0) return 0;
  if (lastInstrument < 0) return plain;
  if (lastDrum < 0) return -plain;
  // The last word is the thing, those before say which: "Drum n Bass Reese", "Piano Drums".
  return lastDrum > lastInstrument ? mixed : -mixed;
}

const blank = (words: string): string => " ".repeat(words.length);

/** Place of the last match, -1 for none. */
function lastOf(text: string, pattern: RegExp): number {
  let last = -1;
  for (const { index } of text.matchAll(pattern)) last = index;
  return last;
}
