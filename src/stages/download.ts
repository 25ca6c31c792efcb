/** download: brings the bytes of files that lie elsewhere, many requests at a time; local files pass untouched. */
import { defaultLimits } from "../midi/limits.ts";
import type { Flow, Run } from "../pipeline/stage.ts";
import { refusalOf } from "../sources/refusal.ts";
import { fetchObject } from "../sources/s3.ts";
import type { Found } from "../sources/source.ts";

/** Options of `download`. */
export interface DownloadOptions {
  /** Requests under way at a time; 32 by default. */
  readonly requests?: number;
  /** Larger files are not fetched: `hash` rejects them as `too-large`. 64 MiB by default. */
  readonly maxBytes?: number;
}

/** 32 requests of 20 ms are 1,600 files/s, more than a core analyzes. */
const defaultRequests = 32;
/** Bytes that may be under way at a time, beside the first file. */
const maxBytesUnderWay = 64 * 1024 * 1024;

interface Coming<File> {
  readonly file: Promise<File | undefined>;
  readonly size: number;
}

/**
 * Fetches the bytes of objects in buckets, in the order in which they come. Between `changed` and `hash`, so that what
 * is known is not fetched. What cannot be fetched is rejected as `unreachable`.
 *
 * @example
 * pipeline(scan("s3://bucket/midi"), changed(db), download(), hash(), parse());
 */
export function download<File extends Found = Found>(options: DownloadOptions = {}): Flow<File, File> {
  const { requests = defaultRequests, maxBytes = defaultLimits.maxBytes } = options;
  return async function* fetched(items, run) {
    const coming: Coming<File>[] = [];
    let bytes = 0;
    const next = async (): Promise<File | undefined> => {
      const { file, size } = coming.shift() as Coming<File>;
      bytes -= size;
      return file;
    };
    for await (const item of items) {
      const isFar = item.object !== undefined && item.bytes === undefined && item.size <= maxBytes;
      if (!isFar && coming.length === 0) {
        yield item;
        continue;
      }
      while (coming.length >= requests || (coming.length > 0 && bytes + item.size > maxBytesUnderWay)) {
        const file = await next();
        if (file) yield file;
      }
      coming.push({ file: isFar ? fetchOne(item, run) : Promise.resolve(item), size: item.size });
      bytes += item.size;
    }
    while (coming.length > 0) {
      const file = await next();
      if (file) yield file;
    }
  };
}

async function fetchOne<File extends Found>(item: File, run: Run): Promise<File | undefined> {
  if (!item.object) return item;
  try {
    const bytes = await fetchObject(item.object);
    return { ...item, bytes };
  } catch (error) {
    const { code, message } = refusalOf(error, "unreachable");
    if (!run.signal.aborted) run.reject({ path: item.path, stage: "download", code, message });
    return undefined;
  }
}
