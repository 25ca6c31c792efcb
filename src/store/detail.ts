/** What is stored for display only: tracks, texts, damage, evidence of tags. */
import { channelOf, programOf, type Song } from "../midi/song.ts";
import { texts, trackNames } from "../midi/text.ts";
import type { Tag } from "../plugin/tagger.ts";

/** More texts than this are lyrics in syllables; the first ones say what they are. */
const mostTexts = 200;
const longestText = 500;

/** The detail of a content as JSON. */
export function detailOf(song: Song, tags: readonly Tag[]): Readonly<Record<string, unknown>> {
  const names = trackNames(song);
  const tracks = song.tracks.map((track, n) => {
    const info = song.notes.info[track.firstNote];
    const sounding = track.noteCount > 0 && info !== undefined;
    return {
      name: names[n] ?? null,
      notes: track.noteCount,
      ...(sounding ? { channel: channelOf(info) + 1, program: programOf(info) } : {}),
    };
  });
  const spoken = texts(song)
    .slice(0, mostTexts)
    .map(({ type, text }) => ({ type, text: text.slice(0, longestText) }));
  return {
    tracks,
    ...(spoken.length > 0 ? { texts: spoken } : {}),
    ...(song.diagnoses.length > 0 ? { problems: song.diagnoses } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  };
}
