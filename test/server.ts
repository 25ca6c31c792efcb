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
export function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout.trim() || Number.NaN),
    );
    if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid: uid as number, gid: gid as number };
  }
  return undefined;
}

/** A port that nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** A cluster of one's own. */
export interface Cluster {
  /** Without a database. */
  readonly url: string;
  readonly port: number;
  /** Where its Unix socket, its log and its data (`data/`) lie; owned by the user that runs it. */
  readonly folder: string;
  readonly start: () => void;
  /** @param how `fast` ends sessions, `immediate` crashes. */
  readonly stop: (how?: "fast" | "immediate") => void;
  /** Runs SQL as its superuser, a statement an entry. */
  readonly run: (database: string, ...statements: readonly string[]) => Promise<void>;
}

/** Stops the server and removes its folder when this process is gone, however it ended: test runners tell nobody. */
function stopWithUs(folder: string, pidFile: string): void {
  const script = `while kill -0 ${process.pid} 2>/dev/null; do sleep 0.3; done
    server=$(head -1 "$2"); kill -QUIT "$server"; while kill -0 "$server" 2>/dev/null; do sleep 0.1; done; rm -rf "$1"`;
  spawn("sh", ["-c", script, "sh", folder, pidFile], { detached: true, stdio: "ignore" }).unref();
}

/** Hands a file or folder to the user that runs the servers. */
export function giveToServer(path: string): void {
  const user = serverUser();
  if (user) chownSync(path, user.uid, user.gid);
}

/**
 * Starts a cluster.
 *
 * @param arrange called between its making and its first start, with its data folder: pg_hba.conf, certificates.
 */
export async function newCluster(
  settings: readonly string[] = [],
  arrange: (data: string, folder: string) => void = () => {},
): Promise<Cluster> {
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), "midiq-postgres-"));
  giveToServer(folder);
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
  arrange(data, folder);
  const fixed = ["listen_addresses=127.0.0.1", "fsync=off", "shared_buffers=64MB", ...settings];
  const words = `-p ${port} -k ${folder} ${fixed.map((one) => `-c ${one}`).join(" ")}`;
  const start = (): void => run("pg_ctl", "-D", data, "-w", "-l", join(folder, "log"), "-o", words, "start");
  start();
  stopWithUs(folder, join(data, "postmaster.pid"));
  return {
    url: `postgres://midiq@127.0.0.1:${port}`,
    port,
    folder,
    start,
    stop: (how = "fast") => run("pg_ctl", "-D", data, "-w", "-m", how, "stop"),
    run: async (database, ...statements) => {
      const sql = postgres({ host: folder, port, user: "midiq", database, max: 1, onnotice: () => undefined });
      for (const statement of statements) await sql.unsafe(statement);
      await sql.end();
    },
  };
}

let shared: Promise<Cluster> | undefined;
let databases = 0;

/** The URL of a new, empty database on a cluster that the tests of this process share. */
export const newDatabase = (): Promise<string> => createDatabase("template1");

/** The URL of a new database on that cluster with all that is in another one, which nobody may use meanwhile. */
export const copyOfDatabase = (url: string): Promise<string> => createDatabase(new URL(url).pathname.slice(1));

async function createDatabase(template: string): Promise<string> {
  shared ??= newCluster();
  const { url, run } = await shared;
  const name = `test_${process.pid}_${databases++}`;
  await run("postgres", `create database ${name} template ${template}`);
  return `${url}/${name}`;
}
