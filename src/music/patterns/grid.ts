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
      `\`${odd}\` is not a step of a bar`,
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

/** Half of the parts, as many bits as are quick to look at. */
const half = gridSteps / 2;
/** Numbers of steps that a bar is drawn in, the best first. */
const drawn = [16, 12, 24, gridSteps] as const;

/** Draws a bar in sixteen steps, or in as many as hold all of its hits. */
export function drawGrid(mask: number): string {
  const [early, late] = [mask % 2 ** half, Math.floor(mask / 2 ** half)];
  const isHit = (part: number): boolean => (((part < half ? early : late) >> (part % half)) & 1) === 1;
  const hits: number[] = [];
  for (let part = 0; part < gridSteps; part++) if (isHit(part)) hits.push(part);
  const steps = drawn.find((count) => hits.every((part) => part % (gridSteps / count) === 0)) ?? gridSteps;
  let text = "";
  for (let part = 0; part < gridSteps; part += gridSteps / steps) text += isHit(part) ? "x" : ".";
  return text;
}
