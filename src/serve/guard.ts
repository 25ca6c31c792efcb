/**
 * Who may ask what: the rules that keep a page of a stranger, open in the same browser, and other machines away from the
 * catalogue. docs/serve.md says them in words; test/serve/security.test.ts has one test for each.
 */
import type { MiddlewareHandler } from "hono";
import { RequestError } from "./problem.ts";
import { signInPath, type Tokens, tokenIn } from "./sign-in.ts";

/** How a server may be reached. */
export interface GuardOptions {
  /** `Host` values that are its own: others are a name that somebody pointed here (DNS rebinding). */
  readonly hosts: ReadonlySet<string>;
  /** The secret of who may ask; undefined where only this machine can reach the server. */
  readonly tokens: Tokens | undefined;
  readonly canWrite: boolean;
}

/** The header that no other page can send without asking first. */
export const ownHeader = "X-Midiq";

/** Where assistants ask. They send JSON and no header of ours; what they may change is among their tools. */
export const mcpPath = "/mcp";

const policy = [
  ...["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "connect-src 'self'"],
  ...["worker-src 'self'", "img-src 'self' data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join("; ");

/** Headers of every answer. */
export const headers: Readonly<Record<string, string>> = {
  "Content-Security-Policy": policy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** Refuses requests that are not the server's own page, or a program's that has the token. */
export function guard({ hosts, tokens, canWrite }: GuardOptions): MiddlewareHandler {
  return async (context, next) => {
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    const { req } = context;
    const host = req.header("host")?.toLowerCase() ?? "";
    if (!hosts.has(host)) throw new RequestError("other-host", "This is not the name of this server");
    const origin = req.header("origin");
    if (origin !== undefined && !hosts.has(hostOf(origin)))
      throw new RequestError("other-origin", "Another page may not ask");
    const site = req.header("sec-fetch-site");
    if (site !== undefined && site !== "same-origin" && site !== "none")
      throw new RequestError("other-origin", "Another page may not ask");
    if (tokens !== undefined && req.path === signInPath) return next();
    if (tokens !== undefined) {
      const given = tokenIn(context);
      // A person who opens the page is asked for the token.
      const isPage = req.method === "GET" && req.path === "/" && req.header("accept")?.includes("text/html") === true;
      if (given === undefined && isPage) return context.redirect(signInPath, 303);
      tokens.check(given);
    }
    const isJson = req.header("content-type")?.split(";")[0] === "application/json";
    if (req.path === mcpPath) {
      // A form of another page can send no JSON.
      if (req.method === "POST" && !isJson) throw new RequestError("other-origin", "Assistants send application/json");
    } else if (req.method !== "GET" && req.method !== "HEAD") {
      if (!canWrite)
        throw new RequestError("read-only", "This server only reads: start it with --write to change the catalogue");
      if (!isJson || req.header(ownHeader) !== "1")
        throw new RequestError("other-origin", `A change is sent as application/json with the header ${ownHeader}: 1`);
    }
    await next();
  };
}

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host.toLowerCase() : "");
