/** Tempo: how many files have each, and the same with half and double tempo folded into one octave. */
import { countValues, type Found, foundBy } from "../../catalogue/asking/tally.ts";
import { plotOf } from "../found.ts";
import type { Drawn, OfFiles } from "../kind.ts";
import { type Histogram, number } from "../plot.ts";
import { sourceSeries } from "../value-source.ts";

const step = 5;
const slowest = 40;
const fastest = 240;
/** The octave of tempo in which people tap best lies about 120 bpm (van Noorden and Moelants 1999). */
const octave = 80;

const ofFiles: OfFiles = async ({ store }, prepared, query) => {
  const found = await foundBy(store, prepared);
  const counted = await byTempo(found);
  const known = counted.filter(({ bpm }) => bpm !== null);
  const { series, placeOf } = sourceSeries(new Set(known.map(({ source }) => source)));
  const base = { type: "histogram", axis: "bpm", step, series } as const;
  const spread = (bins: number[][], bin: number, source: unknown, count: number): void => {
    const place = placeOf(source);
    if (place >= 0) bins[bin]![place]! += count;
  };
  const empty = (from: number, to: number): number[][] =>
    Array.from({ length: (to - from) / step }, () => series.map(() => 0));
  const plain = empty(slowest, fastest);
  const folded = empty(octave, 2 * octave);
  let [below, above] = [0, 0];
  for (const { bpm, source, count } of known) {
    const tempo = bpm as number;
    if (tempo < slowest) below += count;
    else if (tempo >= fastest) above += count;
    else spread(plain, Math.floor((tempo - slowest) / step), source, count);
    if (tempo <= 0) continue;
    const within = octave * 2 ** (((Math.log2(tempo / octave) % 1) + 1) % 1);
    spread(folded, Math.min(folded.length - 1, Math.floor((within - octave) / step)), source, count);
  }
  const unknown = counted.filter(({ bpm }) => bpm === null).reduce((sum, { count }) => sum + count, 0);
  const panels: readonly Histogram[] = [
    { ...base, heading: "Main tempo", start: slowest, bins: plain, below, above, labelEvery: 20 },
    {
      ...base,
      heading: "Half and double tempo folded into one octave",
      start: octave,
      bins: folded,
      below: 0,
      above: 0,
      labelEvery: 10,
    },
  ];
  const notes = unknown > 0 ? [`${number(unknown)} without a tempo`] : [];
  return plotOf(found, query, "Tempo", known.length > 0 ? panels : [], notes);
};

/** Tempos to a bpm: what is narrower than a range need not be told apart. */
async function byTempo(found: Found): Promise<readonly { bpm: number | null; source: unknown; count: number }[]> {
  const rows = await countValues(found, [{ field: "bpm", step: 1, lift: 0.0001 }, "bpm.src"]);
  return rows.map(({ values, count }) => ({
    bpm: values[0] === null ? null : Number(values[0]),
    source: values[1],
    count,
  }));
}

export const tempo: Drawn = { ofFiles };
