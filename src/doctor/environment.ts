/** The machine: runtime, memory, disk, terminal, optional packages. */

import { existsSync, statfsSync } from "node:fs";
import { availableParallelism, freemem, totalmem } from "node:os";
import { dirname, resolve } from "node:path";
import { isServer } from "../database/server/server.ts";
import { hasLibarchive } from "../sources/libarchive.ts";
import { hasXz } from "../sources/unpack.ts";
import { byteSize } from "../text/byte-size.ts";
import { version } from "../version.ts";
import type { Finding } from "./finding.ts";

/** All findings on the machine, on the disk of a catalogue, and on a terminal, where there is somebody to see it. */
export async function environment(db: string, terminal: Terminal | undefined): Promise<readonly Finding[]> {
  return [
    runtime(),
    memory(),
    ...(isServer(db) ? [] : disk(db)),
    ...(terminal ? [terminalOf(terminal)] : []),
    ...(await packages()),
  ];
}

const found = (name: string, severity: Finding["severity"], message: string, remedy?: string): Finding => ({
  area: "environment",
  name,
  severity,
  message,
  ...(remedy !== undefined && { remedy }),
});

function runtime(): Finding {
  const { bun, deno, node } = process.versions;
  const runs = bun ? `Bun ${bun}` : deno ? `Deno ${deno}` : `Node ${node}`;
  return found("runtime", "ok", `midiq ${version} on ${runs}, ${process.platform} ${process.arch}`);
}

/** An engine with its caches and one worker. */
const fewestBytes = 512 * 2 ** 20;

function memory(): Finding {
  const message = `${availableParallelism()} cores, ${byteSize(freemem())} of ${byteSize(totalmem())} memory free`;
  return freemem() < fewestBytes
    ? found("memory", "warning", message, "midiq add --workers 1 needs less; --memory MEGABYTES sets a limit")
    : found("memory", "ok", message);
}

/** File systems by their magic numbers (statfs(2)), with what they are called. */
const fileSystems: ReadonlyMap<number, readonly [name: string, doubt?: string]> = new Map([
  [0xef53, ["ext4"]],
  [0x58465342, ["XFS"]],
  [0x9123683e, ["Btrfs"]],
  [0x2fc12fc1, ["ZFS"]],
  [0x794c7630, ["overlay", "files written in a container may disappear with it"]],
  [0x01021994, ["memory (tmpfs)", "it is empty after a restart"]],
  [0x6969, ["NFS", "a network file system: slow, and its locks may fail"]],
  [0xff534d42, ["CIFS", "a network file system: slow, and its locks may fail"]],
  [0xfe534d42, ["SMB", "a network file system: slow, and its locks may fail"]],
  [0x01021997, ["9P", "a file system of a virtual machine's host: slow"]],
]);
/** A hundred thousand files take about this much. */
const roomyBytes = 2 * 2 ** 30;
const tightBytes = 128 * 2 ** 20;

function disk(db: string): readonly Finding[] {
  let at = resolve(db);
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  try {
    const { bavail, bsize, type } = statfsSync(at);
    const free = bavail * bsize;
    const [name, doubt] = fileSystems.get(type) ?? [];
    const message = `${byteSize(free)} free on the disk of the catalogue${name ? ` (${name})` : ""}`;
    const room =
      free < tightBytes
        ? found("disk", "problem", message, "free some space: midiq does not write to a full disk")
        : free < roomyBytes
          ? found("disk", "note", `${message}: enough for about ten thousand files`)
          : found("disk", "ok", message);
    const doubted =
      doubt && name
        ? [found("file-system", "warning", `the catalogue is on ${name}: ${doubt}`, "--db FOLDER names another place")]
        : [];
    return [room, ...doubted];
  } catch {
    return [found("disk", "note", "the system does not report the free space on the disk")];
  }
}

/** The terminal that pages are printed on. */
export interface Terminal {
  /** Undefined where there is none. */
  readonly columns: number | undefined;
  /** `$LC_ALL`, `$LC_CTYPE` or `$LANG`, whichever says something first. */
  readonly language: string;
  /** False where `$NO_COLOR` is set. */
  readonly hasColors: boolean;
}

function terminalOf({ columns, language, hasColors }: Terminal): Finding {
  const width = columns === undefined ? "no terminal: pages are 80 columns wide" : `terminal of ${columns} columns`;
  const isPlain = columns !== undefined && process.platform !== "win32" && !/utf-?8/i.test(language);
  return isPlain
    ? found(
        "terminal",
        "note",
        `${width}; its language is "${language}", so piano rolls may look odd`,
        "export LANG=C.UTF-8",
      )
    : found("terminal", "ok", `${width}${hasColors ? "" : ", no colors (NO_COLOR)"}`);
}

async function packages(): Promise<readonly Finding[]> {
  const missing = [
    ...((await hasLibarchive()) ? [] : [["libarchive-wasm", "7z and rar archives"]]),
    ...((await hasXz()) ? [] : [["xz-decompress", "xz archives"]]),
  ];
  if (missing.length === 0) return [found("packages", "ok", "packages for 7z, rar and xz archives are installed")];
  return missing.map(([name, what]) =>
    found("packages", "note", `${what} cannot be opened: ${name} is not installed`, `bun add ${name}`),
  );
}
