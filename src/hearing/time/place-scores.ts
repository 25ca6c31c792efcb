/** What each cluster says of each place in a beat of a supposed length, computed where it is asked for. */
import { type BeatEvidence, beatFeatures, beatPlaces, beatRanges, fixedFeatures } from "./beat-evidence.ts";

/** Weight of what the clusters say: neighbours say much the same. */
const trust = 0.5;

/**
 * Log likelihood ratios of places, `beatPlaces` in a row, for one period of each cluster where somebody asked for them.
 * A class, because its arrays are read in the innermost loop and grow while it runs.
 */
export class PlaceScores {
  /** Where the row of a cluster (rows) and period (columns) begins in `scores`; -1 where it has to be added. */
  readonly rows: Int32Array;
  scores: Float32Array = new Float32Array(256 * beatPlaces);
  readonly #evidence: BeatEvidence;
  readonly #weights: Float32Array;
  readonly #periods: readonly number[];
  readonly #names: Int32Array;
  readonly #ranges = new Uint8Array(beatFeatures);
  readonly #sums = new Float64Array(beatPlaces);
  #used = 0;

  /** @param weights those of ranges, `beatPlaces` each. @param periods seconds, ascending. */
  constructor(evidence: BeatEvidence, weights: Float32Array, periods: readonly number[]) {
    this.#evidence = evidence;
    this.#weights = weights;
    this.#periods = periods;
    this.rows = new Int32Array(evidence.length * periods.length).fill(-1);
    this.#names = new Int32Array(this.rows.length);
  }

  /** Adds the row of a cluster and period, and returns where it begins. */
  add(cluster: number, period: number): number {
    const { rows } = this;
    const names = this.#names;
    const periods = this.#periods;
    const at = cluster * periods.length + period;
    const name = beatRanges(this.#evidence, cluster, periods[period]!, this.#ranges);
    names[at] = name;
    // Neighbouring periods mostly fall into the same ranges.
    if (period > 0 && rows[at - 1]! >= 0 && names[at - 1] === name) rows[at] = rows[at - 1]!;
    else if (period + 1 < periods.length && rows[at + 1]! >= 0 && names[at + 1] === name) rows[at] = rows[at + 1]!;
    else rows[at] = this.#compute(cluster);
    return rows[at]!;
  }

  #compute(cluster: number): number {
    const sums = this.#sums.fill(0);
    const weights = this.#weights;
    const { fixed } = this.#evidence;
    for (let n = 0; n < fixedFeatures + beatFeatures; n++) {
      const range = n < fixedFeatures ? fixed[cluster * fixedFeatures + n]! : this.#ranges[n - fixedFeatures]!;
      const from = range * beatPlaces;
      for (let place = 0; place < beatPlaces; place++) sums[place]! += weights[from + place]!;
    }
    let total = 0;
    for (let place = 0; place < beatPlaces; place++) total += Math.exp(sums[place]!);
    const mean = Math.log(total / beatPlaces);
    if (this.#used === this.scores.length) {
      const larger = new Float32Array(this.scores.length * 2);
      larger.set(this.scores);
      this.scores = larger;
    }
    const row = this.#used;
    for (let place = 0; place < beatPlaces; place++) this.scores[row + place] = (sums[place]! - mean) * trust;
    this.#used += beatPlaces;
    return row;
  }
}
