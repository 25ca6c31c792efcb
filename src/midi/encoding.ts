/**
 * Which 8-bit encoding texts are in: the question to the detector, with what is known of MIDI texts, which are
 * short. Every guess is checked by decoding strictly.
 */
import { detector } from "./detector.ts";
import { sequencerWords } from "./sequencer-words.ts";

/** An encoding by the name that TextDecoder knows, and how sure it is, from 0 to 1. */
export interface Encoding {
  readonly name: string;
  readonly confidence: number;
}

/**
 * Encodings that are considered: the detector's name, TextDecoder's, and how often MIDI files use it compared with the
 * others. Most texts are English with a few western letters, which need few letters of any language to be believed.
 */
const considered: readonly (readonly [detected: string, name: string, prior: number])[] = [
  ["windows-1252", "windows-1252", 1.5],
  ["cp932", "shift_jis", 1.5],
  ["euc-jp", "euc-jp", 1],
  ["gb18030", "gb18030", 1],
  ["big5", "big5", 1],
  ["cp949", "euc-kr", 1],
  ["windows-1251", "windows-1251", 1],
  ["koi8-r", "koi8-r", 1],
  ["windows-1250", "windows-1250", 1],
  ["iso-8859-2", "iso-8859-2", 0.9],
  ["windows-1253", "windows-1253", 1],
  ["cp874", "windows-874", 1],
  ["windows-1254", "windows-1254", 0.5],
  ["windows-1255", "windows-1255", 0.7],
  ["windows-1256", "windows-1256", 0.7],
  ["cp1258", "windows-1258", 1],
];
const detectorNames = considered.map(([detected]) => detected);
const byDetected = new Map(considered.map(([detected, name, prior]) => [detected, { name, prior }]));

/** More tells the detector nothing new, and costs time: some 0.3 ms for each thousand bytes. */
const enoughBytes = 4096;
const lineFeed = 10;
/** A score that says nothing either way; the detector gives a tenth of a percent to texts of no language. */
const silence = 0.002;

/** Encoding of the texts of one file that are not ASCII and not UTF-8, all taken together. */
export function detectEncoding(texts: readonly Uint8Array[]): Encoding {
  if (texts.every(isPlainWestern)) return { name: "windows-1252", confidence: 0.95 };
  for (const name of ["shift_jis", "euc-jp"]) if (isKana(texts, name)) return { name, confidence: 0.95 };
  const country = encodingOfWords(texts);
  if (country) return { name: country, confidence: 0.95 };
  const bytes = joined(texts);
  const guesses = detector()
    .detectAll(bytes, { minimumThreshold: 0, detectEncodings: detectorNames })
    .flatMap(({ encoding, confidence }) => {
      const known = byDetected.get(encoding?.toLowerCase() ?? "");
      return known && canDecode(texts, known.name) ? [{ name: known.name, score: confidence * known.prior }] : [];
    })
    .sort((a, b) => b.score - a.score);
  const [best] = guesses;
  // Every byte is a character of windows-1252 as TextDecoder knows it.
  if (!best) return { name: "windows-1252", confidence: 0.3 };
  const name = betterTwin(texts, best.name);
  const rival = guesses.find(
    (guess) => guess.name !== name && !twins.some((pair) => pair.includes(name) && pair.includes(guess.name)),
  );
  return { name, confidence: best.score / (best.score + (rival?.score ?? 0) + silence) };
}

/** Characters of the bytes 128 to 255 in an encoding of one byte a character. */
const upperHalf = (name: string): string =>
  new TextDecoder(name).decode(Uint8Array.from({ length: 128 }, (_, byte) => byte + 128));

/**
 * Bytes that are the same letter or sign in windows-1252 and windows-1250, so that nothing depends on which it is, and
 * those of à and å, whose central European twins ŕ and ĺ are rare; but not ý, which is ı in Turkish.
 */
const sameInBoth = ((): ReadonlySet<number> => {
  const [western, central] = [upperHalf("windows-1252"), upperHalf("windows-1250")];
  const bytes = Array.from({ length: 128 }, (_, byte) => byte);
  const same = bytes.filter((byte) => {
    const letter = western[byte] ?? " ";
    return "ÀÅàå".includes(letter) || (letter === central[byte] && !"ýÝ".includes(letter));
  });
  return new Set(same.map((byte) => byte + 128));
})();

/** Pairs that the detector cannot tell apart, since most of their letters are the same. */
const twins: readonly (readonly [string, string])[] = [
  ["windows-1250", "iso-8859-2"],
  ["windows-1252", "windows-1254"],
];

/** Of two encodings that differ in few letters, the one that makes the better words of them. */
function betterTwin(texts: readonly Uint8Array[], best: string): string {
  const pair = twins.find((each) => each.includes(best));
  if (!pair) return best;
  const [one, other] = pair.map((name) => wordsIn(decodeStrictly(texts, name)));
  if (one === undefined || other === undefined || one === other) return best;
  return one > other ? pair[0] : pair[1];
}

/** Letters inside of words, less what no word has: signs and capitals behind small letters, letters of one language alone. */
function wordsIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const broken = count(/\p{Ll}[^\p{L}\s\p{Pd}.,;:!?'’()\d-]\p{Ll}/gu) + count(/\p{Ll}\p{Lu}/gu) + count(/[¶¹±¼¾ľĽ]/gu);
  // Icelandic has ð and þ beside æ and á; Turkish read as western has them without.
  const icelandic = /[æáé]/i.test(text) ? 0 : count(/[ðÐþÞýÝ]/gu);
  return count(/\p{L}/gu) - 4 * broken - 4 * icelandic;
}

/** Single letters of western languages, or signs such as ©, among ASCII: other scripts come in runs. */
function isPlainWestern(text: Uint8Array): boolean {
  return text.every(
    (byte, n) => byte < 128 || (sameInBoth.has(byte) && (text[n + 1] ?? 0) < 128 && (text[n - 1] ?? 0) < 128),
  );
}

/**
 * Japanese that is mostly kana, which no other bytes make. The detector asks for many different lead bytes, and in
 * Shift-JIS all hiragana have the lead byte 82.
 */
function isKana(texts: readonly Uint8Array[], name: string): boolean {
  const text = decodeStrictly(texts, name);
  if (text === undefined) return false;
  const foreign = text.replace(/[\0-\x7f]/g, "");
  const kana = foreign.replace(/[^\u3041-\u3096\u30a1-\u30fc]/g, "").length;
  return kana >= 2 && kana * 2 >= foreign.length;
}

/** Share of the foreign words that are words of a sequencer in one encoding, for it to be that one. */
const mostWords = 0.6;
const foreignWord = /(?:(?![\0-\x7f])[\p{L}\p{M}])+/gu;

/** Encoding in which most words that are not ASCII are such as sequencers write themselves. */
function encodingOfWords(texts: readonly Uint8Array[]): string | undefined {
  for (const [name, known] of Object.entries(sequencerWords)) {
    const found = decodeStrictly(texts, name)?.match(foreignWord) ?? [];
    const own = found.filter((word) => known.includes(word)).length;
    if (own > 0 && own >= mostWords * found.length) return name;
  }
  return undefined;
}

function joined(texts: readonly Uint8Array[]): Uint8Array {
  const bytes: number[] = [];
  for (const text of texts) {
    if (bytes.length + text.length >= enoughBytes && bytes.length > 0) break;
    bytes.push(...text.subarray(0, enoughBytes), lineFeed);
  }
  return Uint8Array.from(bytes);
}

const canDecode = (texts: readonly Uint8Array[], name: string): boolean => decodeStrictly(texts, name) !== undefined;

/** The texts, one a line, or undefined when they are not in that encoding. */
function decodeStrictly(texts: readonly Uint8Array[], name: string): string | undefined {
  const decoder = new TextDecoder(name, { fatal: true });
  try {
    return texts.map((text) => decoder.decode(text)).join("\n");
  } catch {
    return undefined;
  }
}
