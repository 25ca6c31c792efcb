/** midiq open and midiq reveal: found files in the program that opens such files, or in their folders. */
import { createInterface } from "node:readline/promises";
import { archiveOf } from "../../plugin/names.ts";
import { counted } from "../../text/counted.ts";
import { shortPath } from "../../text/short-path.ts";
import { exits, Mistake } from "../failure.ts";
import { ownPaths } from "../own-paths.ts";
import { type ChoosingOptions, choose } from "../reach/chosen.ts";
import { findOpeners, findRevealers, type Opener } from "../reach/openers.ts";
import { launch } from "../reach/programs.ts";

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
  const reach = ownPaths("the program");
  const own = await reach.of(files);
  for (const note of reach.notes()) process.stderr.write(`${note}\n`);
  return tell(
    "Opened",
    await tryAll(
      openers,
      own.map((one) => one.own),
    ),
    own.length,
  );
}

/** Shows files in their folders, each folder once; of a member of an archive the archive. */
export async function reveal(words: readonly string[], options: OpenOptions): Promise<number> {
  const revealers = findRevealers();
  const files = await choose(words, "reveal", options);
  if (files.length === 0) return exits.nothing;
  const places = new Map<string, string>();
  let inside = 0;
  for (const { path } of files) {
    const archive = archiveOf(path);
    const place = archive === null ? path : path.slice(0, path.indexOf(`${archive}!/`) + archive.length);
    if (archive !== null) inside++;
    if (place.includes("://"))
      throw new Mistake(`Cannot show "${place}": it is in a bucket, not in a folder of this machine`);
    const folder = place.slice(0, place.lastIndexOf("/"));
    places.set(folder, places.get(folder) ?? place);
  }
  if (!(await isMeant("show", places.size, options, "folder"))) return exits.nothing;
  if (inside > 0) process.stderr.write(`note: ${counted(inside, "file")} inside an archive: midiq shows the archive\n`);
  return tell("Showed", await tryAll(revealers, [...places.values()]), places.size, "folder");
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

/** Paths that nothing could open, and the program that failed last. */
interface Failed {
  readonly path: string;
  readonly program: string;
  readonly status: number | null;
}

async function tryAll(openers: readonly Opener[], paths: readonly string[]): Promise<readonly Failed[]> {
  const failed: Failed[] = [];
  for (const path of paths) {
    let last: Failed | undefined;
    for (const { call, isMute } of openers) {
      const calling = call(path);
      const { status } = await launch(calling);
      last = status === null || status === 0 || isMute ? undefined : { path, program: calling.program, status };
      if (!last) break;
    }
    if (last) failed.push(last);
  }
  return failed;
}

function tell(did: string, failed: readonly Failed[], count: number, noun = "file"): number {
  for (const { path, program, status } of failed)
    process.stderr.write(`midiq: ${shortPath(path)}: ${program} ended with status ${status}\n`);
  const left = failed.length > 0 ? `, ${failed.length} failed` : "";
  process.stderr.write(`${did} ${counted(count - failed.length, noun)}${left}\n`);
  return failed.length > 0 ? exits.mistake : exits.found;
}
