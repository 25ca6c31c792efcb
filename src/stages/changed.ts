/** changed: passes on what is new or changed since the store last saw it; the rest is not even read. */
import { createClaims, openClaims } from "../pipeline/claims.ts";
import type { Flow } from "../pipeline/stage.ts";
import type { Found } from "../sources/source.ts";
import { createSurvey, type KnowsCopies, type Survey } from "./survey.ts";

/** One 63-bit word for a path in a state. */
const stateOf = (id: bigint, size: number, mtime: number): bigint =>
  (id ^ (BigInt(size) * 0x9e3779b97f4a7c15n) ^ (BigInt(Math.trunc(mtime)) * 0xc2b2ae3d27d4eb4fn)) & 0x7fffffffffffffffn;

/**
 * Skips files whose path, size and time of last change the store knows; counts them as `unchanged`, and as `named twice`
 * what comes more than once in a run (`add a a/b`).
 *
 * @param survey is told which known files are there.
 */
export function changed(store: KnowsCopies, survey: Survey = createSurvey()): Flow<Found, Found> {
  return async function* fresh(items, run) {
    await survey.begin(store);
    const fresh = openClaims(createClaims());
    let sequence = 0;
    for await (const file of items) {
      const { id, meeting, placed } = survey.meet(file);
      if (meeting === "unchanged" || meeting === "returned") run.count("unchanged");
      else if (meeting === "again") run.count("named twice");
      else if (meeting === "changed" || fresh.claim(stateOf(id, file.size, file.mtime), sequence++) === "first")
        yield placed ? { ...file, placed } : file;
      else run.count("named twice");
    }
  };
}
