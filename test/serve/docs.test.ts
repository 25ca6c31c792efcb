/** docs/serve.md: its examples get answers, and its table names the routes that there are. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { routes } from "../../src/serve/routes/all.ts";
import { type SampleServer, sampleServer } from "./serving.ts";

const page = readFileSync(new URL("../../docs/serve.md", import.meta.url), "utf8");
let there: SampleServer;
beforeAll(async () => {
  there = await sampleServer();
});
afterAll(() => there.close());

const examples = [...page.matchAll(/^GET (\/\S+)$/gm)].map(([, address]) => address as string);

test.each(examples)("%s", async (address) => {
  const answer = await fetch(new URL(address, there.server.url));
  expect([answer.status, (await answer.text()).length > 20]).toEqual([200, true]);
});

test("the table names each route once, and no other", () => {
  const told = [...page.matchAll(/^\| ((?:[A-Z]+(?: and [A-Z]+)? )?)`(\/[^`?]+)/gm)].flatMap(([, methods = "", path]) =>
    (methods.trim() || "GET").split(" and ").map((method) => `${method} ${path}`),
  );
  expect(told.filter((route) => route !== "GET /events").sort()).toEqual(
    routes.map(({ method, path }) => `${method} ${path}`).sort(),
  );
});
