/** midiq open and midiq reveal: found files in the program that opens such files, or in their folders. */
import { createInterface } from "node:readline/promises";
import { findOpeners, findRevealers, foldersOf, openPaths, type Unopened } from "../../reach/openers.ts";
import { ownPaths } from "../../reach/own-paths.ts";
import { counted } from "../../text/counted.ts";
import { shortPath } from "../../text/short-path.ts";
import { type ChoosingOptions, choose } from "../chosen.ts";
import { exits, Mistake } from "../failure.ts";
import { notesOf } from "../own-path-notes.ts";

/** Options of `midiq open` and `midiq reveal`. */
export type OpenOptions = Omit<ChoosingOptions, "shuffle">;

/** Files that are opened unasked. */
const mostUnasked = 5;

/** Opens files in the program for them: 0, 1 when nothing was found, 2 when some could not be opened. */
export async function openFiles(words: readonly string[], options: OpenOptions): Promise<number> {
  const openers = findOpeners();
  const files = await choose(words, "open", options);
  if (files.length === 0) return exits.nothing;
  if (!(await isMeant("open", files.length, options))) return exits.nothing;
  const reach = ownPaths();
  const own = await reach.of(files);
  for (const note of notesOf(reach, "the program")) process.stderr.write(`${note}\n`);
  const paths = own.map((one) => one.own);
  return tell("Opened", await openPaths(paths, openers), own.length);
}

/** Shows files in their folders, each folder once; of a member of an archive the archive. */
export async function reveal(words: readonly string[], options: OpenOptions): Promise<number> {
  const revealers = findRevealers();
  const files = await choose(words, "reveal", options);
  if (files.length === 0) return exits.nothing;
  const { paths, inside } = foldersOf(files.map(({ path }) => path));
  if (!(await isMeant("show", paths.length, options, "folder"))) return exits.nothing;
  if (inside > 0) process.stderr.write(`note: ${counted(inside, "file")} inside an archive: midiq shows the archive\n`);
  return tell("Showed", await openPaths(paths, revealers), paths.length, "folder");
}

/** Asks before more than a few, where somebody can answer; `--limit` says that so many are meant. */
async function isMeant(verb: string, count: number, { limit }: OpenOptions, noun = "file"): Promise<boolean> {
  if (count <= mostUnasked || limit !== undefined) return true;
  const what = `${verb} ${counted(count, noun)}`;
  if (!process.stdin.isTTY)
    throw new Mistake(`Cannot ${what} without asking first: add --limit ${count}, or choose fewer`);
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await asking.question(`Do you want to ${what}? [y/N] `)).trim());
  } finally {
    asking.close();
  }
}

function tell(did: string, failed: readonly Unopened[], count: number, noun = "file"): number {
  for (const { path, program, status } of failed)
    process.stderr.write(`midiq: ${shortPath(path)}: ${program} ended with status ${status}\n`);
  const left = failed.length > 0 ? `, ${failed.length} failed` : "";
  process.stderr.write(`${did} ${counted(count - failed.length, noun)}${left}\n`);
  return failed.length > 0 ? exits.mistake : exits.found;
}
