/**
 * The engine's program, compiled once a process. Each thread has a copy of this module; threads hand the program to each
 * other, because compiling it takes longer than opening a catalogue, and what is compiled anew is slow until it is warm.
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

async function compile(): Promise<WebAssembly.Module> {
  const module = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  return WebAssembly.compile(await readFile(join(dirname(module), "pglite.wasm")));
}
