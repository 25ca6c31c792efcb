/** The notes of the open file, and those of its neighbors before somebody asks for them. */
import { effect, signal } from "@preact/signals";
import type { Problem } from "./answers.ts";
import { AskError, askBytes } from "./ask.ts";
import { decodeRoll, type RollSong } from "./decode.ts";
import { openFile, rows } from "./state.ts";

/** The open file's notes; undefined until they are there. */
export const song = signal<RollSong | undefined>(undefined);
/** Why they are not there. */
export const songProblem = signal<Problem | undefined>(undefined);
/** Seconds that the roll shows; the whole song unless somebody zoomed. */
export const view = signal({ from: 0, to: 1 });

const mostKept = 32;
/** Milliseconds at rest after which neighbors are fetched. */
const rest = 150;
const kept = new Map<string, Promise<RollSong>>();

/** The notes of a file; those that were asked for last are kept. @throws AskError */
export function rollOf(file: string): Promise<RollSong> {
  const found = kept.get(file) ?? askBytes(`files/${file}/notes`).then(decodeRoll);
  // The last used one is the last that goes.
  kept.delete(file);
  kept.set(file, found);
  found.catch(() => kept.delete(file));
  for (const name of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(name);
  }
  return found;
}

/** Shows the open file's notes from now on. */
export function keepRoll(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const file = openFile.value;
    clearTimeout(timer);
    song.value = undefined;
    songProblem.value = undefined;
    if (file === "") return;
    timer = setTimeout(() => prefetch(file), rest);
    rollOf(file).then(
      (found) => {
        if (openFile.peek() !== file) return;
        view.value = { from: 0, to: Math.max(1, found.seconds) };
        song.value = found;
      },
      (error: unknown) => {
        if (!(error instanceof AskError)) throw error;
        if (openFile.peek() === file) songProblem.value = error.problem;
      },
    );
  });
}

function prefetch(file: string): void {
  const all = rows.peek();
  const at = all.findIndex((row) => row.file === file);
  if (at < 0) return;
  for (const neighbor of [all[at + 1], all[at - 1]])
    if (neighbor)
      rollOf(neighbor.file).catch((error: unknown) => {
        // It is said when somebody opens it.
        if (!(error instanceof AskError)) throw error;
      });
}
