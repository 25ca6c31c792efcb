/** recall: known contents back from where their copies lie, so that they can be analyzed again. */
import { statSync } from "node:fs";
import { type RecallFilter, recalledContents, type StoredCopy } from "../catalogue/renewing/recall.ts";
import type { Opened } from "../catalogue/store.ts";
import type { FeatureColumn } from "../catalogue/tables/plan.ts";
import { contentId, createDigest } from "../digest.ts";
import { defaultLimits } from "../midi/limits.ts";
import { type Context, type Each, each, type Run, type Source, type Step } from "../pipeline/stage.ts";
import type { Hashed, Recalled, Recollection } from "../plugin/records.ts";
import { readFound } from "../sources/read.ts";
import { isBucketUrl } from "../sources/s3.ts";
import type { Found } from "../sources/source.ts";
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
 * `download()` and `reread()`. A content none of whose copies can be found is rejected as `gone`, or as
 * `elsewhere` where all lie on other machines.
 */
export function recall(
  { store }: Opened,
  { filter, wanted, sets, kept }: Recall,
  options: ScanOptions = {},
): Source<Recollection> {
  return async function* recalled(run) {
    const elsewhere: Elsewhere = new Map();
    const places = await store.places();
    for await (const contents of recalledContents(store, filter, kept)) {
      for (const { id, set, kept: values, copies: stored } of contents) {
        // What lies on another machine is not read here, whatever has that path.
        const copies = stored.flatMap((copy) => {
          const path = places.local(copy.path);
          return path === undefined ? [] : [{ ...copy, path }];
        });
        const [away] = copies.length > 0 ? [] : stored;
        if (away) {
          const message = `The file cannot be read here: ${places.whereabouts(away.path)}`;
          run.reject({ path: places.shown(away.path), stage: "recall", code: "elsewhere", message });
          continue;
        }
        const recalled: Recalled = { content: id, wanted, set: sets.get(set) ?? set, kept: values };
        const plain = copies.filter(isPlainFile);
        // Where an archive has it too, a file that has gone is not the end.
        const [first, ...others] = plain.length < copies.length ? plain.filter(isThere) : plain;
        if (first) yield { ...foundOf(first), recalled, others: others.map(foundOf) };
        else {
          const inside = copies.filter((copy) => !isPlainFile(copy));
          awaitElsewhere(elsewhere, { recalled, copies: inside, path: copies[0]?.path ?? "" }, run);
        }
      }
    }
    for (const [place, members] of elsewhere) {
      // What an archive turns out to lack may be awaited in one that was read already.
      elsewhere.delete(place);
      yield* recalledIn(place, members, elsewhere, run, options);
    }
  };
}

/** A content that lies in archives or buckets. */
interface Awaited {
  readonly recalled: Recalled;
  /** Copies that have not been looked for. */
  readonly copies: readonly StoredCopy[];
  /** Of the copy that is named when none is found. */
  readonly path: string;
}

/** What is awaited, by path, by what has to be scanned for it. */
type Elsewhere = Map<string, Map<string, Awaited>>;

const isPlainFile = ({ archive, path }: StoredCopy): boolean => archive === null && !isBucketUrl(path);
const foundOf = ({ path, size, mtime }: StoredCopy): Found => ({ path, size, mtime });

/** Whether a copy is where it was, as far as can be told without reading it. */
function isThere({ path, size }: StoredCopy): boolean {
  try {
    return statSync(path).size === size;
  } catch {
    return false;
  }
}

/** Awaits a content where the first of its copies lies. */
function awaitElsewhere(elsewhere: Elsewhere, { recalled, copies, path }: Awaited, run: Run): void {
  const [copy, ...others] = copies;
  if (!copy) {
    const message = path === "" ? "No copy of the file exists any more" : "The file is no longer where it was";
    run.reject({ path, stage: "recall", code: "gone", message });
    return;
  }
  // The outermost archive is read once, whatever is wanted of it.
  const place = isBucketUrl(copy.path)
    ? copy.path
    : copy.path.slice(0, copy.path.indexOf(`${copy.archive}!/`) + (copy.archive ?? "").length);
  const members = elsewhere.get(place) ?? new Map<string, Awaited>();
  elsewhere.set(place, members.set(copy.path, { recalled, copies: others, path }));
}

async function* recalledIn(
  place: string,
  members: Map<string, Awaited>,
  elsewhere: Elsewhere,
  run: Run,
  options: ScanOptions,
): AsyncGenerator<Recollection> {
  const quiet: Run = { ...run, count: () => {}, reject: () => {} };
  try {
    for await (const found of scan(place, options)(quiet)) {
      const awaited = members.get(found.path);
      if (!awaited) continue;
      members.delete(found.path);
      yield { ...found, recalled: awaited.recalled, others: [] };
    }
  } catch {
    // An archive that is not there any more: what was wanted of it may be in others.
  }
  for (const awaited of members.values()) awaitElsewhere(elsewhere, awaited, run);
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
      throw Object.assign(new Error("The file has changed or is no longer where it was"), { code: "gone" });
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
