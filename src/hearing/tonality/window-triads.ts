/** The triad of each window of a windowed chroma. */

/** What the bass adds to the chord that has it as root, as a part of all that sounds in the window. */
const bassBonus = 0.3;
/** No triad: silence. */
export const noTriad = 255;

/**
 * Best triad of each window, root + 12 if minor.
 *
 * @param bass lowest pitch of each window, `noPitch` where there is none.
 */
export function windowTriads(chroma: Float32Array, bass: Uint8Array, noPitch: number): Uint8Array {
  return bass.map((low, window) => bestTriad(chroma, window * 12, low === noPitch ? undefined : low % 12));
}

/**
 * The major or minor triad that covers most of what sounds in a window; `noTriad` in silence. Of equal ones the first above the
 * bass, the major one first, so that a transposition moves it along.
 */
function bestTriad(chroma: Float32Array, row: number, low: number | undefined): number {
  let all = 0;
  for (let at = row; at < row + 12; at++) all += chroma[at]!;
  if (all === 0) return noTriad;
  const bassRoot = low ?? loudest(chroma, row);
  const bonus = low === undefined ? 0 : (bassBonus * all) / 2;
  let best = bassRoot;
  let most = -1;
  for (let above = 0; above < 12; above++) {
    const root = bassRoot + above < 12 ? bassRoot + above : bassRoot + above - 12;
    const tonic = chroma[row + root]!;
    const fifth = chroma[row + (root < 5 ? root + 7 : root - 5)]!;
    if (tonic + fifth === 0) continue;
    const bare = tonic + fifth + (above === 0 ? bonus : 0);
    const major = bare + chroma[row + (root < 8 ? root + 4 : root - 8)]!;
    const minor = bare + chroma[row + (root < 9 ? root + 3 : root - 9)]!;
    if (major > most) {
      most = major;
      best = root;
    }
    if (minor > most) {
      most = minor;
      best = root + 12;
    }
  }
  return best;
}

function loudest(chroma: Float32Array, row: number): number {
  let best = 0;
  for (let pitchClass = 1; pitchClass < 12; pitchClass++) {
    if (chroma[row + pitchClass]! > chroma[row + best]!) best = pitchClass;
  }
  return best;
}
