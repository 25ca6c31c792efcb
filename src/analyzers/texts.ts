/** Texts of the file: title, copyright, track names, lyrics. */
import { z } from "zod";
import { texts as songTexts, title, trackNames } from "../midi/text.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";

/** Longer texts are advertisements; what is shown is cut here. */
const longest = 300;

/** What the file says about itself. */
export const texts = defineAnalyzer({
  id: "texts",
  version: 1,
  description: "title, copyright, track names and lyrics that the file holds",
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
    has_lyrics: z
      .boolean()
      .meta({ description: "lyrics are in the file", aliases: ["lyrics"], examples: ["has_lyrics"] }),
  }),
}).run((song) => {
  // Most files have few texts; decoding none of them is the fast path.
  if (song.texts.type.length === 0) return { song_title: null, copyright: null, track_names: [], has_lyrics: false };
  const all = songTexts(song);
  const copyright = all.filter(({ type }) => type === "copyright").map(({ text }) => text.trim());
  const names = trackNames(song).filter((name) => name !== null);
  return {
    song_title: title(song)?.slice(0, longest) ?? null,
    copyright: copyright.join("; ").slice(0, longest) || null,
    track_names: [...new Set(names.map((name) => name.slice(0, longest)))],
    has_lyrics: all.some(({ type, text }) => type === "lyric" && text.trim() !== ""),
  };
});
