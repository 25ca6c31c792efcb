/** The loop of ../slab.ts in WebAssembly with vectors (vectors.wat), where the runtime has them. */
import { kernelBytes } from "./bytes.ts";

/** Rows from an address up to another whose likeness is `least` or more, to rounding: how many; their addresses stand in memory. */
type Scan = (row: number, end: number, least: number) => number;

let compiled: WebAssembly.Module | null | undefined;
const instances = new WeakMap<WebAssembly.Memory, Scan>();

/** The kernel on a memory; undefined where the runtime has no WebAssembly, or none with vectors. */
export function kernelOn(memory: WebAssembly.Memory): Scan | undefined {
  const known = instances.get(memory);
  if (known) return known;
  if (compiled === undefined) {
    try {
      const bytes = Uint8Array.from(atob(kernelBytes.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
      compiled = new WebAssembly.Module(bytes);
    } catch {
      compiled = null;
    }
  }
  if (compiled === null) return undefined;
  const { exports } = new WebAssembly.Instance(compiled, { slab: { memory } });
  const { scan } = exports as unknown as { readonly scan: Scan };
  instances.set(memory, scan);
  return scan;
}
