/**
 * A PostgreSQL server for tests: a cluster of its own from Debian's package, on loopback, begun by the first test that
 * asks for it, stopped and removed when the tests end. Tests skip where there is no server to start.
 */
import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";

/** Where Debian's packages put the programs, newest first; else they may be on the PATH. */
function programs(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
  if (found) return found;
  return spawnSync("initdb", ["--version"]).status === 0 ? "" : undefined;
}

const bin = programs();
/** Whether tests can have a server. */
export const hasServer: boolean = bin !== undefined;
if (!hasServer) console.error("skipped: tests on a PostgreSQL server, since none is installed (Debian: postgresql)");

/** A user that is not root: initdb refuses root. */
function owner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout.trim() || Number.NaN),
    );
    if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid: uid as number, gid: gid as number };
  }
  return undefined;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

interface Server {
  readonly url: string;
}

/** Stops the server and removes its folder when this process is gone, however it ended: test runners tell nobody. */
function stopWithUs(folder: string, pidFile: string): void {
  const script = `while kill -0 ${process.pid} 2>/dev/null; do sleep 0.3; done
    server=$(head -1 "$2"); kill -QUIT "$server"; while kill -0 "$server" 2>/dev/null; do sleep 0.1; done; rm -rf "$1"`;
  spawn("sh", ["-c", script, "sh", folder, pidFile], { detached: true, stdio: "ignore" }).unref();
}

let started: Promise<Server> | undefined;

async function start(): Promise<Server> {
  const user = owner();
  const folder = mkdtempSync(join(tmpdir(), "midiq-postgres-"));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const port = await freePort();
  const run = (program: string, ...words: readonly string[]): void => {
    const { status, stderr } = spawnSync(join(bin ?? "", program), words, {
      cwd: folder,
      encoding: "utf8",
      // What pg_ctl leaves running must not hold our pipes open.
      stdio: ["ignore", "ignore", program === "initdb" ? "pipe" : "ignore"],
      ...user,
    });
    if (status !== 0) throw new Error(`Cannot run ${program}: ${stderr ?? `exit ${status}`}`);
  };
  run("initdb", "-D", data, "-A", "trust", "-U", "midiq", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync");
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=64MB`;
  run("pg_ctl", "-D", data, "-w", "-l", join(folder, "log"), "-o", settings, "start");
  stopWithUs(folder, join(data, "postmaster.pid"));
  return { url: `postgres://midiq@127.0.0.1:${port}` };
}

let databases = 0;

/** The URL of a new, empty database. */
export async function newDatabase(): Promise<string> {
  started ??= start();
  const { url } = await started;
  const name = `test_${process.pid}_${databases++}`;
  const sql = postgres(`${url}/postgres`, { max: 1, onnotice: () => undefined });
  await sql.unsafe(`create database ${name}`);
  await sql.end();
  return `${url}/${name}`;
}
