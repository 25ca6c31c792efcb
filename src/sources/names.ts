/** Names that are not UTF-8: which encoding they are in, decided from all names of one archive or folder together. */
import { cp437, cp850 } from "./codepages.ts";

/** From bytes to a name; it knows every byte, so no name is lost. */
export type DecodeName = (bytes: Uint8Array) => string;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The name when the bytes are UTF-8. */
export function utf8Name(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** What one encoding makes of names, and how likely each of its characters is in a name, from 0 to 1. */
interface Candidate {
  /** Undefined for bytes that the encoding does not have. */
  readonly decode: (bytes: Uint8Array) => string | undefined;
  readonly likely: (character: string, before: string, after: string) => number;
  /** The most bytes of one character; a second byte may look like ASCII. */
  readonly width: 1 | 2;
}

const isLetter = (text: string): boolean => /\p{L}/u.test(text);
const isUpper = (text: string): boolean => text !== text.toLowerCase();

/** A capital in the middle of a word whose other letters are small shows that the letters are wrong. */
const breaksCase = (character: string, before: string): boolean =>
  isUpper(character) && isLetter(before) && !isUpper(before) && before.toLowerCase() !== before.toUpperCase();

/** Latin letters stand among ASCII letters; long runs of accented ones are another alphabet read wrongly. */
const latin = (common: string) => (character: string, before: string, after: string) => {
  if (!isLetter(character)) return "°º–—’‘“”…´©®·".includes(character) ? 0.4 : 0;
  if (breaksCase(character, before)) return 0.05;
  const accentsBeside = Number(before > "\x7f") + Number(after > "\x7f");
  const lettersBeside = Number(/[a-z]/i.test(before)) + Number(/[a-z]/i.test(after));
  if (accentsBeside > lettersBeside) return 0.15;
  // Portuguese has it in ão and ãe; elsewhere it is the ç of another code page.
  if (/ã/i.test(character) && /[^oes]/i.test(after)) return 0.4;
  return (common.includes(character.toLowerCase()) ? 0.9 : 0.4) + (lettersBeside > 0 ? 0.05 : 0);
};

/** The eleven most frequent letters make up two thirds of Russian text. */
const cyrillic = (character: string, before: string, after: string): number => {
  if (!/[\u0400-\u045f]/.test(character)) return 0;
  if (breaksCase(character, before) || /[a-z]/i.test(before + after)) return 0.1;
  if (/[ѐ-џЀ-Џ]/.test(character) && !"ёЁіІїЇєЄ".includes(character)) return 0.1;
  return "оеаинтсрвлк".includes(character.toLowerCase()) ? 1 : 0.7;
};

const japanese = (character: string): number => {
  if (/[\u3041-\u309f\u30a0-\u30ff]/.test(character)) return 1;
  if (/[\u4e00-\u9fff々]/.test(character)) return inFirstLevel("shift_jis", character) ? 0.85 : 0.35;
  // Half-width kana are one byte each, and turn up in any western text read as Shift-JIS.
  if (/[\uff61-\uff9f]/.test(character)) return 0.2;
  return /[\u3000-\u303f\uff01-\uff5e]/.test(character) ? 0.6 : 0;
};
const chinese = (character: string): number => {
  if (/[\u4e00-\u9fff]/.test(character)) return inFirstLevel("gbk", character) ? 0.85 : 0.25;
  if (/[\u3041-\u30ff]/.test(character)) return 0.5;
  return /[\u3000-\u303f\uff01-\uff5e]/.test(character) ? 0.6 : 0;
};
const traditional = (character: string): number => {
  if (/[\u4e00-\u9fff]/.test(character)) return inFirstLevel("big5", character) ? 0.85 : 0.2;
  return /[\u3000-\u303f\uff01-\uff5e]/.test(character) ? 0.6 : 0;
};
/** Syllables that make up most of Korean text; of the other 2,300 any pair of bytes makes one. */
const commonHangul =
  "이다는가의고에을하나지로기사리아서도은한자를어시대인수정부일해보제장상스주전그라여마오원안동들미무당신생우화만조세구선비유계내경국공산거모문소트연노명음랑말바람별눈물꽃길너랜날애행복";
const korean = (character: string): number => {
  if (/[\uac00-\ud7a3]/.test(character)) return commonHangul.includes(character) ? 0.95 : 0.6;
  return /[\u4e00-\u9fff]/.test(character) ? 0.2 : 0;
};

/** Lead bytes of the frequent ideographs: level 1 of JIS X 0208, of GB 2312, and of Big5. */
const firstLevels = { shift_jis: [0x88, 0x97], gbk: [0xb0, 0xd7], big5: [0xa4, 0xc6] } as const;
const leads = new Map<string, ReadonlySet<string>>();
function inFirstLevel(encoding: keyof typeof firstLevels, character: string): boolean {
  let known = leads.get(encoding);
  if (!known) {
    const [first, last] = firstLevels[encoding];
    const bytes: number[] = [];
    for (let lead = first; lead <= last; lead++) {
      for (let trail = 0x40; trail < 0xff; trail++) {
        if (encoding !== "gbk" || trail >= 0xa1) bytes.push(lead, trail);
      }
    }
    known = new Set(new TextDecoder(encoding).decode(Uint8Array.from(bytes)));
    leads.set(encoding, known);
  }
  return known.has(character);
}

function decoder(encoding: string): Candidate["decode"] {
  const text = new TextDecoder(encoding, { fatal: true });
  return (bytes) => {
    try {
      return text.decode(bytes);
    } catch {
      return undefined;
    }
  };
}

const pageDecoder = (page: string) => (bytes: Uint8Array) => {
  let text = "";
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : page[byte - 0x80];
  return text;
};

const western = latin("äöüßéèêëàâçîïôûùñáíóúåæøãõ");
/** In order of preference where two are equally likely. */
const candidates = (): readonly Candidate[] => [
  { decode: pageDecoder(cp437), likely: western, width: 1 },
  { decode: pageDecoder(cp850), likely: western, width: 1 },
  { decode: decoder("windows-1252"), likely: western, width: 1 },
  { decode: decoder("shift_jis"), likely: japanese, width: 2 },
  // Rare in archives, and its ideographs are those of GBK at other places.
  { decode: decoder("euc-jp"), likely: (character) => 0.9 * japanese(character), width: 2 },
  { decode: decoder("gbk"), likely: chinese, width: 2 },
  { decode: decoder("euc-kr"), likely: korean, width: 2 },
  { decode: decoder("big5"), likely: traditional, width: 2 },
  { decode: decoder("ibm866"), likely: cyrillic, width: 1 },
  { decode: decoder("windows-1251"), likely: cyrillic, width: 1 },
  { decode: decoder("koi8-r"), likely: cyrillic, width: 1 },
  { decode: decoder("windows-1250"), likely: latin("áčďéěíňóřšťúůýžąćęłńśźżöüäőű"), width: 1 },
];

/** Enough names to decide; reading a million of them eleven times would take longer than the archive. */
const enoughNames = 2000;

/** Mean likelihood of what is not ASCII, weighed by bytes; undefined when a name does not decode. */
function scoreOf(candidate: Candidate, names: readonly Uint8Array[]): number | undefined {
  let sum = 0;
  let bytes = 0;
  for (const name of names) {
    const text = candidate.decode(name);
    if (text === undefined) return undefined;
    for (let n = 0; n < text.length; n++) {
      const character = text[n] as string;
      if (character < "\x80") continue;
      const width = candidate.width === 1 || /[\uff61-\uff9f]/.test(character) ? 1 : 2;
      const before = text[n - 1] ?? " ";
      const likely = candidate.likely(character, before, text[n + 1] ?? " ");
      // An accent between ASCII letters, read as two bytes with the letter behind it.
      sum += width * (candidate.width === 2 && /[a-z]/i.test(before) ? 0.4 * likely : likely);
      bytes += width;
    }
  }
  return bytes === 0 ? undefined : sum / bytes;
}

/**
 * Decides how names are decoded: UTF-8 each one that is valid; the others together in the encoding that makes the
 * likeliest names of them. What no guess decodes is read as CP437, which knows every byte.
 */
export function guessNames(names: Iterable<Uint8Array>): DecodeName {
  const foreign: Uint8Array[] = [];
  for (const name of names) {
    if (utf8Name(name) === undefined) foreign.push(name);
    if (foreign.length === enoughNames) break;
  }
  const spare = pageDecoder(cp437);
  let best: Candidate["decode"] = spare;
  let highest = 0;
  for (const candidate of foreign.length > 0 ? candidates() : []) {
    const score = scoreOf(candidate, foreign);
    if (score === undefined || score <= highest) continue;
    highest = score;
    best = candidate.decode;
  }
  return (bytes) => utf8Name(bytes) ?? best(bytes) ?? spare(bytes);
}

/** Gives each name of one archive or folder once: a second `x.mid` becomes `x~2.mid`, a third `x~3.mid`. */
export function distinctNames(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    let distinct = name;
    for (let n = 2; given.has(distinct); n++) distinct = name.replace(/(\.[^./]*)?$/, `~${n}$1`);
    given.add(distinct);
    return distinct;
  };
}
