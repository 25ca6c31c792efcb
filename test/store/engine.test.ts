/** The embedded engine when it ends by itself. */
import { afterAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { embeddedClient } from "../../src/database/client.ts";
import { createBridge } from "../../src/database/engine/bridge.ts";
import { openEmbedded } from "../../src/database/engine/pglite.ts";
import { StoreError } from "../../src/database/error.ts";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

test("an engine that is lost is told at once to all who ask, whatever they were at", async () => {
  const engine = await openEmbedded(join(folder.path, "dying"));
  let isLost = false;
  const run: typeof engine.run = (...given) =>
    isLost ? Promise.reject(new StoreError("engine-lost", "Its thread is gone")) : engine.run(...given);
  const bridge = createBridge({ ...engine, run });
  const writer = embeddedClient(() => bridge.connect(), { mode: "write", prepare: true });
  const reader = embeddedClient(() => bridge.connect({ readOnly: true }), { mode: "write", prepare: false });
  await reader.unsafe("select 1");
  const codeOf = (asked: PromiseLike<unknown>): PromiseLike<string> =>
    asked.then(String, ({ code }: { readonly code: string }) => code);
  let waiting: PromiseLike<string> | undefined;
  const inTransaction = writer.begin(async (tx) => {
    await tx.unsafe("select 1");
    waiting = codeOf(reader.unsafe("select 2"));
    isLost = true;
    await tx.unsafe("select 3");
  });
  const told = [inTransaction, writer.unsafe("select 4")].map(codeOf);
  expect(await Promise.all(told)).toEqual(["engine-lost", "engine-lost"]);
  expect(await waiting).toBe("engine-lost");
  expect(await codeOf(writer.begin((tx) => tx.unsafe("select 5")))).toBe("engine-lost");
  await Promise.all([writer.end(), reader.end()]);
  await engine.close();
}, 180_000);

describe("a session that does not come, or goes before it has answered, is told to all who wait for it", () => {
  const locked = (): Error => new StoreError("locked", "Somebody has it");
  const cut = (): Duplex => {
    const stream = new Duplex({ read: () => {}, write: (_chunk, _encoding, written) => written() });
    setImmediate(() => stream.destroy());
    return Object.assign(stream, { readyState: "open", setKeepAlive: () => stream });
  };
  const ways: readonly (readonly [name: string, dial: () => Duplex | Promise<Duplex>, code: string])[] = [
    ["nobody answers", () => Promise.reject(locked()), "locked"],
    [
      "it cannot be asked for",
      () => {
        throw locked();
      },
      "locked",
    ],
    ["it is cut", cut, "engine-lost"],
  ];
  for (const mode of ["read", "write"] as const) {
    test.each(ways)(
      `in mode ${mode}, when %s`,
      async (_name, dial, code) => {
        const client = embeddedClient(dial, { mode, prepare: false });
        const asked = [1, 2, 3].map((n) => client.unsafe(`select ${n}`));
        const told = await Promise.allSettled([...asked, client.begin((tx) => tx.unsafe("select 4"))]);
        expect(told.map((one) => (one as { readonly reason?: { readonly code?: string } }).reason?.code)).toEqual(
          Array(4).fill(code) as string[],
        );
        await client.end({ timeout: 0 });
      },
      30_000,
    );
  }
});
