/**
 * Annotations as .lab files: `start end label` a line, separated by tabs, in seconds, as `mir_eval.io.load_labeled_intervals` and
 * Sonic Visualiser read them. Beats have a time and their number in the bar (`load_labeled_events`).
 */
import type { Annotations, Lasting } from "./annotations.ts";

/** A label is one word or more on one line. */
const oneLine = (label: string): string => label.replace(/[\t\r\n]+/g, " ").trim() || "-";

const intervals = <Row extends Lasting>(rows: readonly Row[], label: (row: Row) => string | number): string =>
  rows
    .map(
      (row) =>
        `${row.seconds.toFixed(6)}\t${(row.seconds + row.duration).toFixed(6)}\t${oneLine(String(label(row)))}\n`,
    )
    .join("");

/** One file for each table that has rows, by the name of the table. */
export function labTexts(found: Annotations): ReadonlyMap<string, string> {
  const { notes, beats, chords, keys, sections, tempos, lyrics } = found;
  const texts = {
    notes: intervals(notes, ({ pitch }) => pitch),
    beats: beats.map(({ seconds, position }) => `${seconds.toFixed(6)}\t${position}\n`).join(""),
    chords: intervals(chords, ({ harte }) => harte),
    keys: intervals(keys, ({ key }) => key.replace(" ", ":")),
    sections: intervals(sections, ({ section }) => section),
    tempos: intervals(tempos, ({ bpm }) => bpm),
    lyrics: intervals(lyrics, ({ text }) => text),
  };
  return new Map(Object.entries(texts).filter(([, text]) => text !== ""));
}
