/** The rules of docs/serve.md, one test each. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createConnection } from "node:net";
import { networkInterfaces } from "node:os";
import { tryRequests } from "../../fuzz/serve.ts";
import { AskedError, core, open } from "../../mod.ts";
import { raw, type SampleServer, sampleServer } from "./serving.ts";

let reading: SampleServer;
let writing: SampleServer;
const token = "k3vQ9xTn4LwZ8bRr2MsYc7";
beforeAll(async () => {
  reading = await sampleServer();
  writing = await sampleServer({ canWrite: true, token });
});
afterAll(async () => {
  await reading.close();
  await writing.close();
});

const statusOf = async (answer: Promise<Response>): Promise<number> => (await answer).status;

test("S1: another address wants a token, and one that cannot be guessed", async () => {
  const refused = [{ host: "0.0.0.0" }, { host: "0.0.0.0", token: "secret" }].map((options) =>
    sampleServer({ ...options, port: 0 }),
  );
  for (const server of refused) expect(await server.catch((error: unknown) => error)).toBeInstanceOf(AskedError);
  expect(reading.server.url).toStartWith("http://127.0.0.1:");
});

test("S1: both loopback addresses answer, and none after the end", async () => {
  const short = await sampleServer();
  const hasSix = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));
  const six = short.server.url.replace("127.0.0.1", "[::1]");
  if (hasSix) expect(await statusOf(fetch(`${six}api/v1/count`))).toBe(200);
  await short.close();
  for (const url of [short.server.url, six]) await expect(fetch(url)).rejects.toThrow();
});

test("S2: a name that was pointed here is refused, without a word of the catalogue", async () => {
  for (const host of ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "127.0.0.1"]) {
    const { status, text } = await raw(`${reading.server.url}api/v1/count`, { Host: host });
    expect([host, status]).toEqual([host, 421]);
    expect(text).not.toContain("count");
  }
  const port = new URL(reading.server.url).port;
  for (const name of ["localhost", "127.0.0.1"]) {
    expect((await raw(`${reading.server.url}api/v1/count`, { Host: `${name}:${port}` })).status).toBe(200);
  }
});

test("S3: another page may not ask, and there are no headers that let it read", async () => {
  expect(await statusOf(reading.get("count", { Origin: "http://evil.example" }))).toBe(403);
  expect(await statusOf(reading.get("count", { Origin: "null" }))).toBe(403);
  expect(await statusOf(reading.get("count", { "Sec-Fetch-Site": "cross-site" }))).toBe(403);
  const own = await reading.get("count", { Origin: reading.server.url.slice(0, -1), "Sec-Fetch-Site": "same-origin" });
  expect(own.status).toBe(200);
  expect([...own.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
});

describe("S4: changes", () => {
  const body = { q: "drums", add: ["kept"] };
  const headers = { "Content-Type": "application/json", "X-Midiq": "1", Authorization: `Bearer ${token}` };

  test("are refused by a server that only reads, which has no such route", async () => {
    const answer = await reading.send("POST", "tags", body);
    expect([answer.status, (await answer.json()) as object]).toEqual([
      403,
      expect.objectContaining({ code: "read-only" }),
    ]);
    const { paths } = (await (await fetch(`${reading.server.url}openapi.json`)).json()) as { paths: object };
    expect(Object.keys(paths)).not.toContain("/api/v1/tags");
  });

  test("are no simple requests: another page cannot send them unasked", async () => {
    for (const without of ["Content-Type", "X-Midiq"] as const) {
      const { [without]: _, ...others } = headers;
      expect(await statusOf(writing.send("POST", "tags", body, others))).toBe(403);
    }
    expect(await statusOf(writing.send("POST", "tags", body, { ...headers, "Content-Type": "text/plain" }))).toBe(403);
    expect(await statusOf(writing.send("POST", "tags", body, { ...headers, Origin: "http://evil.example" }))).toBe(403);
    expect(await statusOf(writing.send("POST", "tags", { ...body, dry: true }, headers))).toBe(200);
  });

  test("are small", async () => {
    expect(await statusOf(writing.send("POST", "tags", { q: "x".repeat(70_000), add: ["a"] }, headers))).toBe(413);
  });
});

test("S5: a token is asked for everywhere, and cannot be guessed by trying", async () => {
  expect(await statusOf(writing.get("count"))).toBe(401);
  expect(await statusOf(fetch(`${writing.server.url}openapi.json`))).toBe(401);
  expect(await statusOf(writing.get("count", { Authorization: `Bearer ${token}` }))).toBe(200);
  expect(await statusOf(writing.get("count", { Cookie: `a=b; midiq-token=${token}` }))).toBe(200);
  for (let n = 0; n < 10; n++)
    expect(await statusOf(writing.get("count", { Authorization: `Bearer ${token}${n}` }))).toBe(401);
  expect(await statusOf(writing.get("count", { Authorization: "Bearer x" }))).toBe(429);
});

test("S5: a person gives the token once, in a form without scripts, and the browser keeps it from scripts", async () => {
  const own = await sampleServer({ token });
  const at = (path: string): string => new URL(path, own.server.url).href;
  const opened = await fetch(at("/"), { headers: { Accept: "text/html" }, redirect: "manual" });
  expect([opened.status, opened.headers.get("location")]).toEqual([303, "/login"]);
  const form = await fetch(at("/login"));
  expect([form.status, form.headers.get("content-security-policy")]).toEqual([
    200,
    expect.not.stringContaining("script"),
  ]);
  const post = (given: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(at("/login"), { method: "POST", body: new URLSearchParams({ token: given }), redirect: "manual", headers });
  expect(await statusOf(post(token, { Origin: "http://evil.example" }))).toBe(403);
  expect(await statusOf(post("wrong"))).toBe(401);
  const answer = await post(token);
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  expect(cookie).toMatch(/^midiq-token=.*; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(await statusOf(own.get("count", { Cookie: cookie.split(";")[0] as string }))).toBe(200);
  for (let n = 0; n < 9; n++) await post(`wrong${n}`);
  expect(await statusOf(post(token))).toBe(429);
  await own.close();
});

test("S6: headers keep pages from loading or running what is not ours", async () => {
  const { headers } = await reading.get("count");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
});

test("S7: downloads are attachments, whatever they are called", async () => {
  const { rows } = (await reading.json("files?limit=1")) as unknown as { rows: readonly { file: string }[] };
  const { headers } = await reading.get(`files/${rows[0]?.file}/midi`);
  expect(headers.get("content-disposition")).toMatch(/^attachment; filename="[\w. -]+"; filename\*=UTF-8''[\w.%~-]+$/);
  expect(headers.get("content-type")).toBe("audio/midi");
});

test("S8: no path of the machine is read for who asks", async () => {
  for (const named of [
    "/etc/passwd",
    "/proc/self/environ",
    "/dev/zero",
    "~/x.mid",
    "s3://bucket/x.mid",
    "../../etc/passwd",
  ]) {
    const answers = await Promise.all([
      reading.get(`files?q=${encodeURIComponent(`like("${named}")`)}`),
      reading.get(`files?q=${encodeURIComponent(`dupes("${named}")`)}`),
      reading.get(`files/${encodeURIComponent(named)}`),
      reading.get(`files/${encodeURIComponent(named)}/midi`),
      reading.get(`files/${encodeURIComponent(named)}/why?q=drums`),
    ]);
    for (const answer of answers) {
      expect([named, [400, 404].includes(answer.status)]).toEqual([named, true]);
      expect(((await answer.json()) as { code: string }).code).toMatch(/^(missing-file|no-file|no-route)$/);
    }
  }
});

test("S10: what is asked is small, and whoever goes away is not waited for", async () => {
  expect(await statusOf(reading.get(`count?q=${"a".repeat(10_001)}`))).toBe(400);
  expect(await statusOf(reading.get("files?limit=1001"))).toBe(400);
  expect(await statusOf(reading.get("files?nosuch=1"))).toBe(400);
  const gone = new AbortController();
  const aborted = fetch(`${reading.server.url}api/v1/files?q=x`, { signal: gone.signal }).catch(() => "gone");
  gone.abort();
  expect(await aborted).toBe("gone");
  expect(await statusOf(reading.get("count"))).toBe(200);
});

test("S10: who only asks for headers holds nothing: listeners find room, and others get the folder", async () => {
  const there = await sampleServer();
  for (let n = 0; n < 20; n++) {
    expect((await raw(`${there.server.url}api/v1/events`, {}, "HEAD")).status).toBe(200);
    expect((await raw(`${there.server.url}api/v1/export?as=csv`, {}, "HEAD")).status).toBe(200);
  }
  const over = new AbortController();
  expect((await there.get("events", {}, over.signal)).status).toBe(200);
  over.abort();
  const writer = await open(there.folder, { plugins: [core], mode: "write" });
  await writer.close();
  await there.close();
});

test("an export that was asked for wrongly is an error, not half an answer", async () => {
  const answer = await reading.get("export?as=csv&fields=nosuch");
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, "no-field"]);
  expect(await statusOf(reading.get("export?as=csv&q=bpm"))).toBe(400);
});

test("random requests are answered or refused, and name no file of the machine", async () => {
  const { asked, faults } = await tryRequests(250, 60, 5);
  expect([asked > 100, faults]).toEqual([true, []]);
});

test("S10: a request that is no HTTP ends alone", async () => {
  const { port } = new URL(reading.server.url);
  const said = await new Promise<string>((resolve) => {
    let text = "";
    const socket = createConnection(Number(port), "127.0.0.1", () => socket.write("GET /\0 nonsense\r\n\r\n"));
    socket
      .on("data", (part) => (text += part))
      .on("close", () => resolve(text))
      .on("error", () => resolve(text));
    setTimeout(() => socket.destroy(), 3000).unref();
  });
  expect(said).not.toContain("200 OK");
  expect(await statusOf(reading.get("count"))).toBe(200);
});
