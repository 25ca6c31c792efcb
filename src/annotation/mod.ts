/** What is heard in songs as tables in time: notes, beats, bars, chords, keys, sections, tempos and lyrics, and their files. */
import "../runtime.ts";

export type { AnnotateCounts, AnnotatedSong, AnnotateOptions } from "./annotate-files.ts";
export { annotatePath, annotateQuery } from "./annotate-files.ts";
export { annotateSong } from "./annotate-song.ts";
export type {
  Annotations,
  BarRow,
  BeatRow,
  ChordRow,
  KeyRow,
  Lasting,
  LyricRow,
  NoteRow,
  Place,
  SectionRow,
  TempoRow,
  Told,
} from "./annotations.ts";
export type { AnnotationFile } from "./files.ts";
export { annotationFiles } from "./files.ts";
export type { AnnotationForm, PerName } from "./names.ts";
export { annotationForms, perNames } from "./names.ts";
export type { RowsPerOptions, WrittenRowsPer } from "./rows-per.ts";
export { exportRowsPer } from "./rows-per.ts";
export type { LeftOut } from "./songs.ts";
