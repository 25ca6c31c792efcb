/** How far a run is through what it was given. */
import { resolve } from "node:path";
import type { Source } from "../pipeline/stage.ts";
import type { Found } from "../sources/source.ts";
import { weigh, weightOf } from "../sources/weigh.ts";

/** What a run expects to find. */
export interface Expected {
  /** A source whose files are noted as they come. */
  readonly noted: (source: Source<Found>) => Source<Found>;
  /** The share of what is expected that has come, 0 to 1; undefined while nobody knows how much there is. */
  readonly share: () => number | undefined;
}

/** Where what a list on stdin, a bucket or a plugin holds is not known before. */
const isOnDisk = (path: string): boolean => !/^(?:-0?$|[a-z][a-z0-9_-]*:)/.test(path) && !path.includes("!/");

/** Begins to count what lies under the paths, beside the run. @param parts the run takes one of so many. */
export function expectedUnder(paths: readonly string[], signal: AbortSignal, parts = 1): Expected {
  let total: number | undefined;
  let come = 0;
  let archive = "";
  if (paths.every(isOnDisk)) {
    void weigh(
      paths.map((path) => resolve(path)),
      signal,
    ).then((weight) => {
      total = weight / parts;
    });
  }
  const note = (path: string): void => {
    const end = path.indexOf("!/");
    const next = end < 0 ? "" : path.slice(0, end);
    // An archive has come when what follows it begins.
    if (archive && archive !== next) come += weightOf(archive);
    archive = next;
    if (!archive) come++;
  };
  return {
    noted: (source) =>
      async function* noted(run) {
        for await (const file of source(run)) {
          note(file.path);
          yield file;
        }
      },
    share: () => (total === undefined || total === 0 ? undefined : Math.min(1, come / total)),
  };
}
