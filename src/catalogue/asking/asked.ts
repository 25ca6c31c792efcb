/** What a caller asked for and there is not: a page, a rule. Where a person typed it, it is the person's mistake. */

/** Which of the things that may be asked for there is not. */
export type AskedCode = "no-cursor" | "no-rule";

/** Thrown for a value that is none of those that there are; the message says which would do. */
export class AskedError extends RangeError {
  override readonly name = "AskedError";
  readonly code: AskedCode;
  constructor(code: AskedCode, message: string) {
    super(message);
    this.code = code;
  }
}
