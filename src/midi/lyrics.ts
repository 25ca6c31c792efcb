/** Lyrics: syllables of a song joined into lines, and what karaoke files say about themselves. */
import { type Song, view } from "./song.ts";
import { type SongText, texts, trackNames } from "./text.ts";

/** One syllable as it is sung. */
export interface Syllable {
  readonly tick: number;
  readonly text: string;
}

/** One line of the lyrics. */
export interface LyricLine {
  /** Tick of its first syllable. */
  readonly tick: number;
  readonly text: string;
  readonly syllables: readonly Syllable[];
  /** True for the first line of a verse, where the file tells verses. */
  readonly startsVerse: boolean;
}

/** What the `@` texts of a karaoke file say (the conventions of Tune 1000's Soft Karaoke). */
export interface Karaoke {
  readonly isKaraoke: boolean;
  /** `@T`: the first is the title, others name author, artist or sequencer. */
  readonly titles: readonly string[];
  /** `@L`, as the file writes it: `ENGL`, `FRAN`. */
  readonly language: string | null;
  /** `@I`. */
  readonly info: readonly string[];
  /** `@V`. */
  readonly version: string | null;
}

/** Fewer are a remark, not words that are sung. */
const fewestSyllables = 3;

/** What a karaoke file says about itself: it has `@` texts, or a track named Words that sings. */
export const karaoke: (song: Song) => Karaoke = view((song) => {
  const marked = texts(song).filter(({ type, text }) => type === "text" && /^@[A-Z]/.test(text));
  const of = (mark: string): string[] =>
    marked.filter(({ text }) => text[1] === mark).map(({ text }) => text.slice(2).trim());
  const said = (mark: string): readonly string[] => of(mark).filter(Boolean);
  return {
    isKaraoke: marked.some(({ text }) => "KLT".includes(text[1] ?? " ")) || wordsTracks(song).size > 0,
    titles: said("T"),
    language: said("L")[0] ?? null,
    info: said("I"),
    version: said("V")[0] ?? null,
  };
});

/**
 * The lyrics in lines. Lyric events first (RP-017 of the MIDI Manufacturers Association: a carriage return ends a line, a
 * line feed a paragraph); where there are none, the texts of a karaoke file's words. In both, karaoke's `/` begins a line and
 * `\` a verse, and a hyphen at the end of a syllable says that the word goes on. Empty where fewer than three syllables
 * are sung.
 */
export const lyrics: (song: Song) => readonly LyricLine[] = view((song) => {
  const sung = texts(song).filter(({ type }) => type === "lyric");
  const all = sung.filter(isSung).length >= fewestSyllables ? sung : karaokeTexts(song);
  if (all.filter(isSung).length < fewestSyllables) return [];
  // Notation programs write bare syllables: neither spaces nor line ends, and a hyphen where a word goes on.
  const isBare = !all.some(({ text }) => /\s|^[\\/]/.test(text));
  const lines: { tick: number; startsVerse: boolean; syllables: Syllable[] }[] = [];
  let isNew = true;
  let startsVerse = true;
  for (const { tick, text } of all) {
    const [, mark = "", words = "", end = ""] = /^([\\/]?)([\s\S]*?)(\/ *|[\r\n]*)$/.exec(text) ?? [];
    if (mark) [isNew, startsVerse] = [true, startsVerse || mark === "\\"];
    if (words) {
      if (isNew) lines.push({ tick, startsVerse, syllables: [] });
      lines.at(-1)?.syllables.push({ tick, text: words });
      [isNew, startsVerse] = [false, false];
    }
    if (end) [isNew, startsVerse] = [true, startsVerse || end.includes("\n")];
  }
  return lines.map((line) => ({ ...line, text: joined(line.syllables, isBare) })).filter(({ text }) => text !== "");
});

const isSung = ({ text }: SongText): boolean => /[\p{L}\p{N}]/u.test(text);

/** Tracks named Words, as Soft Karaoke wants it, with texts. */
function wordsTracks(song: Song): ReadonlySet<number> {
  const tracks = trackNames(song).flatMap((name, track) => (name && /^words\b/i.test(name) ? [track] : []));
  return new Set(
    tracks.filter(
      (track) => texts(song).filter((text) => text.track === track && isSung(text)).length > fewestSyllables,
    ),
  );
}

/** Text events that are sung: those of the tracks named Words, else all where the file says that it is karaoke. */
function karaokeTexts(song: Song): readonly SongText[] {
  if (!karaoke(song).isKaraoke) return [];
  const words = wordsTracks(song);
  const own = texts(song).filter(({ type, text }) => type === "text" && !text.startsWith("@"));
  return words.size > 0 ? own.filter(({ track }) => words.has(track)) : own;
}

/** Letters of scripts that put no spaces between words. */
const withoutSpaces =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々ｰ]/u;

function joined(syllables: readonly Syllable[], isBare: boolean): string {
  let line = "";
  syllables.forEach(({ text }, n) => {
    const isLast = n === syllables.length - 1;
    const isSplit = !isLast && text.length > 1 && text.endsWith("-") && !text.endsWith("--");
    const isRun = withoutSpaces.test(text.at(-1) ?? "") && withoutSpaces.test(syllables[n + 1]?.text[0] ?? "");
    line += isSplit ? text.slice(0, -1) : text + (isBare && !isLast && !isRun ? " " : "");
  });
  return line.replace(/\s+/g, " ").trim();
}
