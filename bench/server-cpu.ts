/** CPU time of the processes of a PostgreSQL server on this machine, from /proc (Linux). */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Catalogue } from "../mod.ts";

/** Clock ticks in a second, as Linux tells user programs (USER_HZ). */
const ticks = 100;

/** Fields of /proc/PID/stat after the name: [1] parent, [11] and [12] user and system ticks, [13] and [14] of ended children. */
function statOf(pid: string): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/** A clock of the CPU seconds of the server that a catalogue lies on; always 0 where it is not on this machine. */
export async function serverCpu(db: Catalogue): Promise<() => number> {
  const [row] = await db.query<{ pid: number; local: boolean }>(
    "select pg_backend_pid()::int4 as pid, inet_server_addr() is null or inet_server_addr() <<= '127.0.0.0/8' as local",
  );
  const parent = row?.local && existsSync("/proc") ? statOf(String(row.pid))?.[1] : undefined;
  if (parent === undefined) return () => 0;
  const used = (stat: readonly string[], ...fields: readonly number[]): number =>
    fields.reduce((sum, field) => sum + Number(stat[field]), 0) / ticks;
  return () => {
    const ended = statOf(parent);
    let sum = ended ? used(ended, 11, 12, 13, 14) : 0;
    for (const pid of readdirSync("/proc")) {
      const stat = /^\d+$/.test(pid) ? statOf(pid) : undefined;
      if (stat?.[1] === parent) sum += used(stat, 11, 12);
    }
    return sum;
  };
}
