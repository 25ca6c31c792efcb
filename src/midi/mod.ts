/** MIDI files as songs: reads and mends bytes, keeps notes as typed columns, and writes and splits songs. It needs no catalogue. */
import "../runtime.ts";

export type { ComposedPart } from "./compose.ts";
export { composeSong } from "./compose.ts";
export type { Diagnosis, DiagnosisCode, MidiErrorCode } from "./diagnosis.ts";
export { isDamage, MidiError } from "./diagnosis.ts";
export type { Encoding } from "./encoding.ts";
export type { ParseOptions } from "./limits.ts";
export type { Karaoke, LyricLine, Syllable } from "./lyrics.ts";
export { karaoke, lyrics } from "./lyrics.ts";
export { parseSong } from "./smf.ts";
export type {
  ControlEvents,
  Division,
  KeySignatureEvents,
  NoteColumns,
  OtherEvents,
  PitchBendEvents,
  ProgramEvents,
  Song,
  TempoEvents,
  TextEvents,
  TimeSignatureEvents,
  Track,
} from "./song.ts";
export { channelOf, packInfo, pitchOf, programOf, velocityOf, view } from "./song.ts";
export type { SongPart, SplitBy } from "./split.ts";
export { naturalSplit, splitSong } from "./split.ts";
export type { NoteSeconds, TempoMap } from "./tempo.ts";
export { noteSeconds, secondsAt, tempoMap, ticksAt } from "./tempo.ts";
export type { SongText, TextType } from "./text.ts";
export { textBytes, textEncoding, texts, title, trackNames } from "./text.ts";
export { writeSong } from "./write.ts";
