/** Texts of a file as a catalogue keeps them: trimmed, each once, and no longer than what people read. */
import { karaoke, lyrics } from "../../midi/lyrics.ts";
import type { Song } from "../../midi/song.ts";
import { riffText, type TextType, textEncoding, texts, title, trackNames } from "../../midi/text.ts";

/** Longer texts are advertisements; what is shown is cut here. */
const longest = 300;
/** Lyrics are cut here; the longest songs have some 6,000 characters. */
const longestLyrics = 10_000;

/** What the texts of a file say. */
export interface TextsAbout {
  readonly title: string | null;
  readonly artist: string | null;
  readonly copyright: string | null;
  readonly trackNames: string[];
  readonly instrumentNames: string[];
  readonly markers: string[];
  readonly lyrics: string | null;
  readonly hasLyrics: boolean;
  readonly isKaraoke: boolean;
  readonly language: string | null;
  readonly encoding: string | null;
  readonly encodingConfidence: number | null;
}

const nothing: TextsAbout = {
  title: null,
  artist: null,
  copyright: null,
  trackNames: [],
  instrumentNames: [],
  markers: [],
  lyrics: null,
  hasLyrics: false,
  isKaraoke: false,
  language: null,
  encoding: null,
  encodingConfidence: null,
};

/** What a file says about itself. */
export function textsAbout(song: Song): TextsAbout {
  // Most files have few texts; decoding none of them is the fast path.
  if (song.texts.type.length === 0 && !song.riffInfo) return nothing;
  const { name, confidence } = textEncoding(song);
  const lines = lyrics(song).map(({ text }) => text);
  const { isKaraoke, language, titles } = karaoke(song);
  const copyright = named(song, "copyright").join("; ") || riffText(song, "ICOP");
  return {
    title: title(song)?.slice(0, longest) ?? null,
    artist: (riffText(song, "IART") ?? titles[1])?.slice(0, longest) ?? null,
    copyright: copyright?.slice(0, longest) ?? null,
    trackNames: [...new Set(trackNames(song).flatMap((track) => (track === null ? [] : [track.slice(0, longest)])))],
    instrumentNames: named(song, "instrument"),
    markers: named(song, "marker", "cue-point"),
    lyrics: lines.join("\n").slice(0, longestLyrics) || null,
    hasLyrics: lines.length > 0,
    isKaraoke,
    language,
    encoding: name,
    encodingConfidence: confidence,
  };
}

/** Distinct texts of some types, trimmed. */
function named(song: Song, ...types: readonly TextType[]): string[] {
  const all = texts(song).filter(({ type, text }) => types.includes(type) && text.trim() !== "");
  return [...new Set(all.map(({ text }) => text.trim().slice(0, longest)))];
}
