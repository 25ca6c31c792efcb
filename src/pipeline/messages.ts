/** What the main thread and its workers say to each other. */
import type { Beside } from "./extras.ts";
import type { Done, Ends } from "./segment.ts";
import type { Avoided, Item } from "./stage.ts";

/** Starts a segment in a worker. */
export interface StartMessage {
  readonly type: "start";
  readonly steps: readonly {
    readonly stage: string;
    readonly module: string;
    readonly name: string;
    readonly options: unknown;
  }[];
  readonly ends: Ends;
  readonly forwards: boolean;
  readonly whereabouts: SharedArrayBuffer;
  /** When the run began, in milliseconds since 1970. */
  readonly origin: number;
}

/** Items to be done. */
export interface BatchMessage {
  readonly type: "batch";
  readonly items: readonly unknown[];
  /** Sequence of the first item, when they follow each other; else `at` says each one's. */
  readonly first: number;
  readonly at?: readonly Item[];
  readonly beside: Beside;
  /** Parts (analyzers) that are left out for the rest of the run. */
  readonly banned: readonly Avoided[];
}

/** The answer to a question is where its step looks for it. */
export interface AnsweredMessage {
  readonly type: "answered";
}

/** An error that crossed threads: its class is lost, what it says is not. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly code: unknown;
  readonly stack: string | undefined;
  /** Of an error of the system: the call that failed, and on which path. */
  readonly syscall?: string;
  readonly path?: string;
}

/** What a worker answers. */
export type Answer =
  | { readonly type: "ready" }
  | { readonly type: "done"; readonly done: Done }
  /** What a step asks about the items of a batch. */
  | { readonly type: "asks"; readonly step: number; readonly ids: readonly bigint[] }
  /** A step could not be started, or the sink's step threw: the run ends. */
  | { readonly type: "failed"; readonly error: SentError };

/** Packs an error for another thread. */
export function sendError(error: unknown): SentError {
  const { name, message, code, stack, syscall, path } = (error ?? {}) as Partial<SentError>;
  const what = { ...(syscall !== undefined && { syscall }), ...(path !== undefined && { path }) };
  return { name: name ?? "Error", message: message ?? String(error), code, stack, ...what };
}

/** The error that another thread sent. */
export const receiveError = (sent: SentError): Error => Object.assign(new Error(sent.message), sent);
