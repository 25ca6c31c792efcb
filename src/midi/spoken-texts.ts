/** Texts that are not sung: what is stored of a file's texts beside its lyrics, and what taggers read. */
import { lyrics } from "./lyrics.ts";
import { type Song, view } from "./song.ts";
import { type SongText, texts } from "./text.ts";

/** More texts than this say nothing new. */
const mostTexts = 200;
/** Characters of one text; longer ones are advertisements. */
const longestText = 500;

/** A text that is not sung. */
export interface SpokenText extends SongText {
  /** Its index among all texts of the song. */
  readonly index: number;
}

/** The first texts that are neither lyrics nor empty, in file order, each cut to what is stored of it. */
export const spokenTexts: (song: Song) => readonly SpokenText[] = view((song) => {
  const all = texts(song);
  if (all.length === 0) return [];
  const sung = new Set(lyrics(song).flatMap(({ syllables }) => syllables.map(({ tick, text }) => `${tick} ${text}`)));
  const isSung = (tick: number, text: string): boolean =>
    sung.has(`${tick} ${text.replace(/^[\\/]|(\/ *|[\r\n]+)$/g, "")}`);
  return all
    .map((text, index) => ({ ...text, text: text.text.slice(0, longestText).toWellFormed(), index }))
    .filter(({ type, tick, text }) => text.trim() !== "" && type !== "lyric" && !isSung(tick, text))
    .slice(0, mostTexts);
});
