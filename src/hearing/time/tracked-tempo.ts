/** Tempo and beats of music without a sound tempo map: the level that people would tap, and the path through it. */
import { type Song, view } from "../../midi/song.ts";
import { beatEvidence } from "./beat-evidence.ts";
import { type BeatLevel, judgedPart, steadiness, steady, tappedLevel } from "./beat-levels.ts";
import { fine, pathFinder } from "./beat-paths.ts";
import { trackBeats } from "./beat-tracking.ts";
import { confidenceWeights, placeWeights } from "./beat-weights.ts";
import { isDrumsAlone, shareNear } from "./level-proposals.ts";
import { fewestClusters, type OnsetClusters, onsetClusters } from "./onset-clusters.ts";
import { type InferredTempo, inferTempo, type TempoShares, tempoShares } from "./tempo-inference.ts";

/** Confidence in the tempo of a performance that is not steady is no higher: its median may miss a listener's by 4 %. */
const mostUnsteady = 0.85;
/** Share of songs that are unlike all that the confidence was trained on, whose tempo is wrong. */
const unlike = 0.03;
/** A path follows tempos up to this many times faster and slower than the level of the part before. */
const band = 1.3;
/** Parts of a song overlap by this many seconds. */
const overlap = 10;
/** Parts that are tracked with tempo states: some hours. What lies behind is tracked at one tempo. */
const mostParts = 32;
/** A cluster this near to a beat, in seconds, plays it: paths are told to 20 ms. */
const onBeat = 0.03;
/** Beats that are put before the first one that is found: music that begins alone and far ahead has no more. */
const mostLead = 1 << 12;
/** Beat period where none can be heard, in seconds. */
const defaultPeriod = 0.5;

/** The tempo that people would tap; null where too little sounds. `preferred`: a tempo in bpm towards which the octave is drawn. */
export function tappedTempo(song: Song, preferred?: number): InferredTempo | null {
  const { length } = onsetClusters(song);
  const inferred = inferTempo(song, preferred);
  if (!inferred) return null;
  const drums = isDrumsAlone(song);
  const tapped = length < fewestClusters ? null : tappedLevel(song, preferred);
  if (!tapped)
    return { ...inferred, confidence: confidenceOf({ share: inferred.confidence, clusters: length, drums }) };
  const { level, share } = tapped;
  const shares = tempoShares(song);
  const recurring = shareNear(shares, level.period);
  return {
    bpm: 60 / exactPeriod(level, shares),
    confidence: confidenceOf({ share, clusters: length, drums, level: { spread: level.spread, recurring } }),
  };
}

/** The period of a level; of a steady one that of the likeliest candidate nearby, which recurrence tells more finely. */
export function exactPeriod(
  { period, spread }: Pick<BeatLevel, "period" | "spread">,
  shares: TempoShares | null,
): number {
  if (spread >= steady || !shares) return period;
  let exact = period;
  let most = 0;
  shares.period.forEach((one, n) => {
    if (Math.abs(Math.log(one / period)) >= 0.08 || shares.share[n]! <= most) return;
    most = shares.share[n]!;
    exact = one;
  });
  return exact;
}

/** What the confidence in a tempo is told from. */
export interface TempoEvidence {
  /** Probability of the tempo among the levels, or of a clip's among its candidates. */
  readonly share: number;
  readonly clusters: number;
  /** Whether nothing but drums plays. */
  readonly drums: boolean;
  /** How steady the level of a song is, and how probable its period is by recurrence; undefined for a clip. */
  readonly level?: { readonly spread: number; readonly recurring: number };
}

/** Features of the evidence for a tempo. */
export function confidenceFeatures({ share, clusters, drums, level }: TempoEvidence): readonly number[] {
  const odds = Math.log((share + 0.002) / (1.002 - share));
  const isClip = level ? 0 : 1;
  const far = Math.min(0.3, level?.spread ?? 0);
  const drumming = drums ? 1 : 0;
  return [
    ...[1, odds, isClip, isClip * odds, isClip * Math.log2(clusters), far, far * odds, level?.recurring ?? 0],
    ...[drumming, drumming * odds],
  ];
}

/** Probability that a tempo is within 4 % of what an annotator says, by logistic regression. */
export function confidenceOf(evidence: TempoEvidence, weights: readonly number[] = confidenceWeights): number {
  const score = confidenceFeatures(evidence).reduce((sum, feature, n) => sum + feature * weights[n]!, 0);
  const most = (evidence.level?.spread ?? 0) < steady ? 1 : mostUnsteady;
  return Math.min(most, (1 - unlike) / (1 + Math.exp(-score)));
}

/** Seconds of the beats from the first cluster or before it to behind the last, two at least; empty without clusters. */
export const tappedBeats: (song: Song) => readonly number[] = view((song) => {
  const evidence = beatEvidence(song);
  const { length, seconds } = evidence;
  if (length === 0) return [];
  const inferred = inferTempo(song);
  const level = length < fewestClusters ? null : tappedLevel(song);
  let period = level?.level.period ?? (inferred ? 60 / inferred.bpm : defaultPeriod);
  const beats: number[] = [];
  const add = (found: readonly number[], until: number): void => {
    const last = beats.at(-1) ?? Number.NEGATIVE_INFINITY;
    for (const beat of found) if (beat > last + period / 2 && beat <= until) beats.push(beat);
  };
  // Where nothing recurs there is no level to follow.
  let from = 0;
  for (let part = inferred ? 0 : mostParts; part < mostParts && from < length; part++) {
    const heard = judgedPart(evidence, from);
    const end = from + heard.length;
    const found =
      part === 0 && level
        ? level.level.beats
        : pathFinder(heard, placeWeights, fine())(period / band, period * band).beats;
    // A part goes on in the next where music goes on: its last beats are the next one's to tell.
    const goesOn =
      end < length && seconds[end]! - seconds[end - 1]! < overlap && seconds[end - 1]! - seconds[from]! > 2 * overlap;
    const until = goesOn ? seconds[end - 1]! - overlap : Number.POSITIVE_INFINITY;
    add(found, until);
    period = steadiness(found).period;
    from = end;
    while (goesOn && seconds[from - 1]! > until - 2 * period) from--;
  }
  if (from < length) add(trackBeats(partOf(onsetClusters(song), from), period), Number.POSITIVE_INFINITY);
  if (beats.length < 2) beats.push(beats[0]! + period);
  // What is tracked at one tempo may begin later than the music.
  const head = beats[1]! - beats[0]!;
  const before = Math.max(0, Math.ceil((beats[0]! - seconds[0]!) / head - 1e-6));
  const lead = Array.from({ length: Math.min(mostLead, before) }, (_, beat) => beats[0]! + (beat - before) * head);
  return [...lead, ...beats].map((beat) => nearest(seconds, beat));
});

/** Clusters from one on. */
const partOf = (clusters: OnsetClusters, from: number): OnsetClusters => ({
  length: clusters.length - from,
  seconds: clusters.seconds.subarray(from),
  weight: clusters.weight.subarray(from),
  bass: clusters.bass.subarray(from),
  first: clusters.first.subarray(from),
});

/** The cluster that plays a beat, where one is near; else the beat itself. */
function nearest(seconds: Float64Array, beat: number): number {
  let low = 0;
  let high = seconds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seconds[middle]! < beat) low = middle + 1;
    else high = middle;
  }
  const before = seconds[low - 1] ?? Number.NEGATIVE_INFINITY;
  const cluster = beat - before < seconds[low]! - beat ? before : seconds[low]!;
  return Math.abs(cluster - beat) <= onBeat ? cluster : beat;
}
