/**
 * The detector of encodings, jschardet. Its models are as large as all of midiq, so that only the first text that needs them
 * loads them. A song is read without waiting, and `require` is what loads without waiting on every runtime.
 */
import { createRequire } from "node:module";

type Detector = typeof import("jschardet");

let loaded: Detector | undefined;

/** The detector, loaded at the first call. */
export function detector(): Detector {
  loaded ??= createRequire(import.meta.url)("jschardet") as Detector;
  return loaded;
}
