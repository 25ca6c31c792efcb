// A local server that answers ListObjectsV2 and GetObject, pages its listings, and keeps books.

/** A server of one bucket. */
export interface Bucket {
  readonly url: string;
  /** Keys that were fetched, in order. */
  readonly fetched: string[];
  readonly lists: () => number;
  /** Most requests for objects that were under way together. */
  readonly together: () => number;
  readonly stop: () => Promise<void>;
}

const escaped = (text: string): string => text.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * Serves objects.
 *
 * @param latency milliseconds that each answer takes.
 * @param failing keys, each with how often it fails before it is given.
 */
export function serveBucket(
  objects: ReadonlyMap<string, Uint8Array>,
  { maxKeys = 2, latency = 0, failing = new Map<string, number>() } = {},
): Bucket {
  const fetched: string[] = [];
  let lists = 0;
  let under = 0;
  let together = 0;
  const list = (query: URLSearchParams): Response => {
    lists++;
    const prefix = query.get("prefix") ?? "";
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    const from = Number(query.get("continuation-token") ?? 0);
    const page = keys.slice(from, from + maxKeys);
    const more = from + page.length < keys.length;
    const contents = page.map(
      (key) =>
        `<Contents><Key>${escaped(key)}</Key><LastModified>2024-05-06T07:08:09.000Z</LastModified><ETag>"${Bun.hash(objects.get(key) as Uint8Array)}"</ETag><Size>${objects.get(key)?.length}</Size></Contents>`,
    );
    const next = more ? `<NextContinuationToken>${from + page.length}</NextContinuationToken>` : "";
    return new Response(
      `<?xml version="1.0"?><ListBucketResult><Name>music</Name><Prefix>${escaped(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${maxKeys}</MaxKeys><IsTruncated>${more}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`,
      { headers: { "content-type": "application/xml" } },
    );
  };
  const problem = (status: number, code: string): Response =>
    new Response(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`, { status });
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async (request) => {
      const { pathname, searchParams } = new URL(request.url);
      const [, bucket, ...parts] = pathname.split("/");
      const key = decodeURIComponent(parts.join("/"));
      if (latency > 0) await Bun.sleep(latency);
      if (bucket !== "music") return problem(404, "NoSuchBucket");
      if (key === "") return list(searchParams);
      together = Math.max(together, ++under);
      if (latency > 0) await Bun.sleep(latency);
      under--;
      const failures = failing.get(key) ?? 0;
      if (failures > 0) {
        failing.set(key, failures - 1);
        return problem(503, "SlowDown");
      }
      const bytes = objects.get(key);
      if (!bytes) return problem(404, "NoSuchKey");
      fetched.push(key);
      return new Response(Uint8Array.from(bytes));
    },
  });
  return {
    url: server.url.href.replace(/\/$/, ""),
    fetched,
    lists: () => lists,
    together: () => together,
    stop: () => server.stop(true),
  };
}
