/**
 * Which process is which: a number of a process is given again after it has ended, and means nothing on another machine or
 * in another container.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** A process as others can look for it. What the platform does not tell is empty. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began: `ticks 123` since the system booted (Linux), or `time 123` in milliseconds since 1970. */
  readonly started: string;
  readonly host: string;
  /** The boot of the system: another one ended all its processes. */
  readonly boot: string;
  /** The space that the number is of: containers have their own. */
  readonly space: string;
}

/** What can be said of a process from here. */
export type Liveness =
  | "alive"
  | "gone"
  /** It belongs to another container of this machine: its number means nothing here. */
  | "unseen"
  /** It belongs to another machine. */
  | "elsewhere";

const orEmpty = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    return "";
  }
};

const bootOf = (): string => orEmpty(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
const spaceOf = (): string => orEmpty(() => readlinkSync("/proc/self/ns/pid"));

/** This process. */
export const thisProcess = (): ProcessIdentity => ({
  pid: process.pid,
  started: ticksOf(process.pid) || `time ${Math.round(Date.now() - process.uptime() * 1000)}`,
  host: hostname(),
  boot: bootOf(),
  space: spaceOf(),
});

/** Looks for a process. */
export function livenessOf(other: ProcessIdentity): Liveness {
  const [host, boot, space] = [hostname(), bootOf(), spaceOf()];
  const isSameBoot = other.boot !== "" && other.boot === boot;
  if (!isSameBoot && other.boot !== "" && boot !== "") return other.host === host ? "gone" : "elsewhere";
  if (!isSameBoot && other.host !== host) return "elsewhere";
  if (other.space !== space) return "unseen";
  return hasPid(other.pid) && isTheSame(other) ? "alive" : "gone";
}

function hasPid(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Field 22 of /proc/PID/stat (proc(5)); names of programs may hold spaces and parentheses. */
function ticksOf(pid: number): string {
  const stat = orEmpty(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return stat && ticks ? `ticks ${ticks}` : "";
}

/** `ps` tells whole seconds, and our own clock may have been set since. */
const slackMilliseconds = 3000;

/** Whether the process of this number is the one that is meant, and not a later one. True where nobody can tell. */
function isTheSame({ pid, started }: ProcessIdentity): boolean {
  if (started === "") return true;
  if (started.startsWith("ticks ")) {
    const ticks = ticksOf(pid);
    return ticks === "" || ticks === started;
  }
  const meant = Number(started.replace(/^time /, ""));
  const told = Date.parse(
    orEmpty(() =>
      execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
        encoding: "utf8",
        env: { ...process.env, LC_ALL: "C" },
        stdio: ["ignore", "pipe", "ignore"],
      }),
    ),
  );
  return !(Math.abs(told - meant) > slackMilliseconds);
}
