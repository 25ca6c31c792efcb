/**
 * Table: published key profiles, the baselines of `bun run eval key`: weight of the twelve degrees from the tonic up, in
 * major and in minor, as printed in music21's and humdrum's documentation of the papers.
 */

/** A pair of profiles: major, minor. */
export interface KeyProfile {
  readonly name: string;
  readonly major: readonly number[];
  readonly minor: readonly number[];
}

/** The published profiles. */
export const keyProfiles: readonly KeyProfile[] = [
  {
    name: "Krumhansl-Kessler 1982",
    major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
    minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
  },
  {
    name: "Temperley CBMS 2001",
    major: [5, 2, 3.5, 2, 4.5, 4, 2, 4.5, 2, 3.5, 1.5, 4],
    minor: [5, 2, 3.5, 4.5, 2, 4, 2, 4.5, 3.5, 2, 1.5, 4],
  },
  {
    name: "Temperley Kostka-Payne 2007",
    major: [0.748, 0.06, 0.488, 0.082, 0.67, 0.46, 0.096, 0.715, 0.104, 0.366, 0.057, 0.4],
    minor: [0.712, 0.084, 0.474, 0.618, 0.049, 0.46, 0.105, 0.747, 0.404, 0.067, 0.133, 0.33],
  },
  {
    name: "Aarden-Essen 2003",
    major: [
      17.7661, 0.145624, 14.9265, 0.160186, 19.8049, 11.3587, 0.291248, 22.062, 0.145624, 8.15494, 0.232998, 4.95122,
    ],
    minor: [
      18.2648, 0.737619, 14.0499, 16.8599, 0.702494, 14.4362, 0.702494, 18.6161, 4.56621, 1.93186, 7.37619, 1.75623,
    ],
  },
  {
    name: "Bellman-Budge 2005",
    major: [16.8, 0.86, 12.95, 1.41, 13.49, 11.93, 1.25, 20.28, 1.8, 8.04, 0.62, 10.57],
    minor: [18.16, 0.69, 12.99, 13.34, 1.07, 11.15, 1.38, 21.07, 7.49, 1.53, 0.92, 10.21],
  },
  {
    name: "Sapp 2011",
    major: [2, 0, 1, 0, 1, 1, 0, 2, 0, 1, 0, 1],
    minor: [2, 0, 1, 1, 0, 1, 0, 2, 1, 0, 0.5, 0.5],
  },
  {
    name: "Albrecht-Shanahan 2013",
    major: [0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081],
    minor: [0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052],
  },
];

/** The key (mode * 12 + tonic) whose profile correlates best with the duration of the pitch classes. */
export function bestKey(durations: Float64Array, { major, minor }: KeyProfile): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let key = 0; key < 24; key++) {
    const turned = Float64Array.from({ length: 12 }, (_, degree) => durations[(degree + key) % 12] as number);
    const fit = correlation(turned, key < 12 ? major : minor);
    if (fit > most) {
      most = fit;
      best = key;
    }
  }
  return best;
}

function correlation(left: Float64Array, right: readonly number[]): number {
  const [a, b] = [left, Float64Array.from(right)].map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / 12;
    return values.map((value) => value - mean);
  }) as [Float64Array, Float64Array];
  const product = a.reduce((sum, value, n) => sum + value * (b[n] as number), 0);
  return product / Math.hypot(...a) / Math.hypot(...b);
}
