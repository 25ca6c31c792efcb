/**
 * What of the engine needs no folder: its program, compiled once a process, and the files that it expects beside its data.
 * Each thread has a copy of this module; threads hand the program to each other, because compiling it takes longer than
 * opening a catalogue, and what is compiled anew is slow until it is warm.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

let compiled: Promise<WebAssembly.Module | undefined> = Promise.resolve(undefined);
let isKept = false;

/** The program; undefined before this thread has opened an engine, was given one, or has begun to compile it. */
export const compiledEngine = (): Promise<WebAssembly.Module | undefined> => compiled;

/** Keeps the program for the next engine. */
export function keepCompiled(program: WebAssembly.Module | undefined): void {
  if (isKept || program === undefined) return;
  isKept = true;
  compiled = Promise.resolve(program);
}

/**
 * Begins to compile the program, which takes some 0.2 s of other threads while this one goes on. Where that fails, the engine
 * compiles it itself when it opens.
 */
export function compileEngine(): void {
  if (isKept) return;
  isKept = true;
  compiled = compile().catch(() => undefined);
}

const compile = async (): Promise<WebAssembly.Module> => WebAssembly.compile(await part("pglite.wasm"));

let bundle: Promise<Blob | undefined> | undefined;

/** The files that PostgreSQL expects beside its data (time zones, words), 6 MB; where they are not found, PGlite looks itself. */
export function engineBundle(): Promise<Blob | undefined> {
  bundle ??= part("pglite.data").then(
    (bytes) => new Blob([bytes]),
    () => undefined,
  );
  return bundle;
}

/** A file of PGlite's package. */
async function part(name: string): Promise<Buffer<ArrayBuffer>> {
  const module = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  return readFile(join(dirname(module), name));
}
