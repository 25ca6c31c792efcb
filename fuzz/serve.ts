/**
 * Random requests at a server that may write, over a catalogue of the sample: `bun run fuzz:serve [--seconds 60] [--seed N]`. It prints
 * requests a second and answers by status. Exits with 1 when one is a fault of ours (500), names a path that neither the request nor
 * the catalogue holds, is no problem document where it is an error, or takes longer than a server lets a query.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { core, journey, open, scan } from "../mod.ts";
import { createRegistry } from "../src/plugin/registry.ts";
import { routes } from "../src/serve/routes/all.ts";
import { serve } from "../src/serve/serve.ts";
import { knownQueries } from "./known-queries.ts";
import { type Random, randomIntegers } from "./random.ts";
import { type FuzzedRequest, hostile, requestOf } from "./requests.ts";

/** A query has ten seconds; what takes longer holds up others. */
const slowMilliseconds = 11_000;
/** Roots of a machine's files: what begins so in an answer is a path. */
const pathLike = /\/(?:bin|dev|etc|home|lib|mnt|opt|proc|root|run|srv|sys|tmp|usr|var|work)\/[^\s"'`\\)]*/g;
const sample = new URL("../examples/sample", import.meta.url).pathname;

/** What many requests came to. */
export interface ServeSummary {
  readonly asked: number;
  readonly statuses: ReadonlyMap<number, number>;
  readonly faults: readonly { readonly asked: FuzzedRequest; readonly fault: string }[];
}

/** Tries requests of a seed until there are enough of them or time is over. */
export async function tryRequests(most: number, seconds: number, seed: number): Promise<ServeSummary> {
  const home = mkdtempSync(join(tmpdir(), "midiq-fuzz-serve-"));
  const folder = join(home, "catalogue");
  const filling = await open(folder, { plugins: [core], mode: "write" });
  await journey(filling, [core], scan(sample)).run({ workers: 0 });
  const known = await filling.query<{ path: string }>(`select "path" from copy`);
  const hashes = await filling.query<{ hash: string }>(
    `select encode("hash", 'hex') as "hash" from content order by 1`,
  );
  await filling.close();
  const bugs: unknown[] = [];
  const server = await serve({
    open: () => open(folder, { plugins: [core], mode: "write", isLong: true, files: "catalogue" }),
    ...{ folder, port: 0, canWrite: true, onBug: (error: unknown) => bugs.push(error) },
  });
  const material = {
    routes,
    queries: knownQueries(createRegistry([core])),
    hashes: hashes.map(({ hash }) => hash),
  };
  const paths = known.map(({ path }) => path);
  const random: Random = randomIntegers(seed);
  const statuses = new Map<number, number>();
  const faults: { asked: FuzzedRequest; fault: string }[] = [];
  const until = performance.now() + seconds * 1000;
  let asked = 0;
  try {
    while (asked < most && performance.now() < until) {
      const one = requestOf(random, material);
      asked++;
      const began = performance.now();
      const answer = await send(server.url, one);
      const took = performance.now() - began;
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const bug = bugs.shift();
      const fault =
        bug !== undefined
          ? `a bug: ${bug instanceof Error ? bug.stack : String(bug)}`
          : faultOf(one, answer, took, paths);
      if (fault !== undefined) faults.push({ asked: one, fault });
    }
  } finally {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  }
  return { asked, statuses, faults };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

function faultOf(one: FuzzedRequest, { status, type, text }: Answer, took: number, known: readonly string[]) {
  if (took > slowMilliseconds) return `took ${Math.round(took)} ms`;
  if (status === 0 || status === 500) return `status ${status} ${text.slice(0, 200)}`;
  // What the HTTP parser itself refuses never reaches the routes, and has no body.
  if (status >= 400 && text !== "" && !one.address.startsWith("/mcp") && type !== "application/problem+json")
    return `an error of type ${type}: ${text.slice(0, 200)}`;
  if (!/json|text/.test(type)) return undefined;
  // Tags and saved queries of earlier requests hold hostile texts too.
  const given = [safeDecoded(one.address), one.body ?? "", ...hostile];
  const strange = (text.match(pathLike) ?? []).find(
    (path) => ![...given, ...known].some((own) => own.includes(path) || path.startsWith(own)),
  );
  return strange === undefined ? undefined : `names ${strange}`;
}

function safeDecoded(address: string): string {
  try {
    return decodeURIComponent(address.replaceAll("+", " "));
  } catch {
    return address;
  }
}

const send = (url: string, { method, address, headers, body }: FuzzedRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(url);
    const all = { Host: host, ...headers, ...(body !== undefined && { "Content-Length": Buffer.byteLength(body) }) };
    const asked = request({ hostname, port, method, path: address, headers: all }, (answer) => {
      let text = "";
      answer.setEncoding("latin1");
      answer.on("data", (part: string) => (text += part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, type: answer.headers["content-type"] ?? "", text }),
      );
      // An answer that breaks off is one that began well and could not be ended.
      answer.on("close", () => resolve({ status: 500, type: "", text: "broken off" }));
    });
    asked.setTimeout(slowMilliseconds, () => {
      resolve({ status: 0, type: "", text: "no answer" });
      asked.destroy();
    });
    asked.on("error", reject);
    asked.end(body);
  });

if (import.meta.main) {
  const { values } = parseArgs({
    options: { seconds: { type: "string", default: "60" }, seed: { type: "string", default: "1" } },
  });
  const began = performance.now();
  const { asked, statuses, faults } = await tryRequests(Infinity, Number(values.seconds), Number(values.seed));
  const took = (performance.now() - began) / 1000;
  console.log(`${asked} requests in ${took.toFixed(0)} s`);
  for (const [status, count] of [...statuses].sort(([a], [b]) => a - b))
    console.log(`${String(count).padStart(8)} ${status}`);
  for (const { asked: one, fault } of faults.slice(0, 20))
    console.log(`\nBROKE ${JSON.stringify(one).slice(0, 700)}\n${fault.slice(0, 900)}`);
  if (faults.length > 0) process.exit(1);
}
