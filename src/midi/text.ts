/** Texts of a song: decodes the raw bytes of its text events, and finds the title and the track names. */
import { detectEncoding, type Encoding } from "./encoding.ts";
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

const trackName = 3;
const ascii = new TextDecoder();

/**
 * Encoding of a song's texts, one for the whole file, because one text alone is too short to tell: UTF-16 where every
 * other byte is zero, UTF-8 when every text is valid UTF-8 (ASCII is), else what the detector finds likeliest. A text
 * with a byte-order mark says its own and has no vote.
 */
export const textEncoding: (song: Song) => Encoding = view((song) => {
  if (isAscii(song.texts.bytes) && !song.texts.bytes.includes(0)) return { name: "utf-8", confidence: 1 };
  const all = Array.from(song.texts.end, (_, text) => textBytes(song, text)).filter((bytes) => !markedEncoding(bytes));
  const wide = wideEncoding(all);
  if (wide) return wide;
  const foreign = all.filter((bytes) => !isAscii(bytes));
  const strict = new TextDecoder("utf-8", { fatal: true });
  try {
    for (const bytes of foreign) strict.decode(bytes);
    return { name: "utf-8", confidence: foreign.length > 0 ? 0.99 : 1 };
  } catch {
    return detectEncoding(foreign);
  }
});

/** Share of the zero bytes that stand on one side of the pairs. */
const oneSided = 0.9;

/**
 * UTF-16 without a mark: of ASCII letters, spaces and line ends in it every other byte is zero. Names that a sequencer
 * wrote itself may stay ASCII beside it, and a zero at the end of a text only ends it.
 */
function wideEncoding(texts: readonly Uint8Array[]): Encoding | undefined {
  let [low, high] = [0, 0];
  for (const text of texts) {
    if (text.length % 2 === 1) continue;
    for (let n = 0; n + 1 < text.length; n += 2) {
      if (text[n] === 0 && text[n + 1] !== 0) high++;
      if (text[n + 1] === 0 && text[n] !== 0 && (text[n]! >= 128 || n + 2 < text.length)) low++;
    }
  }
  if (low + high < 4 || Math.max(low, high) < oneSided * (low + high)) return undefined;
  return { name: low > high ? "utf-16le" : "utf-16be", confidence: 0.95 };
}

/** Bytes at the start of a text in a UTF-16 file that are ASCII all the same: a whole name, or the mark of a karaoke line. */
function narrowLength(bytes: Uint8Array): number {
  if (isAscii(bytes) && !bytes.includes(0)) return bytes.length;
  if (bytes[0] === 0x40 && bytes[1] !== 0) return 2;
  return bytes.length % 2;
}

/** All texts of a song in file order, decoded. */
export const texts: (song: Song) => readonly SongText[] = view((song) => {
  const { tick, track, type } = song.texts;
  const { name } = textEncoding(song);
  const decoder = new TextDecoder(name);
  const isWide = name.startsWith("utf-16");
  return Array.from(tick, (at, text) => {
    const bytes = textBytes(song, text);
    const marked = markedEncoding(bytes);
    const narrow = isWide ? narrowLength(bytes) : 0;
    const decoded = marked
      ? new TextDecoder(marked).decode(bytes)
      : ascii.decode(bytes.subarray(0, narrow)) + decoder.decode(bytes.subarray(narrow));
    // Vietnamese is written with the accents apart, and read together.
    const whole = name === "windows-1258" ? decoded.normalize("NFC") : decoded;
    return { tick: at, track: track[text]!, type: types[type[text]!] ?? "other", text: whole.replaceAll("\0", "") };
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

/** The raw bytes of one text event, by its index. */
export function textBytes({ texts }: Song, text: number): Uint8Array {
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
