/** Where a plot goes: a form, or a file whose ending names one; and the picture that is written there. */
import { AskedError } from "../errors.ts";
import type { Plot } from "./plot.ts";
import { leastWidth, mostWidth, type SvgOptions, svgOf } from "./svg/page.ts";
import { pngOf } from "./svg/png.ts";

/** A picture that is drawn: its form, and its file where it is written to one. */
export interface PlotTarget {
  readonly form: "svg" | "png";
  readonly file: string | undefined;
}

/**
 * Reads `svg`, `png`, or the name of a file that ends so, and looks at the width before anything is counted.
 *
 * @param width in pixels.
 * @throws AskedError `bad-target` for another form, `bad-width` for a width that no picture has.
 */
export function plotTarget(output: string, width?: number): PlotTarget {
  const form = /^(?:.*\.)?(svg|png)$/i.exec(output)?.[1]?.toLowerCase();
  if (form !== "svg" && form !== "png")
    throw new AskedError("bad-target", `Cannot plot to "${output}": expected FILE.svg, FILE.png, svg, json or text`);
  if (width !== undefined && (width < leastWidth || width > mostWidth))
    throw new AskedError("bad-width", `Cannot draw ${width} pixels wide: expected ${leastWidth} to ${mostWidth}`);
  return { form, file: output === form ? undefined : output };
}

/**
 * A plot as the bytes of a picture.
 *
 * @param note is told what the picture had to do without.
 * @throws MissingPackage where pixels need a package that is not installed.
 * @example
 * const png = await pictureOf(await plotQuery(db, "keys"), "png", { width: 1200 });
 */
export async function pictureOf(
  plot: Plot,
  form: PlotTarget["form"],
  options: SvgOptions = {},
  note: (line: string) => void = () => {},
): Promise<string | Uint8Array> {
  const svg = svgOf(plot, options);
  return form === "svg" ? svg : pngOf(svg, note);
}
