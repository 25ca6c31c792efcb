/** Whether a name is a label, as sample packs have them (`Dark Pluck 03`), and no title: all its words are of the trade. */
import { tagWords } from "../words.ts";
import { formTags, neutralWords } from "./name-words.ts";

/** Words of the trade that no tag needs. */
const moreWords =
  "pluck plucks stab stabs hook hooks riff riffs lick licks chop chops oneshot oneshots shot hats hat hh reese sub bell bells " +
  "keys synth seq sequence ostinato hit hits roll rolls idea ideas phrase phrases motif top tops tune strum strums wobble " +
  "liquid amen trap drill afro deep tech minimal progressive future dusty dry wet wide analog analogue digital vinyl " +
  "camelot kshmr lofi boom bap hop hip jungle techno scale run vamp jam groove comp comping whole layer layers";

/** Nouns of the trade after which a number counts: `Kick 120` is the 120th kick. */
const countedWords =
  "loop beat fill groove riff take track kick snare hat clap tom crash ride cymbal rim shaker perc hit shot part song tune " +
  "roll lick piece pattern preset patch lesson exercise etude study melody idea phrase hymn chorale psalm chord fx sample demo test mix";

let known: {
  readonly all: ReadonlySet<string>;
  readonly sounds: ReadonlySet<string>;
  readonly counted: ReadonlySet<string>;
};
/** Made when the first name comes, since a command that only asks reads no names. */
function tables(): typeof known {
  if (known !== undefined) return known;
  const sounds = new Set([...Object.values(tagWords).flat().flatMap(wordsIn), ...moreWords.split(" ")]);
  const forms = [...formTags].flatMap((tag) => tagWords[tag] ?? []);
  known = {
    all: new Set([...sounds, ...neutralWords]),
    sounds,
    counted: new Set([...countedWords.split(" "), ...forms.flatMap(wordsIn)]),
  };
  return known;
}

/** A capital with its small letters, capitals, other letters; numbers are no words. */
const wordPattern = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{L}+/gu;
const wordsIn = (text: string): readonly string[] => (text.match(wordPattern) ?? []).map((word) => word.toLowerCase());

/** True where each word is one of the trade and at least one names a sound, a role or a style. */
export function isLabel(text: string): boolean {
  const { all, sounds } = tables();
  let hasSound = false;
  for (const word of wordsIn(text)) {
    if (word.length === 1) continue;
    if (!all.has(word)) return false;
    hasSound ||= sounds.has(word);
  }
  return hasSound;
}

/** Whether the last word of a text is one after which a number counts. */
export const endsCounted = (text: string): boolean => tables().counted.has(wordsIn(text).at(-1) ?? "");

/** Whether a text begins with a word of the trade, or with none. */
export function beginsLabel(text: string): boolean {
  const [first] = wordsIn(text);
  return first === undefined || tables().all.has(first);
}
