/** How unlike each other the beats of a path are: where beats of a level alternate, people tap it or a slower one. */
import { type Song, view } from "../../midi/song.ts";
import { harmonicNovelty } from "./harmonic-novelty.ts";
import { type OnsetClusters, onsetClusters } from "./onset-clusters.ts";

/** A cluster this near to a beat, in beats, is on it. */
const onBeat = 0.1;
/** Cycles of beats, in beats, whose places are compared. */
const cycles = [2, 4];

const novelties: (song: Song) => Float64Array = view((song) => harmonicNovelty(song, onsetClusters(song)));

/**
 * Share of the changes of harmony that fall on beats; then, for changes of harmony, bass notes and loudness on beats, how
 * far the strongest place among two beats and among four exceeds the mean: 0 for equal places.
 *
 * @param beats seconds, two at least.
 */
export function contrastsOf(song: Song, beats: readonly number[]): readonly number[] {
  const { length, seconds, weight, bass }: OnsetClusters = onsetClusters(song);
  const novelty = novelties(song);
  const onBeats = [novelty, bass, weight].map((values) => ({ values, sums: new Float64Array(beats.length) }));
  let changes = 0;
  for (let cluster = 0, beat = 0; cluster < length && seconds[cluster]! < beats.at(-1)!; cluster++) {
    while (beat + 2 < beats.length && beats[beat + 1]! <= seconds[cluster]!) beat++;
    const place = (seconds[cluster]! - beats[beat]!) / (beats[beat + 1]! - beats[beat]!);
    if (place < -onBeat) continue;
    changes += novelty[cluster]!;
    const on = Math.abs(place) < onBeat ? beat : Math.abs(place - 1) < onBeat ? beat + 1 : -1;
    if (on >= 0) for (const { values, sums } of onBeats) sums[on]! += values[cluster]!;
  }
  const contrasts = onBeats.flatMap(({ sums }) => cycles.map((cycle) => contrastOf(sums, cycle)));
  return [total(onBeats[0]!.sums) / Math.max(1e-9, changes), ...contrasts];
}

function contrastOf(values: Float64Array, cycle: number): number {
  const places = new Float64Array(cycle);
  values.forEach((value, n) => {
    places[n % cycle]! += value;
  });
  const all = total(values);
  return all > 0 ? (Math.max(...places) / all) * cycle - 1 : 0;
}

const total = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0);
