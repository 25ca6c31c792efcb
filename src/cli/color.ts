/** Whether what a terminal shows is colored. */

/** When there are colours. */
export type ColorWhen = "auto" | "always" | "never";

/** Whether an output is coloured: NO_COLOR (no-color.org) and TERM=dumb count unless the person asks for colours. */
export function hasColor(when: ColorWhen | undefined, out: { readonly isTTY?: boolean }): boolean {
  if (when === "always" || when === "never") return when === "always";
  const { NO_COLOR, TERM } = process.env;
  return out.isTTY === true && !NO_COLOR && TERM !== "dumb";
}
