/** Random requests: right ones of the routes, changed in places. */
import type { Route } from "../src/serve/route.ts";
import type { Random } from "./random.ts";

/** One request. */
export interface FuzzedRequest {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What requests are made of. */
export interface RequestMaterial {
  readonly routes: readonly Route[];
  readonly queries: readonly string[];
  /** Whole hashes of the catalogue's files, in hex. */
  readonly hashes: readonly string[];
}

/** Texts that have broken servers: paths, markup, SQL, numbers at their ends, other scripts, halves of characters. */
export const hostile: readonly string[] = [
  ...["/etc/passwd", "../../etc/passwd", "~/.ssh/id_rsa", "/proc/self/environ", "/dev/zero", "s3://bucket/x.mid"],
  ...["file:///etc/passwd", "http://127.0.0.1:1/x", 'like("/etc/passwd")', 'dupes("/dev/zero")', "@nosuch", "@a @b"],
  ...["<script>alert(1)</script>", "'; drop table content; --", "$1", "%00", "\u0000", "\r\nX-A: b", "\u202eabc", "😀"],
  ...[
    "\ud800",
    "Ⅳ",
    "مرحبا",
    "-1",
    "0",
    "1e999",
    "NaN",
    "9007199254740993",
    "null",
    "true",
    "[]",
    "{}",
    "",
    " ",
    "__proto__",
  ],
  ...[
    "(".repeat(3000),
    "a,".repeat(900),
    "not ".repeat(500),
    "*",
    "constructor",
    "toString",
    "0x10",
    '"',
    "\\",
    "/",
    "//",
  ],
];

/** One of them. */
export function requestOf(random: Random, material: RequestMaterial): FuzzedRequest {
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const one = pick(material.routes);
  const text = (): string => {
    if (random(3) === 0) return pick(hostile);
    const query = pick(material.queries);
    const at = random(query.length + 1);
    return random(3) === 0 ? query.slice(0, at) + pick(hostile) + query.slice(at + random(4)) : query;
  };
  const value = (name: string): string => {
    if (random(6) === 0) return pick(hostile);
    switch (name) {
      case "q":
        return text();
      case "limit":
      case "at":
        return String(random(60));
      case "by":
      case "fields":
      case "field":
        return pick([
          "key",
          "bpm,key",
          "genre",
          "all",
          "rhythm",
          "families,loop",
          "added",
          "path",
          "nosuch",
          "tag,tag",
        ]);
      case "as":
        return pick(["csv", "tsv", "jsonl", "parquet", "arrow"]);
      case "strict":
      case "counts":
        return pick(["1", "0", ""]);
      default:
        return text();
    }
  };
  const hash = (): string => {
    const own = pick(material.hashes);
    return random(8) === 0 ? pick(hostile) : own.slice(0, pick([16, 64, 12, 11, 1]));
  };
  const path = one.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encoded(name === "hash" ? hash() : pick([...hostile, "a", "mine"])),
  );
  const names = Object.keys(one.query.shape).filter(
    (name) => name === "q" || name === "as" || name === "field" || random(3) === 0,
  );
  if (random(20) === 0) names.push(pick(["q", "nosuch", "limit", "__proto__"]));
  const search = names.map((name) => `${encoded(name)}=${encoded(value(name))}`).join("&");
  const address = `/api/v1${path}${search && `?${search}`}`;
  const method = random(15) === 0 ? pick(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]) : one.method;
  const isRead = method === "GET" || method === "HEAD";
  return {
    method,
    address: random(25) === 0 ? changed(address, random) : address,
    headers: {
      ...(!isRead && random(20) > 0 && { "Content-Type": "application/json", "X-Midiq": "1" }),
      ...(random(20) === 0 && { "If-None-Match": pick(['W/"1"', "*", '"']) }),
      ...(random(20) === 0 && { Range: "bytes=0-10", "Accept-Encoding": pick(["gzip", "br;q=0", "*"]) }),
    },
    body: isRead ? undefined : bodyOf(random, text, hash),
  };
}

/** A body of a change, right or wrong; changes of all are only counted, so that the catalogue stays as it is. */
function bodyOf(random: Random, text: () => string, hash: () => string): string {
  if (random(8) === 0) return hostile[random(hostile.length)] as string;
  const body: Record<string, unknown> = { dry: random(4) > 0 };
  if (random(2) === 0) body["q"] = text();
  else body["files"] = [hash()];
  if (random(2) === 0) body["add"] = [text().slice(0, 300)];
  if (random(3) === 0) body["remove"] = [text()];
  if (random(3) === 0) body["rating"] = [1, 5, 6, 0, -1, 2.5, null, "3"][random(8)];
  if (random(3) === 0) body["query"] = text();
  if (random(3) === 0) body["about"] = text();
  return JSON.stringify(body);
}

/** An address with one letter changed, as long as it is one that HTTP lets through. */
function changed(address: string, random: Random): string {
  const at = 1 + random(address.length - 1);
  return address.slice(0, at) + "/%?&=+.;:@~a0"[random(13)] + address.slice(at + random(2));
}

/** Percent-encoding of any text: halves of characters, which have none, are replaced. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());
