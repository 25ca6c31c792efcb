/**
 * Words of a name to tags. A word of the table means its tag in a label (`Deep House Chords Am 122bpm`, `Drum Loops`), and
 * mostly nothing in a title (`House of the Rising Sun`, `Dancing in the Dark`). So a name is cut at its dashes and
 * parentheses, and within each part a word counts where one of these holds:
 *
 * 1. it is said nowhere else than in music (dubstep, bossa nova, karaoke), or a phrase (electric piano, smooth jazz);
 * 2. all words beside it are technical: of the table, numbers, keys, or neutral (`Vol 2`, `patterns`, `live`);
 * 3. it is a form or a dance, and the part ends in it (`Maple Leaf Rag`, `Waltz in A minor`);
 * 4. it stands beside a role or an instrument (`Fantasy Piano Loops`);
 * 5. the name gives a tempo or a meter as labels of samples do, and has no word of a sentence.
 */
import { nameFacts } from "../music/names/name-facts.ts";
import {
  formTags,
  meaninglessPhrases,
  neutralWords,
  sureTags,
  titleTags,
  titleWords,
} from "../music/names/name-words.ts";
import { tagWords } from "../music/words.ts";
import type { ValueSource } from "../plugin/estimate.ts";
import type { Tag } from "../plugin/tagger.ts";
import { createMatcher, type Found, type Word, wordsOf } from "./matcher.ts";

/** What a name is, for the rules and the evidence. */
export interface Place {
  readonly where: "folder" | "file name" | "title" | "track name" | "text";
  readonly source: ValueSource;
  /** 0 to 1, of each tag. */
  readonly confidence: number;
  /** Namespaces of the tags that it may give; all unless said. */
  readonly namespaces?: ReadonlySet<string>;
}

/** What decides the tags of words: when it changes, stored tags are stale. */
export const wordTables = {
  words: tagWords,
  sure: [...sureTags],
  forms: [...formTags],
  titles: [...titleTags],
  meaningless: meaninglessPhrases,
  neutral: [...neutralWords],
  ofTitles: [...titleWords],
};

/** Made when the first name comes: it takes some 8 ms, and a command that only asks reads no names. */
let matcher: ReturnType<typeof createMatcher<string | null>> | undefined;
const find = (words: readonly Word[]): readonly Found<string | null>[] => {
  matcher ??= createMatcher<string | null>([
    ...meaninglessPhrases.map((phrase) => [phrase, null] as const),
    ...Object.entries(tagWords).flatMap(([tag, ways]) => ways.map((way) => [way, tag] as const)),
  ]);
  return matcher(words);
};

const namespaceOf = (tag: string): string => tag.slice(0, tag.indexOf(":"));
const isLabelTag = (tag: string): boolean => ["role", "instrument"].includes(namespaceOf(tag));
const isSure = ({ value, firstWord, endWord }: Found<string>): boolean =>
  sureTags.has(value) || (endWord - firstWord > 1 && !titleTags.has(value));
const isNeutral = ({ text }: Word): boolean =>
  neutralWords.has(text) || /^\p{N}+$/u.test(text) || /^[a-z&]$/.test(text);

/** Names of folders and tracks come again and again: their tags are kept, so many at most. */
const mostRemembered = 5000;
const remembered = new Map<Place, Map<string, readonly Tag[]>>();

/** Finds the tags of one name, each once. */
export function wordTags(name: string, place: Place): readonly Tag[] {
  if (place.where !== "folder" && place.where !== "track name") return tagsIn(name, place);
  const known = remembered.get(place) ?? new Map<string, readonly Tag[]>();
  remembered.set(place, known);
  const tags = known.get(name) ?? tagsIn(name, place);
  if (known.size >= mostRemembered) known.clear();
  known.set(name, tags);
  return tags;
}

function tagsIn(name: string, place: Place): readonly Tag[] {
  const words = wordsOf(name);
  const found = find(words).filter(({ value }) => value !== null) as readonly Found<string>[];
  if (found.length === 0) return [];
  const isSample = saysSample(name, words);
  const tags: Tag[] = [];
  for (const part of partsOf(name, words)) {
    const inside = found.filter(({ firstWord, endWord }) => firstWord >= part.first && endWord <= part.end);
    for (const one of inside) {
      const tag = one.value;
      const isTitle = place.where !== "folder" && words.length === one.endWord - one.firstWord && titleTags.has(tag);
      const counts = isSure(one) || isSample || (!isTitle && isLabel(one, inside, words, part));
      if (!counts || tags.some((other) => other.tag === tag)) continue;
      if (place.namespaces && !place.namespaces.has(namespaceOf(tag))) continue;
      tags.push(evidenceOf(one, name, words, place));
    }
  }
  return tags;
}

function evidenceOf(one: Found<string>, name: string, words: readonly Word[], place: Place): Tag {
  const matched = words.slice(one.firstWord, one.endWord);
  const span = [matched[0]?.start ?? 0, matched.at(-1)?.end ?? 0] as const;
  return {
    tag: one.value,
    confidence: place.confidence,
    source: place.source,
    rule: `word ${matched.map(({ text }) => text).join(" ")} in ${place.where}`,
    span,
    why: `"${name.slice(...span)}" in the ${place.where} "${name}"`,
  };
}

/** Words of a name from one dash or parenthesis to the next. */
interface Part {
  readonly first: number;
  readonly end: number;
}

/** Rules 2 to 4. */
function isLabel(one: Found<string>, inside: readonly Found<string>[], words: readonly Word[], part: Part): boolean {
  const isTechnical = (n: number): boolean =>
    isNeutral(words[n] as Word) || inside.some(({ firstWord, endWord }) => n >= firstWord && n < endWord);
  const areTechnical = (from: number, to: number): boolean => {
    for (let n = from; n < to; n++) if (!isTechnical(n)) return false;
    return true;
  };
  if (areTechnical(part.first, part.end)) return true;
  if (formTags.has(one.value) && areTechnical(one.endWord, part.end)) return true;
  return inside.some(
    (other) =>
      (other.firstWord === one.endWord || other.endWord === one.firstWord) &&
      namespaceOf(other.value) !== namespaceOf(one.value) &&
      (isLabelTag(other.value) || isLabelTag(one.value)),
  );
}

/** Rule 5: `117_afrocuban-bembe_122_fill_4-4`, `warm pad Dm 90`. */
const saysSample = (name: string, words: readonly Word[]): boolean =>
  (nameFacts(name).bpm !== null || /[_ ]\d{2,3}[_ ].*[_ ]\d{1,2}-\d{1,2}$/.test(name)) &&
  !words.some(({ text }) => titleWords.has(text) && text.length > 1);

/** Marks that end a part: in a name with spaces a dash between spaces, in one without `_-_`, `__`, or a dash beside `_`. */
function partsOf(name: string, words: readonly Word[]): readonly Part[] {
  const isSpaced = /\s/.test(name);
  const mark = isSpaced
    ? /[()[\]{}:;+/|~"–—]|\s-|-\s/
    : name.includes("_")
      ? /[()[\]{}:;+/|~]|-|__/
      : /[()[\]{}:;+/|~]|--/;
  const parts: Part[] = [];
  let first = 0;
  for (let n = 1; n <= words.length; n++) {
    const isCut = n === words.length || mark.test(name.slice(words[n - 1]?.end, words[n]?.start));
    if (!isCut) continue;
    parts.push({ first, end: n });
    first = n;
  }
  return parts;
}
