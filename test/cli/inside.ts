/**
 * Runs the command in this process, for tests of words and answers: a process of its own costs a second to start. What
 * belongs to a process (working folder, environment, streams) is the command's while it runs, so that one runs at a time.
 */
import { Readable } from "node:stream";
import { main } from "../../src/cli/command.ts";
import { guard } from "../../src/cli/terminal.ts";
import type { Outcome } from "./run.ts";

/** What a command is started with. */
export interface Started {
  readonly folder: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

let last: Promise<unknown> = Promise.resolve();

/** Runs one command after those that were asked for before it. */
export function runInside(started: Started): Promise<Outcome> {
  const mine = last.then(() => runNow(started));
  last = mine.catch(() => {});
  return mine;
}

async function runNow({ folder, words, env, stdin }: Started): Promise<Outcome> {
  const stdout: Uint8Array[] = [];
  const stderr: Uint8Array[] = [];
  const restore = [
    inFolder(folder),
    withEnvironment(env),
    withStdin(stdin),
    collecting(process.stdout, stdout),
    collecting(process.stderr, stderr),
  ];
  // As the start of a process does it (src/cli/main.ts).
  guard(process.stderr);
  try {
    const status = await main(words);
    return { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), status };
  } finally {
    for (const one of restore.reverse()) one();
  }
}

function inFolder(folder: string): () => void {
  const before = process.cwd();
  process.chdir(folder);
  return () => process.chdir(before);
}

function withEnvironment(env: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

function withStdin(text: string): () => void {
  const before = Object.getOwnPropertyDescriptor(process, "stdin") as PropertyDescriptor;
  const value = Readable.from(text === "" ? [] : [Buffer.from(text)]);
  Object.defineProperty(process, "stdin", { value, configurable: true, writable: true });
  return () => void Object.defineProperty(process, "stdin", before);
}

/** Takes what is written to a stream; nobody sees it on a terminal. */
function collecting(stream: NodeJS.WriteStream, into: Uint8Array[]): () => void {
  const before = { write: stream.write, isTTY: stream.isTTY };
  const write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    into.push(typeof chunk === "string" ? Buffer.from(chunk) : new Uint8Array(chunk));
    const done = rest.at(-1);
    if (typeof done === "function") queueMicrotask(() => done());
    return true;
  };
  Object.assign(stream, { write, isTTY: false });
  return () => void Object.assign(stream, before);
}
