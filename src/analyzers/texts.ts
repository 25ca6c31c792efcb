/** Texts of the file: title, copyright, track names, markers, lyrics, and the encoding that they are in. */
import { z } from "zod";
import { textsAbout } from "../hearing/about/texts.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import type { TextsFeatures } from "./features.ts";

/** What the file says about itself. */
export const texts: AnalyzerOf<"texts", TextsFeatures> = defineAnalyzer({
  id: "texts",
  version: 3,
  description: "title, copyright, names, markers and lyrics in the file",
  output: z.object({
    song_title: z
      .string()
      .nullable()
      .meta({ description: "title in the file", examples: ["song_title waltz"] }),
    song_artist: z
      .string()
      .nullable()
      .meta({
        description: "artist in the file: of its RIFF wrapper, or the second title of a karaoke file",
        examples: ["song_artist contains abba"],
      }),
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
        description: "language of the words as a karaoke file states it: ENGL, FRAN",
        examples: ["language ENGL"],
      }),
    text_encoding: z
      .string()
      .nullable()
      .meta({
        description: "encoding of the texts, decided from all of them",
        examples: ["text_encoding shift_jis"],
      }),
    text_encoding_confidence: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: "confidence of the encoding, 0 to 1", field: "text_encoding.conf" }),
  }),
}).run((song) => {
  const about = textsAbout(song);
  return {
    song_title: about.title,
    song_artist: about.artist,
    copyright: about.copyright,
    track_names: about.trackNames,
    instrument_names: about.instrumentNames,
    markers: about.markers,
    lyrics: about.lyrics,
    has_lyrics: about.hasLyrics,
    karaoke: about.isKaraoke,
    language: about.language,
    text_encoding: about.encoding,
    text_encoding_confidence: about.encodingConfidence,
  };
});
