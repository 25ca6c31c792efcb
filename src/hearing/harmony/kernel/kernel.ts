/** The loop of emissions.ts in WebAssembly with vectors of four (emissions.wat), where the runtime has them. */
import { kernelBytes } from "./bytes.ts";

/** Beats that the memory of the kernel holds; the layout stands in emissions.wat. */
const mostBeats = 1024;
const at = { joint: 960, chroma: 2048, bass: 51_296, scores: 100_448, sums: 206_944 };
const stride = 26;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly score: (beats: number) => void;
}

/** Weights as the kernel takes them. */
export interface KernelWeights {
  /** Major, then minor: five groups of 24 roots, written twice and backwards. */
  readonly rows: ArrayLike<number>;
  /** Eight of major, eight of minor, then both constants. */
  readonly joint: ArrayLike<number>;
}

let loaded: Exports | null | undefined;

/** The kernel; null where the runtime has no WebAssembly, or none with vectors. */
function kernel(): Exports | null {
  if (loaded !== undefined) return loaded;
  try {
    const bytes = Uint8Array.from(atob(kernelBytes.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
    loaded = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Exports;
  } catch {
    loaded = null;
  }
  return loaded;
}

/**
 * Logarithms of the probabilities of 25 classes for beats that are no silence, into rows of 25.
 *
 * @returns false where there is no kernel; nothing is written then.
 */
export function scoreBeats(
  { length, chroma, bass }: { readonly length: number; readonly chroma: Float32Array; readonly bass: Float32Array },
  { rows, joint }: KernelWeights,
  into: Float32Array,
): boolean {
  const found = kernel();
  if (!found) return false;
  const memory = new Float32Array(found.memory.buffer);
  memory.set(rows);
  memory.set(joint, at.joint / 4);
  for (let from = 0; from < length; from += mostBeats) {
    const beats = Math.min(mostBeats, length - from);
    const [before, behind] = [from > 0 ? 1 : 0, from + beats < length ? 1 : 0];
    const first = at.chroma / 4;
    memory.fill(0, first, first + 12);
    memory.fill(0, first + (beats + 1) * 12, first + (beats + 2) * 12);
    memory.set(chroma.subarray((from - before) * 12, (from + beats + behind) * 12), first + (1 - before) * 12);
    memory.set(bass.subarray(from * 12, (from + beats) * 12), at.bass / 4);
    found.score(beats);
    for (let beat = 0; beat < beats; beat++) {
      const row = at.scores / 4 + beat * stride;
      const total = memory[row + 25]! + Math.log(memory[at.sums / 4 + beat]!);
      const own = (from + beat) * 25;
      for (let n = 0; n < 25; n++) into[own + n] = memory[row + n]! - total;
    }
  }
  return true;
}
