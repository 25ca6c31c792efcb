/** Signing in: who has the server's token gives it once, and the browser sends it from then on. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { RequestError } from "./problem.ts";

/** Where a page asks for the token. */
export const signInPath = "/login";

const mostFailures = 10;
const minute = 60_000;
const cookieName = "midiq-token";
/** A form may be sent from this page, and from no other; it has no script. */
const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The token that a server wants. */
export interface Tokens {
  /** @throws RequestError `not-signed-in` for a wrong one or none, `too-many` after ten wrong ones in a minute. */
  readonly check: (given: string | undefined) => void;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Compares tokens in a time that says nothing of them, and counts those that are wrong. */
export function tokensOf(wanted: string): Tokens {
  const own = digest(wanted);
  let failures: number[] = [];
  return {
    check: (given) => {
      const now = Date.now();
      failures = failures.filter((at) => now - at < minute);
      if (failures.length >= mostFailures) throw new RequestError("too-many", "Too many wrong tokens: wait a minute");
      if (given !== undefined && timingSafeEqual(digest(given), own)) return;
      if (given !== undefined) failures.push(now);
      throw new RequestError("not-signed-in", "This server wants its token: Authorization: Bearer TOKEN");
    },
  };
}

/** The token of a request: that of a program, or the one that a browser keeps. */
export function tokenIn(context: Context): string | undefined {
  const bearer = /^Bearer (.+)$/.exec(context.req.header("authorization") ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  return getCookie(context, cookieName);
}

/** Adds the page that asks for the token. What it takes is a form's text: the answer is a cookie that scripts cannot read. */
export function addSignIn(app: Hono, tokens: Tokens): void {
  const page = (context: Context, told: string, status: 200 | 401 | 429): Response => {
    context.header("Content-Security-Policy", policy);
    return context.html(pageOf(told), status);
  };
  app.get(signInPath, (context) => page(context, "", 200));
  app.post(signInPath, async (context) => {
    const { token } = await context.req.parseBody();
    const given = typeof token === "string" ? token.trim() : "";
    try {
      tokens.check(given);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      return error.code === "too-many"
        ? page(context, error.message, 429)
        : page(context, "This is not the token of this server.", 401);
    }
    setCookie(context, cookieName, given, { httpOnly: true, sameSite: "Strict", path: "/" });
    return context.redirect("/", 303);
  });
}

const pageOf = (told: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>midiq</title></head>
<body>
<main>
<h1>midiq</h1>
<form method="post" action="${signInPath}">
<p><label>Token of this server <input name="token" type="password" autocomplete="current-password" required autofocus></label></p>
<p role="alert">${told}</p>
<p><button>Sign in</button></p>
</form>
</main>
</body>
</html>
`;
