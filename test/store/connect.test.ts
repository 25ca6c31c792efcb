import { beforeAll, describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server as Listener } from "node:net";
import { join } from "node:path";
import { open } from "../../mod.ts";
import { readServer } from "../../src/database/server/server.ts";
import { checkServer } from "../../src/database/server/server-check.ts";
import { emptyFolder, sample, startMidiq } from "../cli/run.ts";
import { type Cluster, giveToServer, hasServer, newCluster } from "../server.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
if (!hasOpenssl) console.error("skipped: tests of encryption, since there is no openssl to make a certificate");
const password = "sesam-öffne-dich";
const escaped = encodeURIComponent(password);
let cluster: Cluster;

/** Puts a certificate for "localhost" into a data folder. */
function certify(data: string): void {
  const made = ["-out", join(data, "server.crt"), "-keyout", join(data, "server.key")];
  const about = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  spawnSync("openssl", ["req", "-new", "-x509", "-days", "2", "-nodes", ...about, ...made]);
  chmodSync(join(data, "server.key"), 0o600);
  for (const name of ["server.crt", "server.key"]) giveToServer(join(data, name));
}

const rules = `local all midiq trust
hostssl tls_only all all trust
hostnossl tls_only all all reject
hostnossl plain_only all all trust
hostssl plain_only all all reject
host all locked all scram-sha-256
host all all all trust
`;

/** Connects and says how: encrypted, plain, or the line of the refusal. */
async function outcome(url: string, mode: "read" | "write" = "write"): Promise<string> {
  try {
    const db = await open(url, { mode });
    const [row] = await db.query<{ ssl: boolean }>("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
    await db.close();
    return row?.ssl ? "encrypted" : "plain";
  } catch (error) {
    const { name, message } = error as Error;
    expect([name, message.includes("\n")]).toEqual(["StoreError", false]);
    return message;
  }
}

describe.if(hasServer)("connecting to a server", () => {
  beforeAll(async () => {
    cluster = await newCluster(hasOpenssl ? ["ssl=on", "max_connections=8"] : ["max_connections=8"], (data) => {
      if (hasOpenssl) certify(data);
      writeFileSync(join(data, "pg_hba.conf"), rules);
    });
    await cluster.run(
      "postgres",
      `create role locked login password '${password}'`,
      "create role weak login",
      "create role one login connection limit 0",
      "create database db",
      "create database tls_only",
      "create database plain_only",
      "create database latin encoding 'LATIN1' template template0 lc_collate 'C' lc_ctype 'C'",
      "create database quiet",
      "alter database quiet set default_transaction_read_only = on",
    );
  }, 180_000);
  const at = (who: string, rest: string, host = "127.0.0.1"): string =>
    `postgres://${who}@${host}:${cluster.port}/${rest}`;

  test("what cannot be done is said in one line, with what to do", async () => {
    const cases: readonly [string, RegExp][] = [
      ["postgres://midiq@127.0.0.1:1/db", /nothing listens there; is PostgreSQL running, and is 1 its port/],
      ["postgres://midiq@no.such.host.invalid/db", /the host "no.such.host.invalid" is unknown/],
      ["postgres://midiq@/db?host=/no/such/folder", /there is no socket \/no\/such\/folder\/.s.PGSQL.5432/],
      [at("nobody", "db"), /there is no role "nobody"; createuser nobody/],
      [at("midiq", "nowhere"), /there is no database "nowhere"; createdb nowhere/],
      [at("locked", "db"), /locked needs a password; set PGPASSWORD, or write it to ~\/.pgpass/],
      [at("locked:wrong", "db"), /the password of locked is wrong/],
      [at("weak", "db"), /permission denied for schema public; this user must be allowed to create tables/],
      [at("one", "db"), /too many connections for role "one"; close some connections/],
      [at("midiq", "latin"), /its encoding LATIN1 cannot hold every name; createdb -E UTF8/],
      [at("midiq", "quiet"), /Cannot write to .* read-only/],
    ];
    for (const [url, line] of cases) expect([url, await outcome(url)]).toEqual([url, expect.stringMatching(line)]);
  }, 180_000);

  test("goes through a Unix socket, by the URL or by variables, and is not encrypted there", async () => {
    expect(await outcome(`postgres://midiq@/db?host=${cluster.folder}&port=${cluster.port}`)).toBe("plain");
    const names = { PGHOST: cluster.folder, PGPORT: String(cluster.port), PGUSER: "midiq", PGDATABASE: "db" };
    Object.assign(process.env, names);
    try {
      expect(await outcome("postgres://")).toBe("plain");
    } finally {
      for (const name of Object.keys(names)) delete process.env[name];
    }
  });

  test.if(hasOpenssl)(
    "is encrypted as sslmode says",
    async () => {
      const root = `sslrootcert=${join(cluster.folder, "data", "server.crt")}`;
      const cases: readonly [string, string | RegExp][] = [
        [at("midiq", "db"), "encrypted"],
        [at("midiq", "tls_only"), "encrypted"],
        [at("midiq", "plain_only"), "plain"],
        [at("midiq", "db?sslmode=disable"), "plain"],
        [at("midiq", "tls_only?sslmode=disable"), /no encryption; the server's pg_hba.conf decides/],
        [at("midiq", "tls_only?sslmode=allow"), "encrypted"],
        [at("midiq", "plain_only?sslmode=require"), /SSL encryption; the server's pg_hba.conf decides/],
        [at("midiq", `db?sslmode=verify-ca&${root}`), "encrypted"],
        [at("midiq", `db?sslmode=require&${root}`), "encrypted"],
        [at("midiq", "db?sslmode=verify-ca"), /its certificate is not trusted .* sslrootcert=FILE/],
        [at("midiq", `db?sslmode=verify-full&${root}`, "localhost"), "encrypted"],
        [at("midiq", `db?sslmode=verify-full&${root}`), /its certificate is for another host than 127.0.0.1/],
        [at("midiq", "db?sslmode=require&sslrootcert=/no/such/file"), /cannot be read \(ENOENT/],
      ];
      for (const [url, line] of cases) {
        expect([url, await outcome(url)]).toEqual([url, typeof line === "string" ? line : expect.stringMatching(line)]);
      }
    },
    180_000,
  );

  test("a listener that is no PostgreSQL, says nothing, or refuses encryption, is told apart", async () => {
    const listen = (answer: () => Buffer | "end" | undefined): Promise<Listener> =>
      new Promise((done) => {
        const listener = createServer((socket) => {
          socket.on("error", () => {});
          socket.on("data", () => {
            const said = answer();
            if (said === "end") socket.destroy();
            else if (said) socket.write(said);
          });
        });
        listener.listen(0, "127.0.0.1", () => done(listener));
      });
    const cases = [
      [() => Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), "", /does PostgreSQL listen there/],
      [() => "end" as const, "", /does PostgreSQL listen there/],
      [() => "end" as const, "?sslmode=disable", /does PostgreSQL listen there/],
      [() => undefined, "?connect_timeout=1", /no answer in 1 s/],
      [() => undefined, "?connect_timeout=1&sslmode=disable", /no answer in 1 s/],
      [() => Buffer.from("N"), "?sslmode=require", /sslmode=require needs encryption, and the server has none/],
    ] as const;
    for (const [answer, query, line] of cases) {
      const listener = await listen(answer);
      const { port } = listener.address() as { port: number };
      expect(await outcome(`postgres://u@127.0.0.1:${port}/d${query}`)).toMatch(line);
      listener.close();
    }
  }, 180_000);

  test("a server that is too old is refused by its number", async () => {
    const rows = [{ number: 140_011, version: "14.11", encoding: "UTF8", follows: false, readOnly: "off" }];
    const sql = { unsafe: async () => rows } as never;
    const checked = checkServer(sql, readServer("postgres://u@h", {}), "read");
    await expect(checked).rejects.toMatchObject({ code: "bad-version", message: expect.stringContaining("14.11") });
  });

  test("a password stands in no output, no log, no row, and no list of processes", async () => {
    await cluster.run("postgres", "create database secret owner locked");
    const folder = emptyFolder();
    const url = at(`locked:${escaped}`, "secret");
    const bin = join(import.meta.dir, "../../bin/midiq.mjs");
    const main = join(import.meta.dir, "../../src/cli/main.ts");
    const child = Bun.spawn(["node", bin, "add", sample, "--db", url, "--workers", "1"], {
      cwd: folder.path,
      stdout: "pipe",
      stderr: "pipe",
    });
    let processes = "";
    while (child.exitCode === null && !processes.includes("src/cli/main.ts")) {
      processes = spawnSync("ps", ["-o", "args=", "--ppid", String(child.pid)], { encoding: "utf8" }).stdout;
      await Bun.sleep(20);
    }
    const added = [await new Response(child.stdout).text(), await new Response(child.stderr).text()].join("");
    expect(await child.exited).toBe(0);
    expect(added).toContain(`Catalogue: postgres://locked@127.0.0.1:${cluster.port}/secret`);
    const failed = await startMidiq(folder.path, ["key C", "--db", at(`locked:${escaped}-not`, "secret")]);
    expect(failed).toMatchObject({ status: 2, stdout: "" });
    const db = await open(url);
    const runs = JSON.stringify(await db.query("select to_json(r) as row from run r"));
    await db.close();
    const log = readFileSync(join(cluster.folder, "log"), "utf8");
    const env = { ...process.env, MIDIQ_DB: url };
    const help = spawnSync(process.execPath, [main, "add", "--help"], {
      cwd: folder.path,
      encoding: "utf8",
      env,
    }).stdout;
    expect(help).toContain("the server of $MIDIQ_DB");
    for (const text of [processes, added, failed.stderr, runs, db.url, log, help]) {
      expect(text.includes(password) || text.includes(escaped)).toBeFalse();
    }
    expect(processes).toContain("--db postgres://locked@");
    folder.remove();
  }, 180_000);

  test("a replica answers queries and refuses to be written to; a server that goes says so", async () => {
    await cluster.run("postgres", "create database copied");
    const url = at("midiq", "copied");
    await (await open(url, { mode: "write" })).close();
    cluster.stop();
    writeFileSync(join(cluster.folder, "data", "standby.signal"), "");
    cluster.start();
    expect(await outcome(url, "read")).toMatch(/encrypted|plain/);
    expect(await outcome(url)).toMatch(/it is a replica; name the primary server instead/);
    cluster.stop();
    expect(await outcome(url)).toMatch(/nothing listens there/);
  }, 180_000);
});
