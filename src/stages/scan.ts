/** scan: finds MIDI files under the given paths. */
import type { Run, Source } from "../pipeline/stage.ts";
import { filesUnder } from "../sources/folder.ts";
import type { Found } from "../sources/source.ts";

/**
 * A source of the MIDI files under some paths: folders are walked (hidden ones aside), zip archives are read in
 * place, other files are taken whatever their name. What cannot be read is rejected by the stage `scan`.
 *
 * @throws Error ENOENT when a path that was named does not exist.
 * @example
 * for await (const file of pipeline(scan("~/midi"))) console.log(file.path, file.size);
 */
export function scan(...paths: readonly string[]): Source<Found> {
  return async function* found(run: Run) {
    const context = {
      signal: run.signal,
      unreadable: (problem: { path: string; code: string; message: string }) =>
        run.reject({ ...problem, stage: "scan" }),
    };
    for (const path of paths) {
      for await (const file of filesUnder(path, context)) {
        run.count("found");
        yield file;
      }
    }
  };
}
