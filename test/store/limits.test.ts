/** Limits that a server sets for everybody, and the codes by which a database says that it cannot go on. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { open } from "../../mod.ts";
import { codeOf, StoreError } from "../../src/database/error.ts";
import { operational } from "../../src/database/operational.ts";
import { meaningOf } from "../../src/database/sql-states.ts";
import { emptyFolder, midiq, sample } from "../cli/run.ts";
import { type Cluster, hasServer, newCluster } from "../server.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

const said = (code: string): Error => Object.assign(new Error(`the words of ${code}`), { code });

describe("what a database says when it cannot go on", () => {
  const ends: readonly (readonly [code: string, kind: string])[] = [
    ["08006", "connection-lost"],
    ["25006", "read-only"],
    ["25P03", "connection-lost"],
    ["25P04", "timed-out"],
    ["28000", "no-permission"],
    ["28P01", "no-permission"],
    ["3D000", "no-connection"],
    ["40001", "conflict"],
    ["40P01", "conflict"],
    ["42501", "no-permission"],
    ["53000", "no-resources"],
    ["53100", "disk-full"],
    ["53200", "no-resources"],
    ["53300", "no-connection"],
    ["55P03", "timed-out"],
    ["57014", "timed-out"],
    ["57P01", "connection-lost"],
    ["57P03", "connection-lost"],
    ["57P04", "no-connection"],
    ["58P01", "write-failed"],
    ["58030", "write-failed"],
    ["XX000", "write-failed"],
    ["XX001", "write-failed"],
    ["ENOSPC", "disk-full"],
    ["EDQUOT", "disk-full"],
    ["EROFS", "read-only"],
    ["EMFILE", "no-resources"],
    ["EIO", "write-failed"],
  ];

  test("is one line, whatever the language of its words", () => {
    for (const [code, kind] of ends) {
      const error = operational(said(code));
      expect([code, error instanceof StoreError, codeOf(error)]).toEqual([code, true, kind]);
      expect((error as Error).message).not.toContain("\n");
    }
  });

  test("and what is our fault, or about the data, stays as it is", () => {
    for (const code of ["42601", "42703", "42P01", "22021", "23505", "54000", "EPIPE", "ENOENT", ""])
      expect([code, operational(said(code)) instanceof StoreError]).toEqual([code, false]);
    expect(meaningOf("EPERM")).toBeUndefined();
  });
});

describe.if(hasServer)("a server that limits every session", () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await newCluster();
  }, 180_000);
  afterAll(() => cluster?.stop("immediate"), 180_000);
  const limits = [
    "statement_timeout = 1",
    "lock_timeout = 1",
    "idle_in_transaction_session_timeout = 1",
    "idle_session_timeout = 1",
  ];

  test("does not end a run, a check or a query: midiq lifts the limits in its own sessions", async () => {
    await cluster.run(
      "postgres",
      "create database limited",
      ...limits.map((limit) => `alter database limited set ${limit}`),
    );
    const url = `${cluster.url}/limited`;
    const words = [["add", sample, "--workers", "1"], ["run"], ["db", "check"], ["sort bpm limit 3"]];
    for (const some of words) {
      const { status, stderr } = await midiq(folder.path, [...some, "--db", url]);
      expect([some, status, stderr.includes("timeout")]).toEqual([some, 0, false]);
    }
  }, 180_000);

  test("nor do its settings of texts and numbers change an answer", async () => {
    await cluster.run(
      "postgres",
      "create database settings",
      ...[
        "extra_float_digits = -10",
        "bytea_output = escape",
        "DateStyle = 'SQL, DMY'",
        "client_encoding = LATIN1",
      ].map((setting) => `alter database settings set ${setting}`),
    );
    for (const url of [`${cluster.url}/settings`, `${cluster.url}/settings?pgbouncer=true`]) {
      const db = await open(url, { mode: "write" });
      expect(await db.query("select 123.456789::float8 as number, 0.1::float4 as single")).toEqual([
        { number: 123.456789, single: 0.1 },
      ]);
      await db.close();
    }
  }, 180_000);

  test("nor what is done behind a pooler, whose sessions are not ours to set", async () => {
    await cluster.run(
      "postgres",
      "create database pooled",
      "alter database pooled set statement_timeout = 700",
      "alter database pooled set idle_in_transaction_session_timeout = 700",
    );
    const db = await open(`${cluster.url}/pooled?pgbouncer=true`, { mode: "write" });
    expect(await db.query("select pg_sleep(1), 1 as n")).toMatchObject([{ n: 1 }]);
    await db.close();
  }, 180_000);

  test("of a person's own stays, and is one line when it is reached", async () => {
    const db = await open(`${cluster.url}/limited?options=-c%20statement_timeout%3D150`);
    const asked = db.query("select pg_sleep(20)");
    expect(await asked.catch((error) => [error.name, error.code])).toEqual(["StoreError", "timed-out"]);
    await db.close();
  }, 180_000);
});
