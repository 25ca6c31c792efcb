/** Trains what onset clusters say about their place in the beat: a softmax over the 24 places, additive in ranges of features. */
import {
  beatEvidence,
  beatFeatures,
  beatPlaces,
  beatRanges,
  fixedFeatures,
  rangeCount,
} from "../../src/hearing/time/beat-evidence.ts";
import type { Take } from "../performing/takes.ts";

/** Clusters of a take that are looked at, evenly over it. */
const mostClusters = 250;
const ridge = 2e-4;
const epochs = 60;
const rate = 0.08;
const features = fixedFeatures + beatFeatures;

/** Clusters of one take. */
export interface PlacedClusters {
  readonly source: string;
  /** Ranges, as many as features a cluster. */
  readonly ranges: Uint8Array;
  readonly places: Uint8Array;
}

/** Clusters between known beats, in parts of the mean of three beats. */
export function placedClusters({ source, song, beats }: Take): PlacedClusters {
  const evidence = beatEvidence(song);
  const ranges: number[] = [];
  const places: number[] = [];
  const own = new Uint8Array(beatFeatures);
  const stride = Math.max(1, Math.ceil(evidence.length / mostClusters));
  let beat = 0;
  for (let cluster = 0; cluster < evidence.length && beats.length > 2; cluster += stride) {
    const at = evidence.seconds[cluster]!;
    while (beat + 2 < beats.length && beats[beat + 1]! <= at) beat++;
    const period = beats[beat + 1]! - beats[beat]!;
    if (at < beats[beat]! || at > beats[beat + 1]! + 0.02 || period < 0.2 || period > 2.2) continue;
    const isInside = beat > 0 && beat + 2 < beats.length;
    beatRanges(evidence, cluster, isInside ? (beats[beat + 2]! - beats[beat - 1]!) / 3 : period, own);
    ranges.push(...evidence.fixed.subarray(cluster * fixedFeatures, (cluster + 1) * fixedFeatures), ...own);
    places.push(Math.round(((at - beats[beat]!) / period) * beatPlaces) % beatPlaces);
  }
  return { source, ranges: Uint8Array.from(ranges), places: Uint8Array.from(places) };
}

/** Weights of all ranges, a row of places each, by Adam; each source counts by its weight, whatever its size. */
export function trainPlaces(set: readonly PlacedClusters[], weightOf: (source: string) => number): Float32Array {
  const size = rangeCount * beatPlaces;
  const weights = new Float64Array(size);
  const [first, second, slope] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const count = new Map<string, number>();
  for (const { source, places } of set) count.set(source, (count.get(source) ?? 0) + places.length);
  const total = [...count.keys()].reduce((sum, source) => sum + weightOf(source), 0);
  const shares = new Float64Array(beatPlaces);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let n = 0; n < size; n++) slope[n] = ridge * weights[n]!;
    for (const { source, ranges, places } of set) {
      const own = weightOf(source) / total / count.get(source)!;
      for (let cluster = 0; cluster < places.length; cluster++) {
        shares.fill(0);
        const rows = ranges.subarray(cluster * features, (cluster + 1) * features);
        for (const range of rows) {
          for (let place = 0; place < beatPlaces; place++) shares[place]! += weights[range * beatPlaces + place]!;
        }
        let sum = 0;
        for (let place = 0; place < beatPlaces; place++) {
          shares[place] = Math.exp(shares[place]!);
          sum += shares[place]!;
        }
        for (let place = 0; place < beatPlaces; place++) shares[place]! /= sum;
        shares[places[cluster]!]! -= 1;
        for (const range of rows) {
          for (let place = 0; place < beatPlaces; place++) slope[range * beatPlaces + place]! += own * shares[place]!;
        }
      }
    }
    const step = rate * Math.min(1, 3 * (1 - epoch / (epochs + 1)));
    for (let n = 0; n < size; n++) {
      first[n] = 0.9 * first[n]! + 0.1 * slope[n]!;
      second[n] = 0.99 * second[n]! + 0.01 * slope[n]! ** 2;
      weights[n]! -= (step * first[n]!) / (1 - 0.9 ** epoch) / (Math.sqrt(second[n]! / (1 - 0.99 ** epoch)) + 1e-6);
    }
  }
  return Float32Array.from(weights);
}
