/** The beat grid: where the beats and bars of a song lie, from its tempo map where that means something, else tracked. */
import { trackBeats } from "./beat-tracking.ts";
import { downbeatEvidence } from "./downbeat.ts";
import { type GridPhase, gridPhase, mapIsSound } from "./grid-phase.ts";
import { onsetClusters } from "./onset-clusters.ts";
import { type Song, view } from "./song.ts";
import { beatQuarters, beatsOfBar, songMeter } from "./song-meter.ts";
import { tempoMap, ticksAt } from "./tempo.ts";
import { inferredTempo } from "./tempo-inference.ts";
import { lastNoteEnd, onsetOrder } from "./views.ts";

/** Beats of a song. */
export interface BeatGrid {
  /** `map`: the file's tick grid, shifted to where its notes lie; `tracked`: found in the onsets. */
  readonly source: "map" | "tracked";
  /** How far the onsets lie on the file's tick grid, 0 to 1 (see `gridPhase`). */
  readonly trust: number;
  /** Beats in ticks, ascending, fractional, from the first onset or before it to the last note's end or behind it. */
  readonly tick: Float64Array;
  /** Index in `tick` of the first downbeat. */
  readonly firstDownbeat: number;
  /** Beats of a bar: 4 in 4/4, 2 in 6/8, 7 in 7/8. */
  readonly beatsPerBar: number;
}

/** A grid has no more beats than this, so that no file, however long its rests, makes one that does not fit. */
const mostBeats = 1 << 17;
/** Beat period where none can be heard, in seconds. */
const defaultPeriod = 0.5;
/** How much better the onsets have to lie on triplets than on sixteenths: quarters alone lie on both. */
const tripletMargin = 0.05;
/** A grid this close to the ticks, in quarters, is the ticks': the notes were written or quantised. */
const onTicks = 0.02;
/** How much more accent another place needs before it takes the beat from a place on the ticks. */
const tickAdvantage = 3;
/** Evidence, in shares of 4, by which the file's own bars are preferred to others; and the first note's bar. */
const saidAdvantage = 1;
const firstAdvantage = 0.15;

/**
 * Beats and downbeats of a song; empty, with 4 beats a bar, for a song without notes.
 *
 * @example
 * const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
 * const secondBar = tick[firstDownbeat + beatsPerBar];
 */
export const beatGrid: (song: Song) => BeatGrid = view((song) => {
  const phase = gridPhase(song);
  const meter = songMeter(song);
  if (song.notes.length === 0) {
    return { source: "map", trust: 0, tick: new Float64Array(0), firstDownbeat: 0, beatsPerBar: beatsOfBar(meter) };
  }
  const source = mapIsSound(song) ? "map" : "tracked";
  const tick = source === "map" ? mapBeats(song, phase) : trackedBeats(song);
  const beatsPerBar = beatsOfBar(meter);
  const evidence = downbeatEvidence(song, tick, beatsPerBar);
  const first = song.notes.onset[onsetOrder(song)[0]!]!;
  const begin = tick.findIndex((beat, n) => Math.abs(first - beat) < ((tick[n + 1] ?? beat) - beat) / 4);
  if (begin >= 0) evidence[begin % beatsPerBar]! += firstAdvantage;
  if (source === "map") {
    // The beat nearest to where a bar of the file begins.
    const unit = beatQuarters(meter) * song.ticksPerQuarter;
    const beats = Math.round((meter.from - tick[0]!) / unit);
    const said = ((beats % beatsPerBar) + beatsPerBar) % beatsPerBar;
    if (Math.abs(tick[0]! + beats * unit - meter.from) < onTicks * unit) evidence[said]! += saidAdvantage;
  }
  return { source, trust: phase.trust, tick, firstDownbeat: largest(evidence), beatsPerBar };
});

/** Beats at equal distances in ticks, shifted to where the accents lie. */
function mapBeats(song: Song, { grids }: GridPhase): Float64Array {
  const { notes, ticksPerQuarter } = song;
  const meter = songMeter(song);
  const unit = beatQuarters(meter) * ticksPerQuarter;
  const sixteenths = grids.find(({ parts }) => parts === 4)!;
  const triplets = grids.find(({ parts }) => parts === 3)!;
  const fine = triplets.resultant > sixteenths.resultant + tripletMargin ? triplets : sixteenths;
  const step = ticksPerQuarter / fine.parts;
  const offset = fine.offset * ticksPerQuarter;
  const slots = Math.max(1, Math.round(unit / step));
  const accent = accents(song, unit, offset, slots);
  const onGrid = Math.min(offset, step - offset) < onTicks * ticksPerQuarter;
  const zero = offset < step / 2 ? 0 : slots - 1;
  if (onGrid) accent[zero]! *= tickAdvantage;
  const slot = largest(accent);
  const shift = onGrid && slot === zero ? 0 : offset + slot * step;
  let first = Number.POSITIVE_INFINITY;
  for (const { firstNote, noteCount } of song.tracks)
    if (noteCount > 0) first = Math.min(first, notes.onset[firstNote]!);
  const from = Math.floor((first - shift) / unit + onTicks);
  const to = Math.ceil((lastNoteEnd(song).ticks - shift) / unit);
  const beats = new Float64Array(Math.min(mostBeats, to - from + 1));
  for (let beat = 0; beat < beats.length; beat++) beats[beat] = shift + (from + beat) * unit;
  return beats;
}

/** Accent on each of the places of a beat: note lengths, bass notes twice. */
function accents({ notes, ticksPerQuarter }: Song, unit: number, offset: number, slots: number): Float64Array {
  const accent = new Float64Array(slots);
  for (let note = 0; note < notes.length; note++) {
    const turns = (notes.onset[note]! - offset) / unit;
    const slot = Math.round((turns - Math.floor(turns)) * slots) % slots;
    const quarters = Math.min(2, notes.duration[note]! / ticksPerQuarter);
    accent[slot]! += (0.25 + quarters) * ((notes.info[note]! & 127) < 48 ? 2 : 1);
  }
  return accent;
}

/** Beats found in the onsets, and beats of their neighbours' length before and behind them up to the song's ends. */
function trackedBeats(song: Song): Float64Array {
  const inferred = inferredTempo(song);
  const clusters = onsetClusters(song);
  const period = inferred ? 60 / inferred.bpm : defaultPeriod;
  const found = trackBeats(clusters, period);
  const { seconds: end } = lastNoteEnd(song);
  const head = found.length > 1 ? found[1]! - found[0]! : period;
  const tail = found.length > 1 ? found.at(-1)! - found.at(-2)! : period;
  const before = Math.min(mostBeats, Math.ceil((found[0]! - clusters.seconds[0]!) / head - 1e-6));
  const behind = Math.min(mostBeats - before, Math.max(0, Math.ceil((end - found.at(-1)!) / tail - 1e-6)));
  const map = tempoMap(song);
  return Float64Array.from({ length: before + found.length + behind }, (_, n) => {
    const beat = n - before;
    if (beat < 0) return ticksAt(map, found[0]! + beat * head);
    if (beat < found.length) return ticksAt(map, found[beat]!);
    return ticksAt(map, found.at(-1)! + (beat - found.length + 1) * tail);
  });
}

const largest = (values: Float64Array): number => values.indexOf(Math.max(...values));
