/**
 * Beats as the most probable path through beats of all lengths (a hidden semi-Markov model: the bar pointer of Whiteley,
 * Cemgil and Godsill 2006, made as Krebs, Böck and Widmer 2015 do with tempo changes at beats only).
 */
import { type BeatEvidence, beatFeatures, beatPlaces, beatRanges, fixedFeatures } from "./beat-evidence.ts";

/** Seconds of a frame: beats begin on frames. */
const frame = 0.02;
/** Beat lengths are this much apart; a beat is up to `reach` steps longer or shorter than the one before. */
const ratio = 1.025;
const reach = 14;
/** Beats that are looked at last from 0.22 to 2.2 s: 270 down to 27 a minute. */
const shortest = 0.22;
const longest = 2.2;
/** Weight of what the clusters say: neighbours say much the same. */
const trust = 0.5;
/** Deviation of the logarithm of successive beat lengths, and the most that a change costs. */
const change = 0.06;
const mostCost = 6;
/** The likeliest length of a beat in seconds (van Noorden and Moelants 1999), and the deviation of its logarithm. */
const usual = 0.55;
const spread = 1;

const lengths = Array.from({ length: Math.floor(Math.log(longest / shortest) / Math.log(ratio)) + 1 }, (_, n) =>
  Math.round((shortest * ratio ** n) / frame),
).filter((frames, n, all) => frames !== all[n - 1]);
const states = lengths.length;
const most = lengths.at(-1)!;
/** Log prior of each length, and cost of the change from one to another. */
const prior = lengths.map((one) => -0.5 * (Math.log((one * frame) / usual) / spread) ** 2);
const cost = Float64Array.from({ length: states * states }, (_, n) => {
  const by = Math.log(lengths[n % states]! / lengths[Math.floor(n / states)]!) / change;
  return Math.min(0.5 * by * by, mostCost);
});

/** A path. */
export interface BeatPath {
  /** Seconds of its beats, ascending, to the frame; the last is behind the last cluster. */
  readonly beats: readonly number[];
  /** Log likelihood ratio to clusters anywhere. */
  readonly score: number;
}

/** Finds the best path through beats that last from one to another number of seconds, within those that were looked up. */
export type PathFinder = (from: number, to: number) => BeatPath;

/**
 * Finds paths through at least one cluster. What all clusters say of all lengths is looked up once, whatever paths are asked
 * for: memory is 9 kB a cluster, and 3 kB a second for all lengths.
 *
 * @param range lengths of beats in seconds that paths will be asked for; all unless said.
 */
export function pathFinder(
  evidence: BeatEvidence,
  weights: Float32Array,
  range: readonly [from: number, to: number] = [shortest, longest],
): PathFinder {
  const { length: clusters, seconds } = evidence;
  const scores = scoresOf(evidence, weights, statesWithin(...range));
  const begin = seconds[0]! - most * frame;
  const finalFrame = Math.round((seconds[clusters - 1]! - begin) / frame);
  const frames = finalFrame + most + 1;
  const firstAt = new Int32Array(frames + 1);
  for (let at = 0, cluster = 0; at <= frames; at++) {
    while (cluster < clusters && seconds[cluster]! < begin + (at - 0.5) * frame) cluster++;
    firstAt[at] = cluster;
  }
  return (from, to) => {
    const [low, high] = statesWithin(from, to);
    const width = high - low;
    // best: of all paths whose next beat begins on a frame and lasts a length, the score up to that frame.
    const best = new Float32Array(frames * width).fill(Number.NEGATIVE_INFINITY);
    const back = new Int16Array(frames * width).fill(-1);
    const ended = new Float64Array(width);
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
        const origin = begin + start * frame;
        const scale = beatPlaces / (frameLength * frame);
        for (let cluster = firstAt[start]!; cluster < firstAt[at]!; cluster++) {
          const place = Math.max(0, Math.round((seconds[cluster]! - origin) * scale)) % beatPlaces;
          score += scores[(cluster * states + low + state) * beatPlaces + place]!;
        }
        ended[state] = score + prior[low + state]!;
        anyEnded = true;
        if (at > finalFrame && ended[state]! > last.score) last = { score: ended[state]!, frame: start, state };
      }
      if (at > finalFrame) continue;
      for (let state = 0; state < width; state++) {
        // A path may begin anywhere up to one beat before the first cluster.
        let highest = at <= most && at > most - lengths[low + state]! ? 0 : Number.NEGATIVE_INFINITY;
        let before = -1;
        if (anyEnded) {
          const until = Math.min(width - 1, state + reach);
          for (let other = Math.max(0, state - reach); other <= until; other++) {
            const score = ended[other]! - cost[(low + other) * states + low + state]!;
            if (score > highest) {
              highest = score;
              before = other;
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

/** The states from the first to behind the last whose beats last from one to another number of seconds; one at least. */
function statesWithin(from: number, to: number): readonly [low: number, high: number] {
  const low = Math.max(
    0,
    lengths.findIndex((one) => one * frame >= from),
  );
  return [low, Math.max(low + 1, lengths.findLastIndex((one) => one * frame <= to) + 1)];
}

/** What each cluster says of each length and place; zero for lengths that nobody asks for. */
function scoresOf(
  evidence: BeatEvidence,
  weights: Float32Array,
  [low, high]: readonly [low: number, high: number],
): Float32Array {
  const { length: clusters, fixed } = evidence;
  const scores = new Float32Array(clusters * states * beatPlaces);
  const ranges = new Uint8Array(beatFeatures);
  const row = new Float64Array(beatPlaces);
  for (let cluster = 0; cluster < clusters; cluster++) {
    let known = -1;
    for (let state = low; state < high; state++) {
      const name = beatRanges(evidence, cluster, lengths[state]! * frame, ranges);
      if (name !== known) placeScores(weights, fixed, cluster, ranges, row);
      known = name;
      const at = (cluster * states + state) * beatPlaces;
      for (let place = 0; place < beatPlaces; place++) scores[at + place] = row[place]! * trust;
    }
  }
  return scores;
}

/** Log likelihood ratios of the places of a beat for one cluster and one supposed period, by weights of ranges. */
function placeScores(
  weights: Float32Array,
  fixed: Uint8Array,
  cluster: number,
  ranges: Uint8Array,
  into: Float64Array,
): void {
  into.fill(0);
  for (let n = 0; n < fixedFeatures + beatFeatures; n++) {
    const range = n < fixedFeatures ? fixed[cluster * fixedFeatures + n]! : ranges[n - fixedFeatures]!;
    const row = range * beatPlaces;
    for (let place = 0; place < beatPlaces; place++) into[place]! += weights[row + place]!;
  }
  let sum = 0;
  for (let place = 0; place < beatPlaces; place++) sum += Math.exp(into[place]!);
  const mean = Math.log(sum / beatPlaces);
  for (let place = 0; place < beatPlaces; place++) into[place]! -= mean;
}
