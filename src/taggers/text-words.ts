/**
 * Tags from the words inside a file. What they may say depends on the kind of text: a track's name says which instrument
 * plays, not which genre; a title may say a genre or for whom it is written; a text only where it says `Genre:` or `Style:`.
 * Lyrics, markers and moods in titles say nothing of the music.
 */
import { defineTextTagger, type Tag, type TextTagger } from "../plugin/tagger.ts";
import { type Word, wordsOf } from "./matcher.ts";
import { type Place, wordTables, wordTags } from "./word-tags.ts";

// Lower than those of file names: titles are mostly titles, and sequencers leave the track names of their templates.
const track: Place = { where: "track name", source: "event", confidence: 0.6, namespaces: new Set(["instrument"]) };
const song: Place = { where: "title", source: "event", confidence: 0.5, namespaces: new Set(["genre", "instrument"]) };
const remark: Place = { where: "text", source: "event", confidence: 0.5, namespaces: new Set(["genre"]) };

/** A text that says what kind of music it is. */
const styleText = /^\s*(?:genre|style)\s*[:=]\s*(.+)$/i;
/** Among voices the bass is one of them. */
const voices: ReadonlySet<string> = new Set(["soprano", "alto", "tenor"]);
const isVoice = ([first, second]: readonly Word[]): boolean => voices.has(first?.text ?? "") && second === undefined;

/** Instruments that track names say; genres of title and remarks. */
export const textWords: TextTagger = defineTextTagger({
  id: "text-words",
  version: 1,
  description: "instruments in track names, genres in the title and in remarks on the style",
  tables: wordTables,
}).run(({ title, trackNames, texts }) => {
  const named = trackNames.filter((name) => name !== null && name !== title) as readonly string[];
  const isChoral = named.some((name) => isVoice(wordsOf(name)));
  const tags: Tag[] = [
    ...named.flatMap((name) => wordTags(name, track)),
    ...texts.filter(({ type }) => type === "instrument").flatMap(({ text }) => wordTags(text, track)),
    ...(title === null ? [] : wordTags(title, song)),
    ...texts.flatMap(({ type, text }) => {
      const style = type === "text" ? styleText.exec(text)?.[1] : undefined;
      return style === undefined ? [] : wordTags(style, remark);
    }),
  ].filter(({ tag }) => !(isChoral && tag === "instrument:bass"));
  return tags.filter((one, n) => tags.findIndex(({ tag }) => tag === one.tag) === n);
});
