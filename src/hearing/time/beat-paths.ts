/**
 * Beats as the most probable path through beats of all lengths (a hidden semi-Markov model: the bar pointer of Whiteley,
 * Cemgil and Godsill 2006, made as Krebs, Böck and Widmer 2015 do with tempo changes at beats only).
 */
import { type BeatEvidence, beatPlaces } from "./beat-evidence.ts";
import { PlaceScores } from "./place-scores.ts";

/** Beats that are looked at last from 0.22 to 2.2 s: 270 down to 27 a minute. */
const shortest = 0.22;
const longest = 2.2;
/** Deviation of the logarithm of successive beat lengths, and the most that a change costs. */
const change = 0.06;
const mostCost = 6;
/** The largest change from beat to beat, as a ratio. */
const largestChange = 1.41;
/** The likeliest length of a beat in seconds (van Noorden and Moelants 1999), and the deviation of its logarithm. */
const usual = 0.55;
const spread = 1;

/** How finely time and beat lengths are told apart. */
export interface Resolution {
  /** Seconds of a frame: beats begin on frames. */
  readonly frame: number;
  /** Beat lengths in frames, ascending, and in seconds. */
  readonly lengths: readonly number[];
  readonly periods: readonly number[];
  /** Log prior of each length. */
  readonly prior: Float64Array;
  /** A beat is up to so many lengths longer or shorter than the one before. */
  readonly reach: number;
  /** Up to so many lengths a change costs less than the most. */
  readonly cheap: number;
  /** Cost of the change from one length (rows) to another. */
  readonly cost: Float64Array;
}

function resolution(frame: number, ratio: number): Resolution {
  const steps = Math.floor(Math.log(longest / shortest) / Math.log(ratio)) + 1;
  const lengths = [...new Set(Array.from({ length: steps }, (_, n) => Math.round((shortest * ratio ** n) / frame)))];
  const periods = lengths.map((one) => one * frame);
  const cost = Float64Array.from({ length: lengths.length ** 2 }, (_, n) => {
    const by = Math.log(lengths[n % lengths.length]! / lengths[Math.floor(n / lengths.length)]!) / change;
    return Math.min(0.5 * by * by, mostCost);
  });
  return {
    frame,
    lengths,
    periods,
    prior: Float64Array.from(periods, (one) => -0.5 * (Math.log(one / usual) / spread) ** 2),
    reach: Math.round(Math.log(largestChange) / Math.log(ratio)),
    cheap: Math.ceil((Math.sqrt(2 * mostCost) * change) / Math.log(ratio)),
    cost,
  };
}

/** What is made at first use: most runs of the command hear nothing. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** To tell beats. */
export const fine: () => Resolution = lazily(() => resolution(0.02, 1.025));
/** To tell which lengths are worth a look: a third of the work. */
export const coarse: () => Resolution = lazily(() => resolution(0.04, 1.035));

/** A path. */
export interface BeatPath {
  /** Seconds of its beats, ascending, to the frame; the last is behind the last cluster. */
  readonly beats: readonly number[];
  /** Log likelihood ratio to clusters anywhere. */
  readonly score: number;
}

/** Finds the best path through beats that last from one to another number of seconds. */
export type PathFinder = (from: number, to: number) => BeatPath;

/**
 * Finds paths through at least one cluster. What a cluster says of a length is looked up once, whatever paths are asked for.
 * Memory is up to 9 kB a cluster, and 6 bytes a frame and length.
 */
export function pathFinder(evidence: BeatEvidence, weights: Float32Array, by: Resolution): PathFinder {
  const { frame, lengths, periods, prior, reach, cheap, cost } = by;
  const { length: clusters, seconds } = evidence;
  const states = lengths.length;
  const most = lengths.at(-1)!;
  const places = new PlaceScores(evidence, weights, periods);
  const begin = seconds[0]! - most * frame;
  const finalFrame = Math.round((seconds[clusters - 1]! - begin) / frame);
  const frames = finalFrame + most + 1;
  const firstAt = new Int32Array(frames + 1);
  for (let at = 0, cluster = 0; at <= frames; at++) {
    while (cluster < clusters && seconds[cluster]! < begin + (at - 0.5) * frame) cluster++;
    firstAt[at] = cluster;
  }
  return (from, to) => {
    const [low, high] = lengthsWithin(periods, from, to);
    const width = high - low;
    // best: of all paths whose next beat begins on a frame and lasts a length, the score up to that frame.
    const best = new Float32Array(frames * width).fill(Number.NEGATIVE_INFINITY);
    const back = new Int16Array(frames * width).fill(-1);
    const ended = new Float64Array(width);
    const highs = new Int32Array(width);
    let last = { score: Number.NEGATIVE_INFINITY, frame: 0, state: 0 };
    for (let at = most - lengths[high - 1]! + 1; at < frames; at++) {
      let anyEnded = false;
      for (let state = 0; state < width; state++) {
        const frameLength = lengths[low + state]!;
        const start = at - frameLength;
        ended[state] = Number.NEGATIVE_INFINITY;
        if (start < 0) continue;
        let score = best[start * width + state]!;
        if (score === Number.NEGATIVE_INFINITY) continue;
        const until = firstAt[at]!;
        let cluster = firstAt[start]!;
        if (cluster < until) {
          const origin = begin + start * frame;
          const scale = beatPlaces / periods[low + state]!;
          const { rows } = places;
          for (; cluster < until; cluster++) {
            let row = rows[cluster * states + low + state]!;
            if (row < 0) row = places.add(cluster, low + state);
            let place = ((seconds[cluster]! - origin) * scale + 0.5) | 0;
            if (place >= beatPlaces) place = 0;
            score += places.scores[row + place]!;
          }
        }
        ended[state] = score + prior[low + state]!;
        anyEnded = true;
        if (at > finalFrame && ended[state]! > last.score) last = { score: ended[state]!, frame: start, state };
      }
      if (at > finalFrame) continue;
      // The best of the lengths within reach, by a queue of those that no later and higher one hides.
      let [first, behind, next] = [0, 0, 0];
      for (let state = 0; state < width; state++) {
        // A path may begin anywhere up to one beat before the first cluster.
        let highest = at <= most && at > most - lengths[low + state]! ? 0 : Number.NEGATIVE_INFINITY;
        let before = -1;
        if (anyEnded) {
          for (const end = Math.min(width - 1, state + reach); next <= end; next++) {
            while (behind > first && ended[highs[behind - 1]!]! <= ended[next]!) behind--;
            highs[behind++] = next;
          }
          while (highs[first]! < state - reach) first++;
          const far = highs[first]!;
          if (ended[far]! - mostCost > highest) {
            highest = ended[far]! - mostCost;
            before = far;
          }
          const end = Math.min(width - 1, state + cheap);
          // No near one is better than the best within reach.
          if (ended[far]! > highest) {
            for (let other = Math.max(0, state - cheap); other <= end; other++) {
              const score = ended[other]! - cost[(low + other) * states + low + state]!;
              if (score > highest) {
                highest = score;
                before = other;
              }
            }
          }
        }
        best[at * width + state] = highest;
        back[at * width + state] = before;
      }
    }
    let { frame: at, state } = last;
    const beats = [begin + (at + lengths[low + state]!) * frame];
    for (;;) {
      beats.push(begin + at * frame);
      const before = back[at * width + state]!;
      if (before < 0) break;
      at -= lengths[low + before]!;
      state = before;
    }
    return { beats: beats.reverse(), score: last.score };
  };
}

/** The lengths from the first to behind the last that last from one to another number of seconds; one at least. */
function lengthsWithin(periods: readonly number[], from: number, to: number): readonly [low: number, high: number] {
  const low = Math.max(
    0,
    periods.findIndex((one) => one >= from),
  );
  return [low, Math.max(low + 1, periods.findLastIndex((one) => one <= to) + 1)];
}
