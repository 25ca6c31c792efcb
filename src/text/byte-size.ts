/** Sizes as people read them, in the units of the query language: a kilobyte is a thousand bytes. */
import { counted } from "./counted.ts";

const units = ["kB", "MB", "GB", "TB"] as const;

/** `1 byte`, `561.6 kB` */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return counted(Math.round(bytes), "byte");
  // What would be rounded to 1000.0 is one of the next unit.
  const power = Math.min(units.length, Math.floor((Math.log10(bytes) + 2e-5) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}
