/** The triad of each window of a windowed chroma. */

/** What the bass adds to the chord that has it as root, as a part of all that sounds in the window. */
const bassBonus = 0.3;
/** No triad: silence. */
export const noTriad = 255;

/** Semitones of a window's chroma from its bass up, an octave and a fifth: no root needs a remainder. */
const reach = 19;

/**
 * Best triad of each window, root + 12 if minor.
 *
 * @param bass lowest pitch of each window, `noPitch` where there is none.
 */
export function windowTriads(chroma: Float32Array, bass: Uint8Array, noPitch: number): Uint8Array {
  const found = new Uint8Array(bass.length);
  const above = new Float64Array(reach);
  // Where nothing sounds long enough to be a bass, that of the window before orders equal triads, at first the next one:
  // an order from C up would not move along with a transposition.
  let root = (bass.find((low) => low !== noPitch) ?? 0) % 12;
  for (let window = 0; window < bass.length; window++) {
    const row = window * 12;
    let all = 0;
    for (let at = row; at < row + 12; at++) all += chroma[at]!;
    if (all === 0) {
      found[window] = noTriad;
      continue;
    }
    const low = bass[window]!;
    if (low !== noPitch) root = low % 12;
    for (let n = 0, at = row + root; n < 12; n++) {
      above[n] = chroma[at]!;
      if (++at === row + 12) at = row;
    }
    for (let n = 12; n < reach; n++) above[n] = above[n - 12]!;
    const best = bestTriad(above, low === noPitch ? 0 : (bassBonus * all) / 2);
    const quality = best < 12 ? 0 : 12;
    const tonic = root + best - quality;
    found[window] = quality + (tonic < 12 ? tonic : tonic - 12);
  }
  return found;
}

/**
 * The major or minor triad that covers most of what sounds above a bass, root + 12 if minor; a root in the bass has a bonus.
 * Of equal ones the first above the bass, the major one first, so that a transposition moves it along.
 */
function bestTriad(above: Float64Array, bonus: number): number {
  let best = 0;
  let most = -1;
  for (let root = 0; root < 12; root++) {
    let bare = above[root]! + above[root + 7]!;
    if (bare === 0) continue;
    if (root === 0) bare += bonus;
    const major = above[root + 4]!;
    const minor = above[root + 3]!;
    const covered = bare + Math.max(major, minor);
    if (covered <= most) continue;
    most = covered;
    best = major < minor ? root + 12 : root;
  }
  return best;
}
