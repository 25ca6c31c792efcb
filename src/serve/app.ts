/** The routes as a web application: it checks who asks, reads what is asked, and says what went wrong. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { addAddresses } from "./addresses.ts";
import { type Events, eventsOf } from "./events.ts";
import { type GuardOptions, guard, mcpPath } from "./guard.ts";
import { held } from "./held.ts";
import type { Keeper } from "./keeper.ts";
import { base, openApiOf } from "./openapi.ts";
import { addPage } from "./page.ts";
import { problemOf, RequestError } from "./problem.ts";
import { isSent, type Route } from "./route.ts";
import { routes } from "./routes/all.ts";
import { addSignIn } from "./sign-in.ts";
import { type Undos, undosOf } from "./undos.ts";

/** Milliseconds that an answer may take. */
const within = 10_000;
const mostBody = 65_536;
const mostInFlight = 64;

/** What an application is made of. */
export interface AppOptions extends GuardOptions {
  readonly keeper: Keeper;
  /** True where answers cross a network: on one machine packing costs more than it saves. */
  readonly packs: boolean;
  /** The folder of the built page; where `bun run page` puts it unless said. */
  readonly page?: string;
  /** Path of the sound bank that the page plays with; the one that comes with midiq unless said. */
  readonly bank?: string;
  /** Told of errors that nobody foresaw. */
  readonly onBug?: (error: unknown) => void;
}

/** Text, and notes as columns; not what is packed already, nor events, which have to come at once. */
const isPacked = (type: string): boolean => /json|^text\/(?!event-stream)|octet-stream/.test(type);

/** The application, and its events. */
export function appOf({ keeper, packs, page, bank, onBug = () => {}, ...rules }: AppOptions): {
  readonly app: Hono;
  readonly events: Events;
} {
  const app = new Hono();
  const events = eventsOf(keeper);
  const server: Server = { keeper, canWrite: rules.canWrite, undos: undosOf() };
  const there = routes.filter(({ writes }) => rules.canWrite || !writes);
  let inFlight = 0;
  app.use("*", guard(rules));
  if (packs) app.use(compress({ encoding: "gzip", contentTypeFilter: isPacked }));
  app.use(
    bodyLimit({
      maxSize: mostBody,
      onError: () => {
        throw new RequestError("too-large", `The request is larger than ${mostBody} bytes`);
      },
    }),
  );
  app.onError((error, context) => {
    const problem = problemOf(error);
    if (problem.code === "bug") onBug(error);
    context.header("Content-Type", "application/problem+json");
    if (problem.status === 503) context.header("Retry-After", "2");
    return context.body(JSON.stringify(problem), problem.status as 400);
  });
  app.notFound(() => {
    throw new RequestError("no-route", "There is nothing at this address; /openapi.json lists all routes");
  });
  if (rules.tokens) addSignIn(app, rules.tokens);
  addPage(app, page, bank);
  addAddresses(app);
  app.get("/openapi.json", (context) => context.json(openApiOf(there)));
  app.get(`${base}/events`, (context) => {
    const types = { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" };
    if (context.req.method === "HEAD") return context.body(null, 200, types);
    const stream = events.stream(context.req.raw.signal);
    if (!stream) throw new RequestError("too-many", "Too many pages listen at once: close one");
    return context.body(stream, 200, types);
  });
  app.all(mcpPath, async (context) => {
    const { mcpHandler } = await import("./mcp.ts");
    return mcpHandler(server)(context.req.raw);
  });
  for (const one of there) {
    app.on(one.method, base + one.path.replace(/\{(\w+)\}/g, ":$1"), async (context) => {
      if (inFlight >= mostInFlight) throw new RequestError("busy", "Too many requests at once: try again in a moment");
      inFlight++;
      try {
        return await answerOf(one, context, server);
      } finally {
        inFlight--;
      }
    });
  }
  return { app, events };
}

/** What all requests of one server share. */
interface Server {
  readonly keeper: Keeper;
  readonly canWrite: boolean;
  readonly undos: Undos;
}

async function answerOf(one: Route, context: Context, { keeper, ...shared }: Server): Promise<Response> {
  const { req } = context;
  const query = one.query.strict().parse(req.query());
  const body = one.body?.parse(await jsonOf(context));
  const began = performance.now();
  let etag: string | undefined;
  const answer = await keeper.use(async (db) => {
    if (one.method === "GET") {
      etag = `W/"${await db.revision()}"`;
      if (req.header("if-none-match") === etag) return undefined;
    }
    const found = await one.handle(db, { query, body, path: req.param(), signal: req.raw.signal, within, ...shared });
    if (!isSent(found) || !(found.body instanceof ReadableStream)) return found;
    if (req.method !== "HEAD") return { ...found, body: held(found.body, keeper) };
    // Nobody reads it, so nobody would end it.
    await found.body.cancel();
    return { ...found, body: "" };
  }, !one.writes);
  context.header("Server-Timing", `answer;dur=${(performance.now() - began).toFixed(1)}`);
  if (etag !== undefined) {
    context.header("ETag", etag);
    context.header("Cache-Control", "no-cache");
  }
  if (answer === undefined) return context.body(null, 304);
  if (!isSent(answer)) return context.json(one.answer?.parse(answer) as object);
  context.header("Content-Type", answer.type);
  if (answer.fileName !== undefined) context.header("Content-Disposition", attachment(answer.fileName));
  return context.body(answer.body as ReadableStream<Uint8Array>);
}

async function jsonOf({ req }: Context): Promise<unknown> {
  try {
    return await req.json();
  } catch {
    throw new RequestError("bad-request", "The request holds no JSON");
  }
}

/** RFC 6266: a name in ASCII for old programs, and the name itself. */
const attachment = (name: string): string =>
  `attachment; filename="${name.replace(/[^\w. -]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
