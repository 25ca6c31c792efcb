/** The frame of a plot of files: what was asked for, how many were found, and whether that is an estimate. */

import type { Found } from "../catalogue/asking/tally.ts";
import { plain } from "../text/plain.ts";
import { files, type Plot } from "./plot.ts";

/** The frame of a plot of files: what the panels stand under. @param query as it was typed; empty for all files. */
export function plotOf(
  found: Found,
  query: string,
  title: string,
  panels: Plot["panels"],
  notes: readonly string[] = [],
): Plot {
  const isEstimate = found.scale > 1;
  const counted = `${isEstimate ? "≈ " : ""}${files(found.files)}`;
  const asked = query.trim();
  return {
    title,
    subtitle: asked === "" ? `all ${counted}` : `${plain(asked)} · ${counted}`,
    panels: found.files === 0 ? [] : panels,
    notes: [...notes, ...(isEstimate ? ["counts are estimated from a sample"] : [])],
    count: found.files,
    isEstimate,
  };
}
