/**
 * Drawn bars: `x...x...x...x...`, x a hit and . none, in steps that divide the bar evenly. A bar is stored as 48 bits,
 * bit 0 the downbeat, so that bars drawn in 8, 12, 16 and 24 steps can be compared.
 */
import { PatternError } from "./pattern.ts";

/** Parts of a bar. */
export const gridSteps = 48;
/** Numbers of steps that a bar is usually drawn in. */
const usual = "8, 12, 16 or 24";

/** Mask of a drawn bar. @throws PatternError */
export function parseGrid(text: string): number {
  const steps = [...text.replace(/[|\s]/g, "")];
  const odd = steps.find((step) => !/[xXoO.\-_]/.test(step));
  if (odd !== undefined) {
    const at = text.indexOf(odd);
    throw new PatternError(
      `\`${odd}\` is no step of a bar`,
      at,
      at + 1,
      "draw hits as x and the rest as dots: `x...x...x...x...`",
    );
  }
  if (steps.length < 4 || gridSteps % steps.length !== 0) {
    const near = [15, 17, 7, 9, 11, 13, 23, 25].includes(steps.length) ? " (one step too many or too few?)" : "";
    const hint = `use ${usual} steps per bar; this has ${steps.length}${near}`;
    throw new PatternError(`${steps.length} steps is not a bar grid`, 0, text.length, hint);
  }
  const width = gridSteps / steps.length;
  return steps.reduce((mask, step, n) => (/[xXoO]/.test(step) ? mask + 2 ** (n * width) : mask), 0);
}

/** Draws a bar in sixteen steps, or in as many as hold all of its hits. */
export function drawGrid(mask: number): string {
  const hits = BigInt(mask);
  const isHit = (part: number): boolean => ((hits >> BigInt(part)) & 1n) === 1n;
  const parts = Array.from({ length: gridSteps }, (_, part) => part).filter(isHit);
  const steps =
    [16, 12, 24, gridSteps].find((count) => parts.every((part) => part % (gridSteps / count) === 0)) ?? gridSteps;
  const width = gridSteps / steps;
  return Array.from({ length: steps }, (_, n) => (isHit(n * width) ? "x" : ".")).join("");
}
