/** What a shell is told when somebody presses Tab. */
import type { Command } from "@commander-js/extra-typings";
import { createRegistry } from "../../plugin/registry.ts";
import { type CatalogueOptions, pluginsOf } from "../settings.ts";
import { isCell } from "../terminal.ts";
import { quickCandidates } from "./candidates.ts";
import { readLine } from "./line.ts";
import { placeIn, type WordCandidate } from "./place.ts";

/** Told in place of candidates where a path stands: shells know paths better. */
export const pathsHere = ":paths";

/** Characters at which bash begins a new word of its own, unless a quote is open. */
const bashBreaks = /^.*[:=]/s;
const mostTold = 200;

/**
 * Candidates for the last word of a line, each the whole word, with what they mean.
 *
 * @param line what was typed, up to the cursor.
 */
export async function candidatesFor(
  line: string,
  program: Command,
  options: CatalogueOptions,
): Promise<readonly WordCandidate[] | typeof pathsHere> {
  const { before, current } = readLine(line);
  const place = placeIn(program, before.slice(1), current);
  if (place.isPath) return pathsHere;
  const words = place.words.filter(({ text }) => text.startsWith(current));
  if (place.isField) {
    const { fields } = createRegistry(await pluginsOf(options));
    return fields
      .filter(({ name }) => name.startsWith(current))
      .map(({ name, description }) => ({ text: name, about: description }));
  }
  if (place.isTag) {
    const { candidates } = await quickCandidates(`tag ${current.slice(1)}`, options);
    return candidates.map(({ text, about }) => ({ text: (current[0] as string) + text, about }));
  }
  if (!place.query) return words;
  const earlier = place.query.map((word) => `${word} `).join("");
  const { start, candidates } = await quickCandidates(earlier + current, options);
  // Only what is typed of this word can be replaced.
  const kept = start < earlier.length ? undefined : current.slice(0, start - earlier.length);
  const found = kept === undefined ? [] : candidates.map(({ text, about }) => ({ text: kept + text, about }));
  const all = [...words, ...found];
  // Shells insert what all candidates begin with: one that only holds what was typed would take it away.
  const begun = all.filter(({ text }) => text.toLowerCase().startsWith(current.toLowerCase()));
  return (begun.length > 0 ? begun : all).slice(0, mostTold);
}

/** Candidates as lines: the word, a tab, what it means; for bash only the part that it takes for the word. */
export function linesFor(
  shell: "bash" | "zsh" | "fish",
  line: string,
  found: Awaited<ReturnType<typeof candidatesFor>>,
): readonly string[] {
  if (found === pathsHere) return [pathsHere];
  const { current, quote } = readLine(line);
  const before = shell === "bash" && !quote ? (bashBreaks.exec(current)?.[0].length ?? 0) : 0;
  // A name may hold what a line or a terminal would obey.
  return found
    .filter(({ text }) => isCell(text))
    .map(({ text, about }) => `${text.slice(before)}\t${about.replace(/\s+/g, " ")}`);
}
