/** Other programs: where they are, and how they are run. No shell is involved, and paths that they get are absolute. */
import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { AskedError } from "../errors.ts";

/** A program and its arguments. */
export interface Call {
  readonly program: string;
  readonly given: readonly string[];
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a program ended. */
export interface Ended {
  /** Null when a signal ended it, or it still runs. */
  readonly status: number | null;
  /** The last line that it wrote to stderr; "" where it wrote none. */
  readonly said: string;
}

/** Endings of programs; none where the system knows them by a permission. */
const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat", ""] : [""];

/** The path of a program; undefined where there is none. Folders of PATH that are relative are passed over: they are the user's files. */
export function findProgram(name: string): string | undefined {
  if (isAbsolute(name)) return isProgram(name) ? name : undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What of its stderr is kept: the last line says why it failed. */
const mostSaid = 4096;

/**
 * Runs a program to its end, or until the signal ends it.
 *
 * @throws AskedError `no-program` when it cannot be started.
 */
export function run({ program, given, env }: Call, signal?: AbortSignal): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, given, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...env },
      ...(signal && { signal }),
    });
    let said = "";
    child.stderr.on("data", (part: Uint8Array) => {
      said = (said + new TextDecoder().decode(part)).slice(-mostSaid);
    });
    child.once("error", (error) => {
      if (signal?.aborted) return;
      reject(new AskedError("no-program", `Cannot run "${program}": ${error.message}`));
    });
    child.once("close", (status) => resolve({ status, said: said.trim().split(/\r?\n/).at(-1) ?? "" }));
  });
}

/** Milliseconds after which a program that opens something counts as having done so: some stay until the window is closed. */
const longEnough = 3000;

/** Runs a program that opens something in another: it may stay, and outlive us. */
export function launch({ program, given, env }: Call): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, given, { stdio: "ignore", detached: true, env: { ...process.env, ...env } });
    const timer = setTimeout(() => end(null), longEnough);
    const end = (status: number | null): void => {
      clearTimeout(timer);
      child.unref();
      resolve({ status, said: "" });
    };
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(new AskedError("no-program", `Cannot run "${program}": ${error.message}`));
    });
    child.once("exit", end);
  });
}
