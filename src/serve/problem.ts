/** Errors as RFC 9457 has them: a code to decide by, a sentence, where in the query it is, and what would do. */
import { ZodError } from "zod";
import { QueryError, type Span } from "../../dsl/mod.ts";
import { StoreError, type StoreErrorCode } from "../database/error.ts";
import { AskedError, MidiqError } from "../errors.ts";

/** A refused request; the rules of safety and the routes throw it. */
export class RequestError extends MidiqError<RequestCode> {
  override readonly name = "RequestError";
}

/** Why a request is refused, each with its status. */
const statuses = {
  "bad-request": 400,
  "not-signed-in": 401,
  "other-origin": 403,
  "read-only": 403,
  "no-route": 404,
  "no-file": 404,
  "too-slow": 408,
  "file-gone": 410,
  "too-large": 413,
  "other-host": 421,
  unreadable: 422,
  "too-many": 429,
  busy: 503,
} as const;
export type RequestCode = keyof typeof statuses;

/** The catalogue's own trouble: later it may do. */
const later: readonly StoreErrorCode[] = ["locked", "connection-lost", "no-connection", "engine-lost", "no-resources"];

/** What is sent. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly span?: Span;
  readonly hint?: string;
}

/** An error as a problem. What nobody foresaw has no message: it could name files of the machine. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    const where = issue?.path.join(".") ?? "";
    return { status: 400, code: "bad-request", title: where ? `${where}: ${issue?.message}` : `${issue?.message}` };
  }
  if (error instanceof QueryError) return { ...worded(error, 400), span: error.span };
  if (error instanceof RequestError) return worded(error, statuses[error.code]);
  if (error instanceof AskedError) return worded(error, error.code === "no-file" ? 404 : 400);
  if (error instanceof StoreError) {
    if (error.code === "timed-out") return worded(error, 504);
    if (error.code === "canceled") return worded(error, 499);
    if (error.code === "read-only") return worded(error, 403);
    return worded(error, later.includes(error.code) ? 503 : 500);
  }
  return { status: 500, code: "bug", title: "Something went wrong; the server's terminal says what" };
}

const worded = ({ code, message, hint }: MidiqError, status: number): Problem => ({
  status,
  code,
  title: message,
  ...(hint !== undefined && { hint }),
});
