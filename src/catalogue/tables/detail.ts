/** What is stored for display only: tracks, texts, damage, evidence of tags. */

import { lyrics } from "../../midi/lyrics.ts";
import { channelOf, programOf, type Song } from "../../midi/song.ts";
import { spokenTexts } from "../../midi/spoken-texts.ts";
import { textBytes, textEncoding, title, trackNames } from "../../midi/text.ts";
import type { TagEvidence } from "../../plugin/tagger.ts";

/** Lines of lyrics that are kept. */
const mostLines = 200;
/** Bytes of a text that are kept beside it. */
const mostBytes = 500;

/**
 * The detail of a content as JSON.
 *
 * @param places where the symbols of its musical texts stand, by field (src/music/places.ts).
 */
export function detailOf(
  song: Song,
  tags: readonly TagEvidence[],
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
  const spoken = spokenTexts(song)
    // Where the encoding is a guess, the bytes stay beside it, so that another can be tried.
    .map(({ type, text, index }) => ({ type, text, ...(isGuess ? { bytes: base64(textBytes(song, index)) } : {}) }));
  const named = title(song);
  const lines = lyrics(song).slice(0, mostLines);
  return {
    tracks,
    ...(named !== null ? { title: named } : {}),
    ...(spoken.length > 0 ? { texts: spoken } : {}),
    ...(lines.length > 0 ? { lyrics: lines.map(({ tick, text }) => ({ tick, text })) } : {}),
    ...(song.diagnoses.length > 0 ? { problems: song.diagnoses } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(Object.values(places).some((text) => text !== null) ? { places } : {}),
  };
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes.subarray(0, mostBytes)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
