/**
 * Objects of a bucket, through the S3 client that Bun has built in; on other runtimes they are refused. Credentials,
 * region and endpoint come from the usual variables (S3_ or AWS_ACCESS_KEY_ID, _SECRET_ACCESS_KEY, _REGION, _ENDPOINT).
 */
import { type Archive, archiveFiles, archiveMembers } from "./archive.ts";
import { bytesIn } from "./bytes.ts";
import { archiveKind, isForeignFolder } from "./kinds.ts";
import { Refusal, refusalOf } from "./refusal.ts";
import { isInShard } from "./shard.ts";
import { type Found, isMidiName, type S3Object, type SourceContext } from "./source.ts";

/** What of Bun's client is used. */
interface Client {
  readonly list: (query: { readonly prefix: string; readonly continuationToken?: string }) => Promise<Page>;
  readonly file: (key: string) => { readonly bytes: () => Promise<Uint8Array> };
}
interface Page {
  readonly contents?: readonly {
    readonly key: string;
    readonly size?: number;
    readonly lastModified?: string | Date;
  }[];
  readonly isTruncated?: boolean;
  readonly nextContinuationToken?: string;
}

/** True for `s3://bucket/prefix`. */
export const isBucketUrl = (path: string): boolean => path.startsWith("s3://");

const clients = new Map<string, Client>();
function clientOf(bucket: string): Client {
  const known = clients.get(bucket);
  if (known) return known;
  // The types of Bun are not known where the library is checked for Deno.
  const { Bun: bun } = globalThis as { readonly Bun?: { readonly S3Client?: new (options: object) => Client } };
  if (!bun?.S3Client)
    throw new Refusal("missing-client", `Cannot read s3://${bucket}: it needs Bun, whose S3 client is used`);
  const client = new bun.S3Client({ bucket });
  clients.set(bucket, client);
  return client;
}

/** Requests that fail for a moment are made again, after so many milliseconds. */
const pauses = [100, 400, 1600] as const;
/** Answers that another request does not change. */
const final =
  /NoSuchKey|NoSuchBucket|AccessDenied|Forbidden|SignatureDoesNotMatch|InvalidAccessKeyId|MISSING_CREDENTIALS/i;

async function request<Answer>(what: string, make: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await make();
    } catch (error) {
      const { code = "", message = "" } = (error ?? {}) as { code?: string; message?: string };
      const pause = pauses[attempt];
      if (pause === undefined || final.test(`${code} ${message}`)) {
        throw new Refusal("unreachable", `Cannot read ${what}: ${message || code || "no answer"}`, error);
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/**
 * The bytes of an object.
 *
 * @throws Refusal `unreachable`, after three more attempts where another may help; `missing-client`.
 */
export function fetchObject({ bucket, key }: S3Object): Promise<Uint8Array> {
  const client = clientOf(bucket);
  return request(`s3://${bucket}/${key}`, () => client.file(key).bytes());
}

/** Pages of a listing; the next one is asked for while the last is worked on. */
async function* pagesOf(bucket: string, prefix: string): AsyncGenerator<Page, void> {
  const client = clientOf(bucket);
  const ask = (token?: string): Promise<Page> =>
    request(`s3://${bucket}/${prefix}`, () =>
      client.list(token === undefined ? { prefix } : { prefix, continuationToken: token }),
    );
  let next: Promise<Page> | undefined = ask();
  while (next) {
    const page: Page = await next;
    next = page.isTruncated && page.nextContinuationToken ? ask(page.nextContinuationToken) : undefined;
    // Its failure is seen when it is awaited, not before.
    next?.catch(() => {});
    yield page;
  }
}

/**
 * The MIDI files below `s3://bucket/prefix`, without their bytes; a prefix ends at a slash or names one object, which
 * is taken whatever its name. Archives are fetched whole and read in memory.
 *
 * @throws Refusal `unreachable` when the listing cannot be begun, `missing-client`; Error ENOENT when nothing is there.
 */
export async function* objectsUnder(url: string, context: SourceContext): AsyncGenerator<Found, void> {
  const [named = "", inside] = splitMember(url);
  const { bucket, prefix } = partsOf(named);
  let listed = 0;
  try {
    for await (const page of pagesOf(bucket, prefix)) {
      for (const { key, size = 0, lastModified } of page.contents ?? []) {
        if (context.signal.aborted) return;
        const below = key === prefix ? "" : belowOf(key, prefix);
        if (below === undefined) continue;
        listed++;
        const mtime = lastModified === undefined ? 0 : new Date(lastModified).getTime();
        const found: Found = { path: `s3://${bucket}/${key}`, size, mtime, object: { bucket, key } };
        const folders = below.split("/");
        const name = folders.pop() || key.slice(key.lastIndexOf("/") + 1);
        if (key.endsWith("/") || folders.some(isForeignFolder)) continue;
        if (context.shard && !isInShard(context.shard, size)) continue;
        if (archiveKind(name)) yield* archiveObject(found, name, context, inside);
        else if (inside === undefined && (below === "" || isMidiName(name))) yield found;
        else if (inside === undefined && !name.startsWith(".")) context.passedOver?.();
      }
    }
    if (listed > 0 && inside === undefined && !context.signal.aborted) {
      for (const prefix of prefixesOf(named)) context.notes?.walked(prefix);
    }
  } catch (error) {
    if (listed === 0) throw error;
    const { code, message } = refusalOf(error, "unreachable");
    context.unreadable({ path: url, code, message });
  }
  if (listed === 0) {
    throw Object.assign(new Error(`ENOENT: no such object or prefix, scan '${url}'`), {
      code: "ENOENT",
      syscall: "scan",
      path: url,
    });
  }
}

/** `s3://bucket/pack.zip!/x.mid` is a member of an object. */
function splitMember(url: string): readonly [string, string?] {
  const at = url.indexOf("!/");
  return at < 0 ? [url] : [url.slice(0, at), url.slice(at + 2)];
}

/** How the paths begin of what lies below a prefix: `s3://bucket/packs/`, and of the members of one archive. */
const prefixesOf = (url: string): readonly string[] => (url.endsWith("/") ? [url] : [`${url}/`, `${url}!/`]);

function partsOf(url: string): S3Place {
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(url) ?? [];
  if (bucket === "") throw new Refusal("unreachable", `Cannot read "${url}": expected s3://bucket/prefix`);
  return { bucket, prefix };
}
interface S3Place {
  readonly bucket: string;
  readonly prefix: string;
}

/** The part of a key below a prefix, when it lies below it as below a folder. */
function belowOf(key: string, prefix: string): string | undefined {
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  return key.startsWith(folder) ? key.slice(folder.length) : undefined;
}

async function* archiveObject(
  found: Found,
  name: string,
  context: SourceContext,
  inside: string | undefined,
): AsyncGenerator<Found, void> {
  const { path, size, mtime, object } = found;
  const kind = archiveKind(name);
  if (!kind || !object) return;
  try {
    const { maxArchiveBytes } = context.limits;
    const open = async (): Promise<Archive> => {
      if (size > maxArchiveBytes) {
        throw new Refusal("too-large", `Cannot open an archive of ${size} bytes: the limit is ${maxArchiveBytes}`);
      }
      return { path, mtime, bytes: bytesIn(await fetchObject(object)) };
    };
    if (inside === undefined) yield* archiveFiles({ path, size, mtime }, kind, context, open);
    else yield* archiveMembers(await open(), kind, context, inside);
  } catch (error) {
    const { code, message } = refusalOf(error, "unreachable");
    context.unreadable({ path, code, message });
  }
}
