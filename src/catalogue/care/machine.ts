/** The machine that a server runs on: what it says itself, what we see where it runs here too, or what is assumed. */
import { availableParallelism, totalmem } from "node:os";
import { isServer } from "../../database/server/server.ts";
import type { Store } from "../store.ts";

/** Memory and cores of a machine, and how they are known. */
export interface Machine {
  /** Bytes. */
  readonly memory: number;
  readonly cores: number;
  readonly from: "--memory" | "the server" | "this machine" | "assumed";
}

const assumed: Machine = { memory: 8 * 2 ** 30, cores: 4, from: "assumed" };

/**
 * Learns of the machine of a server.
 *
 * @param megabytes that a person says.
 */
export async function machineOf(store: Pick<Store, "query" | "url">, megabytes?: number): Promise<Machine> {
  const known = (await askServer(store)) ?? (isHere(store.url) ? here() : assumed);
  return megabytes === undefined ? known : { ...known, memory: megabytes * 2 ** 20, from: "--memory" };
}

const here = (): Machine => ({ memory: totalmem(), cores: availableParallelism(), from: "this machine" });

const isHere = (url: string): boolean => !isServer(url) || /@(localhost|127\.[\d.]+|\[::1\])?(:\d+)?\//.test(url);

/** On Linux a superuser, or a member of pg_read_server_files, can read it through the server. */
async function askServer({ query }: Pick<Store, "query">): Promise<Machine | undefined> {
  try {
    const [row] = await query<{ memory: string; cores: string }>(
      `select substring(pg_read_file('/proc/meminfo') from 'MemTotal: +(\\d+) kB') as memory,
         (select count(*) from regexp_matches(pg_read_file('/proc/cpuinfo'), '^processor', 'gn'))::text as cores
       where pg_has_role('pg_read_server_files', 'member')`,
    );
    const memory = Number(row?.memory) * 1024;
    return memory > 0 ? { memory, cores: Math.max(1, Number(row?.cores)), from: "the server" } : undefined;
  } catch {
    // Not Linux, or nobody may: then it is not known.
    return undefined;
  }
}
