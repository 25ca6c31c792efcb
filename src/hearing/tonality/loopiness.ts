/** How much music is a loop: a short clip, or the same chords again and again. In loops the first chord is mostly home. */

/** Periods in windows: from a bar to sixteen bars of a fast song, 2 to 32 seconds. */
const shortest = 4;
const longest = 64;
/** A clip has at most so many windows (12 seconds); what has four times as many is none. */
const clipWindows = 24;
/** Share of windows whose chord comes back a period later: songs have less than the first, loops more than the second. */
const inSongs = 0.6;
const inLoops = 0.9;

/** From 0, a song, to 1, a clip, by its windows. */
export const clipness = (windows: number): number =>
  Math.max(0, Math.min(1, 1 - Math.log2(Math.max(1, windows) / clipWindows) / 2));

/**
 * From 0, a song, to 1, a loop.
 *
 * @param triad triads of windows, as `WindowChroma` has them.
 */
export function loopiness(triad: Uint8Array, from: number, to: number): number {
  // Periods are no whole windows: the chord of the window before counts as well. One bit a triad (silence is the last
  // one), so that a comparison is a shift, without a branch that nobody can predict.
  const near = new Uint32Array(to - from);
  for (let window = from + 1; window < to; window++)
    near[window - from] = (1 << triad[window]!) | (1 << triad[window - 1]!);
  let best = inSongs;
  for (let period = shortest; period <= longest && 2 * period <= to - from; period++) {
    const all = to - from - period;
    const most = (1 - best) * all;
    let missed = 0;
    for (let n = 0; n < all && missed <= most; n++) missed += ~(near[n + period]! >>> triad[from + n]!) & 1;
    best = Math.max(best, (all - missed) / all);
  }
  return Math.min(1, (best - inSongs) / (inLoops - inSongs));
}
