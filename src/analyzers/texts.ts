/** Texts of the file: title, copyright, track names, markers, lyrics, and the encoding that they are in. */
import { z } from "zod";
import { karaoke, lyrics } from "../midi/lyrics.ts";
import type { Song } from "../midi/song.ts";
import { texts as songTexts, type TextType, textEncoding, title, trackNames } from "../midi/text.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";

/** Longer texts are advertisements; what is shown is cut here. */
const longest = 300;
/** Lyrics are cut here; the longest songs have some 6,000 characters. */
const longestLyrics = 10_000;

const nothing = {
  song_title: null,
  copyright: null,
  track_names: [],
  instrument_names: [],
  markers: [],
  lyrics: null,
  has_lyrics: false,
  karaoke: false,
  language: null,
  text_encoding: null,
  text_encoding_confidence: null,
};

/** Distinct texts of some types, trimmed. */
function named(song: Song, ...types: readonly TextType[]): string[] {
  const all = songTexts(song).filter(({ type, text }) => types.includes(type) && text.trim() !== "");
  return [...new Set(all.map(({ text }) => text.trim().slice(0, longest)))];
}

/** What the file says about itself. */
export const texts = defineAnalyzer({
  id: "texts",
  version: 2,
  description: "title, copyright, names, markers and lyrics that the file holds",
  output: z.object({
    song_title: z
      .string()
      .nullable()
      .meta({ description: "title that the file gives itself", examples: ["song_title waltz"] }),
    copyright: z
      .string()
      .nullable()
      .meta({ description: "copyright text of the file", examples: ["copyright /yamaha/i"] }),
    track_names: z
      .array(z.string())
      .meta({ description: "names of the tracks", aliases: ["track"], examples: ["track lead"] }),
    instrument_names: z.array(z.string()).meta({ description: "instruments as the file names them" }),
    markers: z
      .array(z.string())
      .meta({ description: "markers and cue points", aliases: ["marker"], examples: ["marker chorus"] }),
    lyrics: z
      .string()
      .nullable()
      .meta({
        description: "lyrics, a line each, of lyric events or karaoke words; the first 10,000 characters",
        examples: ['lyrics contains "hello"', "karaoke has lyrics"],
      }),
    has_lyrics: z.boolean().meta({ description: "lyrics are in the file", examples: ["has_lyrics"] }),
    karaoke: z
      .boolean()
      .meta({ description: "the file is karaoke: it has @ texts, or a track of words", examples: ["karaoke"] }),
    language: z
      .string()
      .nullable()
      .meta({
        description: "language of the words as a karaoke file says it: ENGL, FRAN",
        examples: ["language ENGL"],
      }),
    text_encoding: z
      .string()
      .nullable()
      .meta({
        description: "encoding that the texts are in, decided from all of them",
        examples: ["text_encoding shift_jis"],
      }),
    text_encoding_confidence: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: "how sure the encoding is, 0 to 1", field: "text_encoding.conf" }),
  }),
}).run((song) => {
  // Most files have few texts; decoding none of them is the fast path.
  if (song.texts.type.length === 0) return nothing;
  const { name, confidence } = textEncoding(song);
  const lines = lyrics(song).map(({ text }) => text);
  const { isKaraoke, language } = karaoke(song);
  return {
    song_title: title(song)?.slice(0, longest) ?? null,
    copyright: named(song, "copyright").join("; ").slice(0, longest) || null,
    track_names: [...new Set(trackNames(song).flatMap((track) => (track === null ? [] : [track.slice(0, longest)])))],
    instrument_names: named(song, "instrument"),
    markers: named(song, "marker", "cue-point"),
    lyrics: lines.join("\n").slice(0, longestLyrics) || null,
    has_lyrics: lines.length > 0,
    karaoke: isKaraoke,
    language,
    text_encoding: name,
    text_encoding_confidence: confidence,
  };
});
