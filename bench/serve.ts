/**
 * Latency of `midiq serve`: `bun run bench serve [--json] [--contents 10000] [--db URL | --keep FOLDER]`. A catalogue of varied real
 * contents (bench/varied-catalogue.ts) is served in another process, as the command does it. Times are from a request to the last byte
 * of its answer, each request once to warm up. The last row asks for a small answer while a query of words runs.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { report } from "./report.ts";
import { filledCatalogue } from "./varied-catalogue.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    contents: { type: "string", default: "10000" },
    db: { type: "string" },
    keep: { type: "string" },
  },
  allowPositionals: true,
});
/** Requests of a kind. */
const times = 20;

const own = values.db === undefined && values.keep === undefined;
const where = values.db ?? values.keep ?? mkdtempSync(join(tmpdir(), "midiq-bench-serve-"));
const filled = await filledCatalogue(where, Number(values.contents));
const [some] = await filled.query<{ hash: string }>(
  `select encode(c."hash", 'hex') as "hash" from content c join vector v on v."content" = c."id" order by c."id" limit 1`,
);
await filled.close();
const hash = some?.hash.slice(0, 16) ?? "";

const main = new URL("../src/cli/main.ts", import.meta.url).pathname;
const began = performance.now();
const serving = Bun.spawn([process.execPath, main, "serve", "--port", "0", "--db", where], {
  ...{ stdin: "ignore", stdout: "pipe", stderr: "ignore" },
});
try {
  const url = await firstLine(serving.stdout);
  const listening = performance.now() - began;
  const ask = async (route: string): Promise<number> => {
    const from = performance.now();
    const answer = await fetch(`${url}api/v1/${route}`);
    const { length } = new Uint8Array(await answer.arrayBuffer());
    if (answer.status !== 200) throw new Error(`${route}: ${answer.status}, ${length} bytes`);
    return performance.now() - from;
  };
  const first = await ask("files?limit=60");
  const rows = [];
  const requests: readonly (readonly [string, string])[] = [
    ["first page", "files?limit=60"],
    ["range and key", "files?q=bpm+100..130+key+C&limit=60"],
    ["sorted", "files?q=bpm+100..130+sort+-complexity&limit=60"],
    ["chords", "files?q=chords+I+V+vi+IV&limit=60"],
    ["words", "files?q=house&limit=60"],
    ["words that nothing has", "files?q=qzxv&limit=60"],
    ["count", "count?q=bpm+100..130+key+C"],
    ["six facets", "facets?by=key,bpm,meter,families,genre,duration"],
    ["complete", "complete?q=key+C+bp"],
    ["complete, stored values", "complete?q=genre+h"],
    ["explain", "explain?q=bpm+100..130+key+C"],
    ["file", `files/${hash}`],
    ["like", `files/${hash}/like?limit=20`],
  ];
  for (const [name, route] of requests) {
    await ask(route);
    const took = [];
    for (let n = 0; n < times; n++) took.push(await ask(route));
    rows.push(figuresOf(name, took));
  }
  const beside = [];
  for (let n = 0; n < times; n++) {
    const query = ask("files?q=qzxv+qqzx&limit=60");
    const from = performance.now();
    await (await fetch(`${url}openapi.json`)).arrayBuffer();
    beside.push(performance.now() - from);
    await query;
  }
  rows.push(figuresOf("no query, while one runs", beside));
  report(
    [
      { name: "start to listening", "median ms": Math.round(listening) },
      { name: "first request, opens the catalogue", "median ms": Math.round(first) },
      ...rows,
    ],
    values.json,
  );
} finally {
  serving.kill("SIGINT");
  await serving.exited;
  if (own) rmSync(where, { recursive: true, force: true });
}

function figuresOf(name: string, took: readonly number[]) {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { name, "median ms": at(0.5), "p95 ms": at(0.95), "max ms": at(1) };
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const part of stream) {
    text += decoder.decode(part, { stream: true });
    if (text.includes("\n")) return text.slice(0, text.indexOf("\n"));
  }
  throw new Error("The server ended before it listened");
}
