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
    const learn = await survey.begin(store);
    const fresh = openClaims(createClaims());
    let sequence = 0;
    for await (const file of learn ? learnt(items, learn) : items) {
      const { id, meeting, placed } = survey.meet(file);
      if (meeting === "unchanged" || meeting === "returned") run.count("unchanged");
      else if (meeting === "again") run.count("named twice");
      else if (meeting === "changed" || fresh.claim(stateOf(id, file.size, file.mtime), sequence++) === "first")
        yield placed ? { ...file, placed } : file;
      else run.count("named twice");
    }
  };
}

/** Files that the store is asked about together, and how long the first of them waits for others. */
const mostAsked = 256;
const patienceMilliseconds = 50;

/** The files, each when the store was asked what it knows of it. */
async function* learnt(
  items: AsyncIterable<Found>,
  learn: (files: readonly Found[]) => Promise<void>,
): AsyncGenerator<Found> {
  const iterator = items[Symbol.asyncIterator]();
  let coming: Promise<IteratorResult<Found>> | undefined;
  try {
    for (let isDone = false; !isDone; ) {
      const files: Found[] = [];
      let timer: ReturnType<typeof setTimeout> | undefined;
      let late: Promise<undefined> | undefined;
      while (files.length < mostAsked) {
        coming ??= iterator.next();
        const result = await (late ? Promise.race([coming, late]) : coming);
        if (result === undefined) break;
        coming = undefined;
        isDone = result.done === true;
        if (result.done) break;
        files.push(result.value);
        late ??= new Promise((resolve) => {
          timer = setTimeout(() => resolve(undefined), patienceMilliseconds);
        });
      }
      clearTimeout(timer);
      if (files.length > 0) await learn(files);
      yield* files;
    }
  } finally {
    await iterator.return?.();
  }
}
