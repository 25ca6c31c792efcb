/**
 * The engine's program, compiled once a process. Each thread has a copy of this module; threads hand the program to each
 * other, because compiling it takes longer than opening a catalogue, and what is compiled anew is slow until it is warm.
 */

let compiled: WebAssembly.Module | undefined;

/** The program; undefined before this thread has opened an engine or was given one. */
export const compiledEngine = (): WebAssembly.Module | undefined => compiled;

/** Keeps the program for the next engine. */
export function keepCompiled(program: WebAssembly.Module | undefined): void {
  compiled ??= program;
}
