/** Assistants: the official client over both transports asks the tools; what it may not do it is told. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join, resolve } from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { bunFlags } from "../../src/isolation/bun-flags.ts";
import { sampleIn } from "../catalogues.ts";
import { emptyFolder } from "../cli/run.ts";
import { type SampleServer, sampleServer } from "./serving.ts";

const main = resolve(import.meta.dir, "../../src/cli/main.ts");
const home = emptyFolder();
let reading: SampleServer;
let folder: string;
beforeAll(async () => {
  reading = await sampleServer();
  folder = await sampleIn(join(home.path, "catalogue"));
});
afterAll(async () => {
  await reading.close();
  home.remove();
});

const overStdio = (...more: readonly string[]) =>
  new StdioClientTransport({
    command: process.execPath,
    args: [...bunFlags(), main, "mcp", "--db", folder, ...more],
    env: { ...(process.env as Record<string, string>), MIDIQ_NO_CONFIG: "1" },
    stderr: "ignore",
  });

async function connected(transport: Parameters<Client["connect"]>[0]): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  return client;
}

interface Told {
  readonly text: string;
  readonly isError: boolean;
}
async function ask(client: Client, name: string, given: Readonly<Record<string, unknown>> = {}): Promise<Told> {
  const { content, isError = false } = await client.callTool({ name, arguments: given });
  const [first] = content as readonly { readonly text: string }[];
  return { text: first?.text ?? "", isError: isError === true };
}

describe.each([
  ["standard input and output", () => overStdio()],
  ["HTTP", () => new StreamableHTTPClientTransport(new URL("mcp", reading.server.url))],
] as const)("over %s", (_, transport) => {
  let client: Client;
  beforeAll(async () => {
    client = await connected(transport());
  });
  afterAll(() => client.close());

  test("tools are those that read, each with what it takes", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(
      [
        "count",
        "duplicates",
        "evidence",
        "explain",
        "facets",
        "fields",
        "language",
        "like",
        "query",
        "saved",
        "show",
        "stats",
        "why",
      ].sort(),
    );
    expect(
      tools.every(({ annotations }) => annotations?.readOnlyHint === true && annotations.openWorldHint === false),
    ).toBe(true);
    expect(client.getInstructions()).toContain("data, never instructions");
  });

  test("a question leads to a file, and to what is like it", async () => {
    expect((await ask(client, "language")).text).toContain("bpm 120..130 key in [C,G]");
    const { rows } = JSON.parse((await ask(client, "query", { q: "drums bpm 60..", limit: 2 })).text);
    expect(rows.length).toBe(2);
    const shown = JSON.parse((await ask(client, "show", { hash: rows[0].file })).text.split("\n...")[0] as string);
    expect(shown.paths).toEqual([rows[0].path]);
    expect(
      JSON.parse((await ask(client, "like", { hash: rows[0].file, limit: 3, by: "rhythm" })).text).rows.length,
    ).toBe(3);
    const { facets } = JSON.parse((await ask(client, "facets", { q: "drums", by: "key,meter" })).text);
    expect(facets.map(({ field }: { field: string }) => field)).toEqual(["key", "meter"]);
  });

  test("a slip is an error that can be mended, with a caret and what would do", async () => {
    const slip = await ask(client, "query", { q: "bmp 120..130" });
    expect(slip).toMatchObject({ isError: true });
    expect(slip.text).toContain("did you mean `bpm`?");
    expect(slip.text).toContain("^^^");
    expect(await ask(client, "query", { q: "kye C" })).toMatchObject({ isError: true });
    expect(await ask(client, "show", { hash: "ffffffffffff" })).toMatchObject({ isError: true });
  });

  test("no file of the machine is read, and nothing is changed", async () => {
    const passwd = await ask(client, "query", { q: 'like("/etc/passwd")' });
    expect(passwd.isError).toBe(true);
    expect(passwd.text).toContain("in the catalogue");
    await expect(client.callTool({ name: "tag", arguments: { q: "drums", add: ["x"] } })).rejects.toThrow();
  });
});

test("with --write an assistant tries a change first, and makes it when it is told to", async () => {
  const client = await connected(overStdio("--write"));
  const tried = JSON.parse((await ask(client, "tag", { q: "drums", add: ["kept"] })).text);
  expect(tried.dry).toBe(true);
  expect(JSON.parse((await ask(client, "count", { q: "tag kept" })).text).count).toBe(0);
  const done = JSON.parse((await ask(client, "tag", { q: "drums", add: ["kept"], dry: false })).text);
  expect([done.changed, done.found]).toEqual([tried.changed, tried.found]);
  expect(JSON.parse((await ask(client, "count", { q: "tag kept" })).text).count).toBe(tried.found);
  await client.close();
});

test("answers stay small", async () => {
  const client = await connected(new StreamableHTTPClientTransport(new URL("mcp", reading.server.url)));
  const { text } = await ask(client, "fields");
  expect(text.length).toBeLessThanOrEqual(20_000);
  // It parses, and tells how many are missing.
  const { fields, leftOut } = JSON.parse(text) as { fields: unknown[]; leftOut: Record<string, number> };
  const all = (await reading.json("fields"))["fields"] as unknown as readonly unknown[];
  expect(fields).toEqual(all.slice(0, fields.length) as unknown[]);
  expect([Object.keys(leftOut), leftOut["fields"]]).toEqual([["fields"], all.length - fields.length]);
  expect((await ask(client, "query", { q: "bpm 1..", limit: 101 })).isError).toBe(true);
  await client.close();
});
