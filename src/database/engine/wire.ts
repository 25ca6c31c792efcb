/** Messages of PostgreSQL's wire protocol, version 3 (documentation, chapter "Message Formats"), and turns at a session. */
import { Buffer } from "node:buffer";

/** One message: type, length, body. */
export function message(type: string, body: Buffer): Buffer {
  const whole = Buffer.allocUnsafe(5 + body.length);
  whole.write(type, 0, "latin1");
  whole.writeInt32BE(4 + body.length, 1);
  body.copy(whole, 5);
  return whole;
}

/** What an engine's error says, by the letters of the protocol. */
const errorFields = [
  ["S", "severity"],
  ["V", "severity"],
  ["C", "code"],
  ["M", "message"],
  ["D", "detail"],
  ["W", "where"],
  ["s", "schema"],
  ["t", "table"],
  ["c", "column"],
  ["n", "constraint"],
] as const;

/** The ErrorResponse of an error. */
export function errorResponse(error: unknown): Buffer {
  const known = { severity: "ERROR", code: "XX000", message: String(error), ...(error as object) } as Record<
    string,
    unknown
  >;
  if (error instanceof Error) known["message"] = error.message;
  const parts = errorFields
    .filter(([, name]) => typeof known[name] === "string" && known[name] !== "")
    .map(([letter, name]) => `${letter}${known[name] as string}\0`);
  return message("E", Buffer.from(`${parts.join("")}\0`));
}

/** The error of a COPY that the client gave up. */
export const copyFailed = (reason: string): Error =>
  Object.assign(new Error(`COPY from stdin failed: ${reason}`), { code: "57014" });

/** Turns at the one session of an engine, in order of asking. */
export class SessionLock {
  #last: Promise<void> = Promise.resolve();

  /** Waits for the turn; the function that it returns ends it. */
  async take(): Promise<() => void> {
    const before = this.#last;
    let release: () => void = () => {};
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }
}
