// Tempo marks -> tempo events; an accelerando or ritardando becomes one event each beat.

import type { Performance } from "./performance.ts";
import type { Tune } from "./tune.ts";

export interface TempoChange {
  readonly onset: number; // quarter notes
  readonly bpm: number;
}

export function tempoEvents(tune: Tune, { meter, bars }: Performance): TempoChange[] {
  const changes: TempoChange[] = [{ onset: 0, bpm: tune.bpm }];
  for (const { bar, bpm, until } of tune.tempoMarks ?? []) {
    if ((until ?? bar) > bars + 1)
      throw new RangeError(`Cannot change the tempo in bar ${bar} of "${tune.file}": it has ${bars} bars`);
    const start = (bar - 1) * meter.barLength;
    const end = ((until ?? bar) - 1) * meter.barLength;
    const from = changes.at(-1)?.bpm ?? tune.bpm;
    for (let onset = start; onset < end; onset += meter.beatLength)
      changes.push({ onset, bpm: from + ((bpm - from) * (onset - start)) / (end - start) });
    if (end < bars * meter.barLength) changes.push({ onset: end, bpm });
  }
  return changes;
}
