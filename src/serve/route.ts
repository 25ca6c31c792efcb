/** What a route is: one entry from which come the handler, OpenAPI, the documentation and the tests. */
import type { z } from "zod";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { RequestError } from "./problem.ts";
import type { Undos } from "./undos.ts";

/** What a handler is given. */
export interface Asked<Query, Body> {
  readonly query: Query;
  readonly body: Body;
  /** Parts of the path that stand in braces. */
  readonly path: Readonly<Record<string, string>>;
  /** Ends when the client has gone. */
  readonly signal: AbortSignal;
  /** Milliseconds that a reading may take. */
  readonly within: number;
  readonly canWrite: boolean;
  /** Keeps what a change by hand can be undone with. */
  readonly undos: Undos;
}

/** Bytes, or text of another type than JSON. */
export interface Sent {
  readonly type: string;
  readonly body: Uint8Array | string | ReadableStream<Uint8Array>;
  /** The name under which a browser saves it. */
  readonly fileName?: string;
}

/** One route. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below /api/v1, with names in braces: `/files/{hash}/notes`. */
  readonly path: string;
  readonly about: string;
  /** True where it changes the catalogue: such routes are there with `--write` alone. */
  readonly writes: boolean;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | undefined;
  /** The answer's schema; undefined where it is no JSON, as `answers` says. */
  readonly answer: z.ZodType | undefined;
  readonly answers: string;
  /** Its name as a tool of assistants; undefined where it is none. */
  readonly tool: string | undefined;
  readonly handle: (db: Catalogue, asked: Asked<unknown, unknown>) => Promise<unknown>;
}

/** Where the types of a route's schemas meet those of its handler. */
interface Declared<Query extends z.ZodObject, Body extends z.ZodType, Answer extends z.ZodType> {
  readonly method?: Route["method"];
  readonly path: string;
  readonly about: string;
  readonly writes?: boolean;
  readonly tool?: string;
  readonly query: Query;
  readonly body?: Body;
  readonly answer: Answer;
  readonly handle: (db: Catalogue, asked: Asked<z.output<Query>, z.output<Body>>) => Promise<z.input<Answer>>;
}

/** A handler that is asked only what a database can hold: texts without a NUL or half a character. @throws RequestError `bad-request`. */
const checked =
  (handle: Route["handle"]): Route["handle"] =>
  async (db, asked) => {
    if (!isText([asked.query, asked.body, asked.path]))
      throw new RequestError(
        "bad-request",
        "The request holds a NUL or half a character, which no catalogue can store",
      );
    return handle(db, asked);
  };

function isText(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  return typeof value !== "object" || value === null || Object.values(value).every(isText);
}

/** Declares a route that answers JSON. */
export const route = <Query extends z.ZodObject, Body extends z.ZodType, Answer extends z.ZodType>({
  method = "GET",
  writes = false,
  tool,
  body,
  ...declared
}: Declared<Query, Body, Answer>): Route => ({
  ...declared,
  method,
  writes,
  tool,
  body,
  answers: "application/json",
  handle: checked(declared.handle as Route["handle"]),
});

/** Declares a route that answers bytes or other text. */
export const bytesRoute = <Query extends z.ZodObject>(declared: {
  readonly path: string;
  readonly about: string;
  readonly query: Query;
  readonly answers: string;
  readonly handle: (db: Catalogue, asked: Asked<z.output<Query>, undefined>) => Promise<Sent>;
}): Route => ({
  ...declared,
  method: "GET",
  writes: false,
  tool: undefined,
  body: undefined,
  answer: undefined,
  handle: checked(declared.handle as Route["handle"]),
});

/** Whether an answer is no JSON. */
export const isSent = (answer: unknown): answer is Sent =>
  typeof answer === "object" && answer !== null && "type" in answer && "body" in answer;
