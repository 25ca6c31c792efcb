/** Texts of a song: decodes the raw bytes of its text events, and finds the title and the track names. */
import { type Song, view } from "./song.ts";

/** What a text event is for, by its meta type. */
export type TextType =
  | "text"
  | "copyright"
  | "track-name"
  | "instrument"
  | "lyric"
  | "marker"
  | "cue-point"
  | "program"
  | "device"
  | "other";

const types: readonly TextType[] = [
  "other",
  "text",
  "copyright",
  "track-name",
  "instrument",
  "lyric",
  "marker",
  "cue-point",
  "program",
  "device",
];

/** One text event, decoded. */
export interface SongText {
  readonly tick: number;
  /** Track index. */
  readonly track: number;
  readonly type: TextType;
  /** The text without U+0000; white space is kept, since lyrics count on it. */
  readonly text: string;
}

/** An encoding by the name that TextDecoder knows. */
export type TextEncodingName = "utf-8" | "windows-1252";

const trackName = 3;

/**
 * Encoding of a song's texts, one for the whole file, because one text alone is too short to tell: UTF-8 when every
 * text is valid UTF-8 (ASCII is), else windows-1252. A text with a byte-order mark says its own and has no vote.
 */
export const textEncoding: (song: Song) => TextEncodingName = view((song) => {
  const strict = new TextDecoder("utf-8", { fatal: true });
  if (isAscii(song.texts.bytes)) return "utf-8";
  for (let text = 0; text < song.texts.end.length; text++) {
    const bytes = bytesOf(song, text);
    if (isAscii(bytes) || markedEncoding(bytes)) continue;
    try {
      strict.decode(bytes);
    } catch {
      return "windows-1252";
    }
  }
  return "utf-8";
});

/** All texts of a song in file order, decoded. */
export const texts: (song: Song) => readonly SongText[] = view((song) => {
  const { tick, track, type } = song.texts;
  const decoder = new TextDecoder(textEncoding(song));
  return Array.from(tick, (at, text) => {
    const bytes = bytesOf(song, text);
    const marked = markedEncoding(bytes);
    const decoded = (marked ? new TextDecoder(marked) : decoder).decode(bytes);
    return { tick: at, track: track[text]!, type: types[type[text]!] ?? "other", text: decoded.replaceAll("\0", "") };
  });
});

/** Name of each track, trimmed: its first track-name event that is not empty; null where there is none. */
export const trackNames: (song: Song) => readonly (string | null)[] = view((song) => {
  const names: (string | null)[] = song.tracks.map(() => null);
  if (!song.texts.type.includes(trackName)) return names;
  for (const { track, type, text } of texts(song)) {
    if (type === "track-name") names[track] ??= text.trim() || null;
  }
  return names;
});

/**
 * Title of a song, as the file says it: the first `@T` text of a karaoke file, else the name of the first track, which
 * names the sequence (SMF 1.0); but where that track holds notes beside other named tracks with notes, it names an
 * instrument. Null when unknown.
 */
export const title: (song: Song) => string | null = view((song) => {
  for (const { text } of texts(song)) {
    if (text.startsWith("@T")) return text.slice(2).trim() || null;
  }
  const names = trackNames(song);
  const isInstrument = (track: number): boolean => names[track] !== null && song.tracks[track]!.noteCount > 0;
  const others = song.tracks.some((_, track) => track > 0 && isInstrument(track));
  return others && isInstrument(0) ? null : (names[0] ?? null);
});

function bytesOf({ texts }: Song, text: number): Uint8Array {
  return texts.bytes.subarray(text > 0 ? texts.end[text - 1] : 0, texts.end[text]);
}

function isAscii(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index++) if (bytes[index]! > 127) return false;
  return true;
}

/** Encoding that a byte-order mark tells. */
function markedEncoding(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "utf-8" : undefined;
}
