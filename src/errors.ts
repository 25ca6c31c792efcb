/** The base of errors that midiq throws on purpose, and the one for what a caller asked for and there is not. */

/** What stands beside a message. */
export interface ErrorContext {
  /** What would do instead. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** An error with a stable code, by which callers decide; its message is written for people. */
export class MidiqError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly hint: string | undefined;
  constructor(code: Code, message: string, { hint, cause }: ErrorContext = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
  }
}

/** Which of the things that may be asked for there is not. */
export type AskedCode =
  | "no-cursor"
  | "no-rule"
  | "no-color"
  | "no-bars"
  | "no-plot"
  | "no-form"
  | "no-field"
  | "bad-limit"
  | "bad-width"
  | "bad-split"
  | "no-manifest"
  | "bad-manifest"
  | "bad-target"
  | "bad-location"
  | "no-config"
  | "unsafe-config"
  | "no-path"
  | "no-file"
  | "no-music"
  | "several-files"
  | "no-program"
  | "bad-command"
  | "exists"
  | "bad-option"
  | "bad-name"
  | "own-plugin"
  | "no-plugin"
  | "no-campaign"
  | "no-unit"
  | "no-server"
  | "other-version"
  | "not-queued";

/** Thrown for a value that is none of those that there are; the message says which would do. A person who typed it can mend it. */
export class AskedError extends MidiqError<AskedCode> {
  override readonly name = "AskedError";
}
