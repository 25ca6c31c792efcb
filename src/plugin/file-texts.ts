/** The texts inside a file, as text taggers read them: the same from its notes and from what a catalogue stores of them. */
import type { Song } from "../midi/song.ts";
import { spokenTexts } from "../midi/spoken-texts.ts";
import { type TextType, title, trackNames } from "../midi/text.ts";

/** The texts inside a file; its lyrics are none of them. */
export interface FileTexts {
  /** Title that the file gives itself. */
  readonly title: string | null;
  /** Name of each track, in order; null where it has none. */
  readonly trackNames: readonly (string | null)[];
  /** Texts that are not sung, in file order, track names among them: 200 at most, each of up to 500 characters. */
  readonly texts: readonly { readonly type: TextType; readonly text: string }[];
}

/** Texts of a song. */
export const textsOfSong = (song: Song): FileTexts => ({
  title: title(song),
  trackNames: trackNames(song),
  texts: spokenTexts(song).map(({ type, text }) => ({ type, text })),
});

/**
 * Texts of a content, out of its stored detail.
 *
 * @param detail `detail.data` of the catalogue, as src/catalogue/tables/detail.ts writes it.
 */
export function textsOfDetail(detail: Readonly<Record<string, unknown>>): FileTexts {
  const stored = detail as {
    readonly title?: string;
    readonly tracks?: readonly { readonly name: string | null }[];
    readonly texts?: FileTexts["texts"];
  };
  return {
    title: stored.title ?? null,
    trackNames: (stored.tracks ?? []).map(({ name }) => name),
    texts: (stored.texts ?? []).map(({ type, text }) => ({ type, text })),
  };
}
