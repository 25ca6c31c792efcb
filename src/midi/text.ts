/** Texts of a song: decodes the raw bytes of its text events, and finds the title and the track names. */
import { detectEncoding, type Encoding } from "./encoding.ts";
import { isPlaceholder } from "./placeholders.ts";
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
  const wide = wideEncoding(all) ?? encodingOfMarks(song, all);
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

/**
 * UTF-16 that one text tells by its mark and others do without, where most of those are words of one script in it. Kana
 * have no zero bytes, and half of them are ASCII letters.
 */
function encodingOfMarks(song: Song, unmarked: readonly Uint8Array[]): Encoding | undefined {
  for (let text = 0; text < song.texts.end.length; text++) {
    const name = markedEncoding(textBytes(song, text));
    if (name === undefined || name === "utf-8") continue;
    const full = unmarked.filter((bytes) => bytes.length > 0);
    const wide = full.filter((bytes) => isWideWord(bytes, name));
    return wide.length > 0 && wide.length * 2 >= full.length ? { name, confidence: 0.9 } : undefined;
  }
  return undefined;
}

const wideWord =
  /^(?=.*\p{L})[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}ー\s\p{P}]+$/u;

/** Whether bytes are a word of kana, Hangul or an alphabet in UTF-16; ASCII words look like Han in it, which says nothing. */
function isWideWord(bytes: Uint8Array, name: string): boolean {
  return bytes.length > 0 && bytes.length % 2 === 0 && wideWord.test(new TextDecoder(name).decode(bytes));
}

/** Bytes at the start of a text in a UTF-16 file that are ASCII all the same: a whole name, or the mark of a karaoke line. */
function narrowLength(bytes: Uint8Array, name: string): number {
  if (isAscii(bytes) && !bytes.includes(0)) return isWideWord(bytes, name) ? 0 : bytes.length;
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
    const narrow = isWide ? narrowLength(bytes, name) : 0;
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
 * Title of a song, as the file says it: the first `@T` text of a karaoke file, else the title of a RIFF wrapper (INAM), else
 * the name of the first track, which names the sequence (SMF 1.0); but where that track holds notes beside other named
 * tracks with notes, it names an instrument. A placeholder that a program wrote, such as "untitled", is none. Null when
 * unknown.
 */
export const title: (song: Song) => string | null = view((song) => {
  const karaoke = texts(song).find(({ text }) => text.startsWith("@T") && text.slice(2).trim() !== "");
  const told = [karaoke?.text.slice(2).trim() ?? null, riffText(song, "INAM"), nameOfSequence(song)];
  return told.find((one) => one !== null && !isPlaceholder(one)) ?? null;
});

/** A text of the RIFF wrapper by its id, decoded; null where there is none. */
export function riffText({ riffInfo }: Song, id: string): string | null {
  const bytes = riffInfo?.[id];
  if (!bytes) return null;
  const name = markedEncoding(bytes) ?? (isUtf8(bytes) ? "utf-8" : detectEncoding([bytes]).name);
  return new TextDecoder(name).decode(bytes).replaceAll("\0", "").trim() || null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function nameOfSequence(song: Song): string | null {
  const names = trackNames(song);
  const isInstrument = (track: number): boolean => names[track] !== null && song.tracks[track]!.noteCount > 0;
  const others = song.tracks.some((_, track) => track > 0 && isInstrument(track));
  return others && isInstrument(0) ? null : (names[0] ?? null);
}

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
