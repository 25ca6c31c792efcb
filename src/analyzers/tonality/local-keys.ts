/** Local keys: which key holds from where to where, found by the best path over blocks of two seconds. */
import { type WindowChroma, windowChroma } from "../../midi/chroma.ts";
import { type Song, view } from "../../midi/song.ts";
import { tempoMap, ticksAt } from "../../midi/tempo.ts";
import { lastNoteEnd } from "../../midi/views.ts";
import { majorProfile, minorProfile } from "../../music/key-profiles.ts";
import { bestPath, blockChroma, blockWindows } from "./home-scale.ts";
import { keyCount, keyLogProbabilities, normalized } from "./key-model.ts";

/** A stretch of the song in one key. */
export interface LocalKey {
  /** First tick; 0 for the first stretch. */
  readonly tick: number;
  /** Tick behind the last; the next stretch begins there. */
  readonly endTick: number;
  /** Key, mode * 12 + tonic. */
  readonly key: number;
  /** How likely the key is among the 24, given the stretch alone, 0 to 1. */
  readonly confidence: number;
}

export const tuning = { emphasis: 6, changeCost: 20, loyalty: 0.1, first: 1, floor: 0.01, least: 4, worst: -10 };

/** Logarithms of how usual each pitch class is in each key: 12 rows (pitch classes) of 24 keys. */
const logProfiles = (() => {
  const table = new Float64Array(12 * keyCount);
  [majorProfile, minorProfile].forEach((profile, mode) => {
    const all = profile.reduce((sum, value) => sum + value + tuning.floor, 0);
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      for (let tonic = 0; tonic < 12; tonic++) {
        const value = profile[(pitchClass - tonic + 12) % 12]!;
        table[pitchClass * keyCount + mode * 12 + tonic] = Math.log((value + tuning.floor) / all);
      }
    }
  });
  return table;
})();

/** Stretches of one key each, from tick 0 to the end of the last note; empty where the song has no pitched notes. */
export const localKeys: (song: Song) => readonly LocalKey[] = view((song) => {
  const whole = keyLogProbabilities(song);
  if (!whole) return [];
  const windows = windowChroma(song);
  const fit = fits(blockChroma(windows));
  const scores = fit.map((value, n) => tuning.emphasis * value + tuning.loyalty * Math.max(tuning.worst, whole[n % keyCount]!));
  for (let key = 0; key < keyCount; key++) scores[key]! += tuning.first * Math.max(tuning.worst, whole[key]!);
  const path = merged(bestPath(scores, keyCount, tuning.changeCost));
  return stretches(song, windows, path, scores);
});

/** Mean log-likelihood of each block's chroma in each key: rows of 24. */
function fits(shares: Float64Array): Float64Array {
  const blocks = shares.length / 12;
  const fit = new Float64Array(blocks * keyCount);
  for (let block = 0; block < blocks; block++) {
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      const share = shares[block * 12 + pitchClass]!;
      if (share === 0) continue;
      const from = pitchClass * keyCount;
      const to = block * keyCount;
      for (let key = 0; key < keyCount; key++) fit[to + key]! += share * logProfiles[from + key]!;
    }
  }
  return fit;
}

/** Gives stretches that are too short to be a modulation to the one before, or at the beginning to the one behind. */
function merged(path: Uint8Array): Uint8Array {
  const out = path.slice();
  let from = 0;
  while (from < path.length) {
    let to = from;
    while (to < path.length && path[to] === path[from]) to++;
    if (to - from < tuning.least) {
      if (from > 0) out.fill(out[from - 1]!, from, to);
      else if (to < path.length) out.fill(path[to]!, from, to);
    }
    from = to;
  }
  return out;
}

function stretches(song: Song, windows: WindowChroma, path: Uint8Array, scores: Float64Array): readonly LocalKey[] {
  const map = tempoMap(song);
  const found: LocalKey[] = [];
  let tick = 0;
  for (let from = 0, to = 0; from < path.length; from = to) {
    const key = path[from]!;
    const sums = new Float64Array(keyCount);
    while (to < path.length && path[to] === key) {
      for (let other = 0; other < keyCount; other++) sums[other]! += scores[to * keyCount + other]!;
      to++;
    }
    const seconds = windows.start + to * blockWindows * windows.seconds;
    const endTick = to === path.length ? lastNoteEnd(song).ticks : Math.round(ticksAt(map, seconds));
    found.push({ tick, endTick, key, confidence: Math.exp(normalized(sums)[key]!) });
    tick = endTick;
  }
  return found;
}
