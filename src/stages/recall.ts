/** recall: known contents back from where their copies lie, so that they can be analyzed again. */
import { contentId, createDigest } from "../digest.ts";
import { defaultLimits } from "../midi/limits.ts";
import { type Context, type Each, each, type Run, type Source, type Step } from "../pipeline/stage.ts";
import type { Hashed, Recalled, Recollection } from "../plugin/records.ts";
import { readFound } from "../sources/read.ts";
import { isBucketUrl } from "../sources/s3.ts";
import type { Found } from "../sources/source.ts";
import type { FeatureColumn } from "../store/plan.ts";
import type { RecallFilter, StoredContent, StoredCopy } from "../store/recall.ts";
import type { Store } from "../store/store.ts";
import { type ScanOptions, scan } from "./scan.ts";

/** What is to be recalled, and what for. */
export interface Recall {
  readonly filter: RecallFilter;
  readonly wanted: readonly string[];
  /** Number of the set that values will be of, by the number of the set before. */
  readonly sets: ReadonlyMap<number, number>;
  /** Columns whose stored values are needed for index terms. */
  readonly kept: readonly FeatureColumn[];
}

/**
 * A source of known contents: files as they lie, members of archives by one reading of each archive. Follow it with
 * `download()` and `reread()`. A content none of whose copies can be found is rejected as `gone`.
 */
export function recall(
  db: Store,
  { filter, wanted, sets, kept }: Recall,
  options: ScanOptions = {},
): Source<Recollection> {
  return async function* recalled(run) {
    /** Contents that lie in archives or buckets only, by what has to be scanned for them. */
    const elsewhere = new Map<string, Map<string, Recalled>>();
    for await (const contents of db.recall(filter, kept)) {
      for (const content of contents) {
        const recalled: Recalled = {
          content: content.id,
          wanted,
          set: sets.get(content.set) ?? content.set,
          kept: content.kept,
        };
        const [first, ...others] = content.copies.filter(isPlainFile).map(foundOf);
        if (first) yield { ...first, recalled, others };
        else awaitElsewhere(elsewhere, content, recalled, run);
      }
    }
    for (const [place, members] of elsewhere) yield* recalledIn(place, members, run, options);
  };
}

const isPlainFile = ({ archive, path }: StoredCopy): boolean => archive === null && !isBucketUrl(path);
const foundOf = ({ path, size, mtime }: StoredCopy): Found => ({ path, size, mtime });

function awaitElsewhere(
  elsewhere: Map<string, Map<string, Recalled>>,
  { copies }: StoredContent,
  recalled: Recalled,
  run: Run,
): void {
  const [copy] = copies;
  if (!copy) {
    run.reject({ path: "", stage: "recall", code: "gone", message: "No copy of the file is left" });
    return;
  }
  // The outermost archive is read once, whatever is wanted of it.
  const place = isBucketUrl(copy.path)
    ? copy.path
    : copy.path.slice(0, copy.path.indexOf(`${copy.archive}!/`) + (copy.archive ?? "").length);
  const members = elsewhere.get(place) ?? new Map<string, Recalled>();
  elsewhere.set(place, members.set(copy.path, recalled));
}

async function* recalledIn(
  place: string,
  members: Map<string, Recalled>,
  run: Run,
  options: ScanOptions,
): AsyncGenerator<Recollection> {
  const quiet: Run = { ...run, count: () => {}, reject: () => {} };
  try {
    for await (const found of scan(place, options)(quiet)) {
      const recalled = members.get(found.path);
      if (!recalled) continue;
      members.delete(found.path);
      yield { ...found, recalled, others: [] };
    }
  } catch {
    // An archive that is not there any more: what was wanted of it is told below.
  }
  for (const path of members.keys()) {
    run.reject({ path, stage: "recall", code: "gone", message: "The file is no longer where it was" });
  }
}

/** Reads recalled files: bytes whose hash is not that of the content, or that are not there, are looked for in its other copies. */
export function reread(options: { readonly maxBytes?: number } = {}): Each<Recollection, Hashed> {
  return each({ stage: "reread", module: import.meta.url, name: "startReread", start: startReread, options });
}

/** Starts the step in a thread. */
export async function startReread(
  options: { readonly maxBytes?: number },
  _context: Context,
): Promise<Step<Recollection, Hashed>> {
  const digest = await createDigest();
  const maxBytes = options.maxBytes ?? defaultLimits.maxBytes;
  return {
    each: ({ others, ...file }) => {
      for (const found of [file, ...others]) {
        const bytes = bytesOf(found, maxBytes);
        const hash = bytes && digest(bytes);
        if (bytes && hash && contentId(hash) === file.recalled.content) return { ...file, ...found, bytes, hash };
      }
      throw Object.assign(new Error("The file has changed, or is no longer where it was"), { code: "gone" });
    },
  };
}

function bytesOf(found: Found, maxBytes: number): Uint8Array | undefined {
  try {
    return readFound(found, maxBytes);
  } catch {
    return undefined;
  }
}
