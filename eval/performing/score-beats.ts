/** Beats of a score as its time signatures lay them out, which is the truth about a performance of it. */

import { beatQuarters } from "../../src/hearing/meter/song-meter.ts";
import { barMap } from "../../src/hearing/mod.ts";
import { firstOnset, lastNoteEnd } from "../../src/hearing/views.ts";
import type { Song } from "../../src/midi/mod.ts";

/** Beats of a score. */
export interface ScoreBeats {
  /** Ticks of the beats that people tap, ascending, from the one at or before the first note to one behind the last. */
  readonly tick: readonly number[];
  /** 1 where a bar begins. */
  readonly isDownbeat: readonly boolean[];
  /** Length of each beat in quarters. */
  readonly quarters: readonly number[];
}

/** Beats of a score by its time signatures; null where these lay out bars without a whole number of beats. */
export function scoreBeats(song: Song): ScoreBeats | null {
  const { tick: starts, numerator, denominator, ticksPerBeat } = barMap(song);
  const end = lastNoteEnd(song).ticks;
  const first = firstOnset(song);
  const tick: number[] = [];
  const isDownbeat: boolean[] = [];
  const quarters: number[] = [];
  for (let segment = 0; segment < starts.length; segment++) {
    const own = { numerator: numerator[segment]!, denominator: denominator[segment]! };
    const beat = beatQuarters(own);
    const step = beat * song.ticksPerQuarter;
    const perBar = Math.round((own.numerator * ticksPerBeat[segment]!) / step);
    const until = starts[segment + 1] ?? end + step;
    for (let n = 0, at = starts[segment]!; at < until - step / 8; n++, at = starts[segment]! + n * step) {
      if (at + step <= first) continue;
      tick.push(at);
      isDownbeat.push(n % Math.max(1, perBar) === 0);
      quarters.push(beat);
    }
  }
  return tick.length < 8 ? null : { tick, isDownbeat, quarters };
}
