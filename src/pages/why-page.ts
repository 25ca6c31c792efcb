/** Why a query finds a file or does not: its conditions as a tree, each with what the file has. */
import { evidenceText } from "../catalogue/asking/evidence-text.ts";
import type { Reason } from "../catalogue/asking/why.ts";

/**
 * A line for each condition, with what the file has there; parts of a condition are indented below it.
 *
 * @example
 * console.log(whyPage(await db.why("song.mid", "song.mid", "bpm 120..130 key C")).join("\n"));
 */
export function whyPage(reason: Reason, indent = ""): readonly string[] {
  const { text, holds, parts, evidence, likeness } = reason;
  const told = [
    ...valueText(reason),
    ...(likeness === undefined ? [] : [`likeness ${likeness.toFixed(3)}`]),
    ...(evidence.length > 0 ? [evidenceText(evidence)] : []),
  ];
  const own = `${indent}${holds ? "✓" : "✗"} ${text}${told.length > 0 ? `   ${told.join("; ")}` : ""}`;
  return [own, ...parts.flatMap((part) => whyPage(part, `${indent}  `))];
}

/** Longest value that is told: texts of patterns go on for pages. */
const longest = 60;

function valueText({ values }: Reason): readonly string[] {
  const entries = Object.entries(values);
  const [first] = entries;
  if (!first) return [];
  const [name, value] = first;
  const about = entries
    .slice(1)
    .flatMap(([, one]) => (one === null ? [] : [typeof one === "number" ? one.toFixed(2) : String(one)]));
  const shown = value === null ? "unknown" : Array.isArray(value) ? value.join(", ") : String(value);
  const cut = shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
  return [`${name} ${cut}${about.length > 0 ? ` (${about.join(", ")})` : ""}`];
}
