/** What is stored for display only: tracks, texts, damage, evidence of tags. */

import { lyrics } from "../midi/lyrics.ts";
import { channelOf, programOf, type Song } from "../midi/song.ts";
import { textBytes, textEncoding, texts, trackNames } from "../midi/text.ts";
import type { Tag } from "../plugin/tagger.ts";

/** More texts than this say nothing new. */
const mostTexts = 200;
const longestText = 500;

/**
 * The detail of a content as JSON.
 *
 * @param places where the symbols of its musical texts stand, by field (src/music/places.ts).
 */
export function detailOf(
  song: Song,
  tags: readonly Tag[],
  places: Readonly<Record<string, string | null>>,
): Readonly<Record<string, unknown>> {
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
  const isGuess = textEncoding(song).confidence < 1;
  const sung = new Set(lyrics(song).flatMap(({ syllables }) => syllables.map(({ tick, text }) => `${tick} ${text}`)));
  const isSung = (tick: number, text: string): boolean =>
    sung.has(`${tick} ${text.replace(/^[\\/]|(\/ *|[\r\n]+)$/g, "")}`);
  const spoken = texts(song)
    .map(({ type, tick, text }, n) => ({ type, tick, text: text.slice(0, longestText), n }))
    .filter(({ type, tick, text }) => text.trim() !== "" && type !== "lyric" && !isSung(tick, text))
    .slice(0, mostTexts)
    // Where the encoding is a guess, the bytes stay beside it, so that another can be tried.
    .map(({ type, text, n }) => ({ type, text, ...(isGuess ? { bytes: base64(textBytes(song, n)) } : {}) }));
  const lines = lyrics(song).slice(0, mostTexts);
  return {
    tracks,
    ...(spoken.length > 0 ? { texts: spoken } : {}),
    ...(lines.length > 0 ? { lyrics: lines.map(({ tick, text }) => ({ tick, text })) } : {}),
    ...(song.diagnoses.length > 0 ? { problems: song.diagnoses } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(Object.values(places).some((text) => text !== null) ? { places } : {}),
  };
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes.subarray(0, longestText)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
