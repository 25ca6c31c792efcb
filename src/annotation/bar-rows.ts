/** Bars of a song as rows, made of its beats. */
import type { BarRow, BeatRow, ChordRow, KeyRow, NoteRow } from "./annotations.ts";
import { rounded } from "./places.ts";

/** What bars are made of. */
interface Parts {
  readonly beats: readonly BeatRow[];
  readonly notes: readonly NoteRow[];
  readonly chords: readonly ChordRow[];
  readonly keys: readonly KeyRow[];
  /** Seconds to the end of the last note. */
  readonly duration: number;
}

/** One row for each bar that a beat is in. */
export function barRows({ beats, notes, chords, keys, duration }: Parts): readonly BarRow[] {
  const byBar = Map.groupBy(beats, ({ bar }) => bar);
  const counted = new Map<number, number>();
  for (const { bar } of notes) counted.set(bar, (counted.get(bar) ?? 0) + 1);
  const chordsIn = Map.groupBy(chords, ({ bar }) => bar);
  const firsts = [...byBar.values()].map((own) => own[0] as BeatRow);
  let key = 0;
  return firsts.map((first, n) => {
    const own = byBar.get(first.bar) as readonly BeatRow[];
    const next = firsts[n + 1]?.seconds ?? Math.max(duration, own.at(-1)?.seconds ?? 0);
    while (key + 1 < keys.length && (keys[key + 1] as KeyRow).seconds <= first.seconds) key++;
    const names = (chordsIn.get(first.bar) ?? []).flatMap(({ chord }) => chord ?? []);
    return {
      seconds: first.seconds,
      bar: first.bar,
      beat: first.beat,
      duration: rounded(next - first.seconds, 6),
      beats: own.length,
      notes: counted.get(first.bar) ?? 0,
      key: keys[key]?.key ?? null,
      chords: names.length > 0 ? names.join("-") : null,
      source: first.source,
      confidence: first.confidence,
    };
  });
}
