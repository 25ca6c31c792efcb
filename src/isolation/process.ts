/**
 * A process of its own for plugins that may crash natively or leak: it is watched, ended where it takes too long or too
 * much memory, and started again; what it was at is the culprit.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { PluginReferences } from "../plugin/references.ts";
import { bunFlags } from "./bun-flags.ts";
import { denoFlags } from "./deno-flags.ts";
import { frameOf, frameReader } from "./frames.ts";
import type { AnalyzeRequest, Answer, Begin, One, TagRequest } from "./messages.ts";

/** What one isolated process may cost. */
export interface ProcessLimits {
  /** Seconds that an analyzer or tagger may take on one file. */
  readonly secondsOf: (id: string) => number;
  /** Bytes of memory that the process may hold. */
  readonly bytes: number;
}

/** A process that runs analyzers and taggers. */
export interface IsolatedPlugins {
  /** Runs analyzers on the bytes of a file. Each id has an answer: its output, or why there is none. */
  readonly analyze: (request: Omit<AnalyzeRequest, "type">, bytes: Uint8Array) => Promise<readonly One[]>;
  readonly tag: (taggers: TagRequest["taggers"]) => Promise<readonly One[]>;
  readonly stop: () => void;
}

/** Why a culprit has no answer. */
export interface Lost {
  readonly code: "hung" | "too-much-memory" | "killed";
  readonly message: string;
}

const stderr = 2;
/** Where the process writes its answers. */
const answersPipe = 3;
/** How often a process that works is looked at. */
const watchMilliseconds = 100;
/** Loading plugins takes well under a second. */
const startSeconds = 60;
const hostUrl = new URL(`./host${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`, import.meta.url);

/**
 * Makes a handle; the process starts with the first request.
 *
 * @param failed turns what was lost into a failure of the analyzer or tagger that was at work.
 */
export function isolatePlugins(
  plugins: PluginReferences,
  limits: ProcessLimits,
  failed: (id: string, lost: Lost) => One,
): IsolatedPlugins {
  let running: Promise<Running> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const start = async (): Promise<Running> => {
    running ??= startHost(plugins, limits);
    if ((await running).isGone()) running = startHost(plugins, limits);
    return running;
  };
  /** A process answers one request at a time, and taggers of a content and of its names ask at once. */
  const inTurn = <Found>(work: () => Promise<Found>): Promise<Found> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };
  /** Asks for some ids; when the process is lost over one of them, the others are asked again. */
  const ask = async (
    ids: readonly string[],
    frameFor: (ids: readonly string[]) => Uint8Array,
  ): Promise<readonly One[]> => {
    const found: One[] = [];
    for (let left = ids; left.length > 0; ) {
      let host: Running;
      try {
        host = await start();
      } catch (error) {
        // It would not start for the next file either, and that costs the fields of its plugins, never the files.
        const message = error instanceof Error ? error.message : String(error);
        return [...found, ...left.map((id) => failed(id, { code: "killed", message }))];
      }
      const { ones, lost, at } = await host.ask(frameFor(left));
      found.push(...ones);
      const done = new Set(ones.map(({ id }) => id));
      if (lost) {
        running = undefined;
        const culprit = at ?? (left.find((id) => !done.has(id)) as string);
        found.push(failed(culprit, lost));
        done.add(culprit);
      }
      const rest = left.filter((id) => !done.has(id));
      // An id that it does not know is not answered.
      if (!lost) return found;
      left = rest;
    }
    return found;
  };
  return {
    analyze: ({ ids, ...request }, bytes) =>
      inTurn(() =>
        ask(ids, (left) => frameOf({ type: "analyze", ids: left, ...request } satisfies AnalyzeRequest, bytes)),
      ),
    tag: (taggers) =>
      inTurn(() =>
        ask(
          taggers.map(([id]) => id),
          (left) => frameOf({ type: "tag", taggers: taggers.filter(([id]) => left.includes(id)) } satisfies TagRequest),
        ),
      ),
    stop: () => {
      void running?.then(
        (host) => host.end(),
        () => {},
      );
    },
  };
}

interface Running {
  readonly ask: (
    frame: Uint8Array,
  ) => Promise<{ readonly ones: readonly One[]; readonly lost?: Lost; readonly at?: string | undefined }>;
  /** Whether it ended while nothing was asked: nobody at work is to blame. */
  readonly isGone: () => boolean;
  readonly end: () => void;
}

async function startHost(plugins: PluginReferences, limits: ProcessLimits): Promise<Running> {
  const child = spawnHost();
  const read = frameReader<Answer>();
  let ones: One[] = [];
  let at: string | undefined;
  let since = performance.now();
  let settle: ((lost: Lost | undefined, failure?: string) => void) | undefined;
  const lose = (lost: Lost): void => {
    child.kill("SIGKILL");
    settle?.(lost);
  };
  child.stdio[answersPipe]?.on("data", (chunk: Uint8Array) => {
    for (const message of read(chunk)) {
      if (message.type === "at") {
        at = message.id;
        since = performance.now();
      } else if (message.type === "one") ones.push(message.one);
      else if (message.type === "failed") settle?.(undefined, message.message);
      else settle?.(undefined);
    }
  });
  child.on("error", (error) =>
    settle?.({ code: "killed", message: `Its process could not be started: ${error.message}` }),
  );
  let isGone = false;
  child.on("exit", (code, signal) => {
    isGone = true;
    settle?.({ code: "killed", message: `It ended its process (${signal ?? `exit ${code}`})` });
  });
  // What is written to a process that has gone is told by its exit.
  child.stdin?.on("error", () => {});

  const request = (
    frame: Uint8Array,
    secondsOf: (id: string | undefined) => number,
  ): Promise<{ lost: Lost | undefined; failure: string | undefined }> =>
    new Promise((resolve) => {
      const watch = setInterval(() => {
        const seconds = secondsOf(at);
        if (performance.now() - since > seconds * 1000) {
          lose({ code: "hung", message: `It took longer than ${seconds} s` });
        } else if (child.pid !== undefined && residentBytes(child.pid) > limits.bytes) {
          lose({
            code: "too-much-memory",
            message: `Its process took more than ${Math.round(limits.bytes / 2 ** 20)} MB`,
          });
        }
      }, watchMilliseconds);
      settle = (lost, failure) => {
        clearInterval(watch);
        settle = undefined;
        resolve({ lost, failure });
      };
      ones = [];
      at = undefined;
      since = performance.now();
      child.stdin?.write(frame);
    });

  const { lost, failure } = await request(frameOf({ plugins } satisfies Begin), () => startSeconds);
  if (lost ?? failure) {
    child.kill("SIGKILL");
    throw new Error(`Cannot start the process of isolated plugins: ${failure ?? lost?.message}`);
  }
  return {
    ask: async (frame) => {
      const { lost } = await request(frame, (id) => (id === undefined ? startSeconds : limits.secondsOf(id)));
      return { ones, at, ...(lost && { lost }) };
    },
    isGone: () => isGone,
    end: () => child.stdin?.end(),
  };
}

function spawnHost(): ChildProcess {
  const runsDeno = "Deno" in globalThis;
  const args = [
    ...(runsDeno ? ["run", "-A", ...denoFlags()] : process.versions["bun"] ? bunFlags() : []),
    hostUrl.protocol === "file:" ? fileURLToPath(hostUrl) : hostUrl.href,
  ];
  return spawn(process.execPath, args, {
    // What a plugin prints goes to stderr; answers have a pipe of their own.
    stdio: ["pipe", stderr, stderr, "pipe"],
    // A compiled midiq is its own runtime. Where the catalogue is, and the password to it, is no plugin's business.
    env: { ...process.env, BUN_BE_BUN: "1", PGPASSWORD: undefined, MIDIQ_DB: undefined },
  });
}

/** Bytes that a process holds in memory; 0 where the system does not say. */
function residentBytes(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1]);
    return pages * 4096;
  } catch {
    return 0;
  }
}
