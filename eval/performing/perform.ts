/**
 * Performances of scores by a seed: a tempo curve of phrases, drift, pauses and a last ritardando (after Todd 1992 and the
 * parabolas of Repp 1990), hands and melody apart, spread chords, grace notes, missed notes, touch and pedal. Tempo and time
 * signatures are taken away, as in a take that was recorded without a click.
 */
import { packInfo, pitchOf, type Song, secondsAt, tempoMap, velocityOf } from "../../src/midi/mod.ts";
import { retimed } from "../variants.ts";
import { type Draws, drawsOf } from "./random.ts";
import { scoreBeats } from "./score-beats.ts";

const ticksPerSecond = 960;

/** A performance and the truth about it. */
export interface Performance {
  readonly song: Song;
  /** Seconds of the beats that people tap, and of the downbeats among them. */
  readonly beats: readonly number[];
  readonly downbeats: readonly number[];
  /** Median tempo over time in beats per minute, and in quarters per minute where these differ. */
  readonly bpm: readonly number[];
}

/** How one performer plays. */
interface Manner {
  /** 0 keeps time as a band does, 1 breathes, 2 is a romantic's. */
  readonly freedom: number;
  readonly phraseBars: number;
  readonly jitter: number;
  readonly melodyLead: number;
  readonly spreadChance: number;
  readonly graceChance: number;
  readonly touch: number;
  readonly pedals: boolean;
}

function mannerOf(draws: Draws, hasDrums: boolean): Manner {
  const freedom = hasDrums ? draws.between(0, 0.4) : draws.chance(0.3) ? draws.between(0, 0.5) : draws.between(0.4, 2);
  return {
    freedom,
    phraseBars: draws.chance(0.5) ? 4 : draws.chance(0.5) ? 8 : 2,
    jitter: draws.between(0.005, 0.018),
    melodyLead: draws.between(0, 0.025),
    spreadChance: draws.between(0, 0.12) * freedom,
    graceChance: hasDrums ? 0 : draws.between(0, 0.05),
    touch: draws.between(0.5, 1.05),
    pedals: !hasDrums && draws.chance(0.5),
  };
}

/** Seconds of each beat of the score: its own tempo at this performer's pace, bent by the manner. */
function tempoCurve(score: Song, beats: NonNullable<ReturnType<typeof scoreBeats>>, manner: Manner, draws: Draws) {
  const map = tempoMap(score);
  const { tick, isDownbeat } = beats;
  const length = tick.length;
  const pace = 2 ** draws.normal(0.18);
  const { freedom } = manner;
  const arc = freedom * draws.between(0.03, 0.12);
  const noise = 0.008 + freedom * draws.between(0.005, 0.025);
  const wander = 0.003 + freedom * draws.between(0.002, 0.012);
  const pause = freedom * draws.between(0, 0.25);
  const slowing = draws.between(0, 0.3 + 0.35 * freedom);
  const slowBeats = Math.round(draws.between(2, 8));
  const bars = tick.map((_, n) => isDownbeat.slice(0, n + 1).filter(Boolean).length);
  const seconds = [0];
  let drift = 0;
  let last = 0;
  for (let beat = 0; beat < length; beat++) {
    const next = tick[beat + 1] ?? tick[beat]! + (tick[beat]! - tick[beat - 1]!);
    const written = secondsAt(map, next) - secondsAt(map, tick[beat]!);
    drift = 0.995 * drift + draws.normal(wander);
    last = 0.4 * last + draws.normal(noise);
    const inPhrase = ((bars[beat]! - 1) % manner.phraseBars) / manner.phraseBars;
    const bend = arc * (12 * (inPhrase - 0.45) ** 2 - 1);
    const endsPhrase = (bars[beat + 1] ?? 0) % manner.phraseBars === 1 && bars[beat + 1] !== bars[beat];
    const hold = endsPhrase && draws.chance(0.3) ? draws.between(0, pause) : 0;
    const toEnd = length - 1 - beat;
    const ritardando = toEnd < slowBeats ? slowing * (1 - toEnd / slowBeats) ** 2 : 0;
    seconds.push(seconds[beat]! + written * pace * Math.exp(drift + last + bend + hold + ritardando));
  }
  return seconds;
}

/** A performance of a score; null where the score has no beats of its own. */
export function perform(score: Song, seed: number): Performance | null {
  const beats = scoreBeats(score);
  if (!beats || score.notes.length === 0) return null;
  const draws = drawsOf(seed);
  const hasDrums = score.notes.info.some((info) => ((info >> 7) & 15) === 9);
  const manner = mannerOf(draws, hasDrums);
  const begin = draws.between(0.1, 3);
  const curve = tempoCurve(score, beats, manner, draws).map((seconds) => seconds + begin);
  const at = (tick: number): number => {
    let beat = 0;
    let high = beats.tick.length - 1;
    while (beat < high) {
      const middle = (beat + high + 1) >> 1;
      if (beats.tick[middle]! <= tick) beat = middle;
      else high = middle - 1;
    }
    const from = beats.tick[beat]!;
    const to = beats.tick[beat + 1] ?? from + beats.quarters[beat]! * score.ticksPerQuarter;
    return curve[beat]! + ((tick - from) / (to - from)) * (curve[beat + 1]! - curve[beat]!);
  };
  return {
    song: played(score, at, manner, draws),
    beats: curve.slice(0, beats.tick.length),
    downbeats: curve.filter((_, beat) => beats.isDownbeat[beat]),
    bpm: tempos(curve, beats.quarters),
  };
}

/** The notes under the performer's fingers. */
function played(score: Song, at: (tick: number) => number, manner: Manner, draws: Draws): Song {
  const plain = retimed(score);
  const { onset: ticks, duration: lengths, info, length } = score.notes;
  const top = new Map<number, number>();
  for (let note = 0; note < length; note++) {
    top.set(ticks[note]!, Math.max(top.get(ticks[note]!) ?? 0, pitchOf(info[note]!)));
  }
  const spread = new Map<number, number>();
  for (const tick of top.keys()) if (draws.chance(manner.spreadChance)) spread.set(tick, draws.between(0.01, 0.05));
  const tracks: Song["tracks"][number][] = [];
  const notes: { onset: number; duration: number; info: number }[] = [];
  for (const { firstNote, noteCount } of score.tracks) {
    const own: typeof notes = [];
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const packed = info[note]!;
      const [pitch, channel, program] = [pitchOf(packed), (packed >> 7) & 15, (packed >> 20) & 127];
      const isTop = top.get(ticks[note]!) === pitch;
      const isDrum = channel === 9;
      if (draws.chance(0.006)) continue;
      const lead = isTop && !isDrum ? manner.melodyLead * draws.between(0, 1) : 0;
      const roll = ((spread.get(ticks[note]!) ?? 0) * (pitch - 40)) / 12;
      const start = Math.max(
        0,
        at(ticks[note]!) + draws.normal(manner.jitter) - lead + (isDrum ? 0 : Math.max(0, roll)),
      );
      const written = at(ticks[note]! + lengths[note]!) - at(ticks[note]!);
      const lasts = Math.max(
        0.03,
        written * manner.touch * draws.between(0.85, 1.1) + (manner.pedals ? draws.between(0, 0.5) : 0),
      );
      const velocity = Math.min(
        120,
        Math.max(20, Math.round(velocityOf(packed) * 0.5 + 30 + (isTop ? 10 : 0) + draws.normal(8))),
      );
      own.push({ onset: start, duration: lasts, info: packInfo(pitch, channel, velocity, program) });
      if (isTop && !isDrum && draws.chance(manner.graceChance)) {
        const before = draws.between(0.05, 0.12);
        const neighbour = Math.min(127, pitch + (draws.chance(0.6) ? 2 : -1));
        own.push({
          onset: Math.max(0, start - before),
          duration: before,
          info: packInfo(neighbour, channel, velocity, program),
        });
      }
    }
    own.sort((a, b) => a.onset - b.onset);
    tracks.push({ firstNote: notes.length, noteCount: own.length, endTick: 0 });
    notes.push(...own);
  }
  const onset = Int32Array.from(notes, (note) => Math.round(note.onset * ticksPerSecond));
  const duration = Int32Array.from(notes, (note) => Math.max(1, Math.round(note.duration * ticksPerSecond)));
  let endTick = 0;
  for (let note = 0; note < onset.length; note++) endTick = Math.max(endTick, onset[note]! + duration[note]!);
  return {
    ...plain,
    tracks: tracks.map((track) => ({ ...track, endTick })),
    notes: { length: notes.length, onset, duration, info: Int32Array.from(notes, (note) => note.info) },
    endTick,
  };
}

/** Median tempo over time, in beats and in quarters per minute. */
function tempos(curve: readonly number[], quarters: readonly number[]): readonly number[] {
  const intervals = quarters.map((length, n) => ({ lasts: curve[n + 1]! - curve[n]!, length }));
  const middle = (tempoOf: (one: (typeof intervals)[number]) => number): number => {
    const sorted = intervals.map((one) => ({ bpm: tempoOf(one), lasts: one.lasts })).sort((a, b) => a.bpm - b.bpm);
    const half = sorted.reduce((sum, { lasts }) => sum + lasts, 0) / 2;
    let passed = 0;
    for (const { bpm, lasts } of sorted) {
      passed += lasts;
      if (passed >= half) return bpm;
    }
    return sorted.at(-1)!.bpm;
  };
  return [...new Set([middle(({ lasts }) => 60 / lasts), middle(({ lasts, length }) => (60 * length) / lasts)])];
}
