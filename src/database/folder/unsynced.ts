/**
 * Remembers that a catalogue was written without syncs, until everything is on the disk again. The note lies in the
 * catalogue's folder, and is itself synced.
 */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import { readRegular } from "../../regular-file.ts";
import { syncDirectory, syncFile, syncTree } from "../engine/durable.ts";
import { thisProcess } from "./process-identity.ts";

/** What is known of writes that were not synced. */
export interface Unsynced {
  /** When they began, as an ISO 8601 time. */
  readonly since: string;
  /** The system was started again since: after a power loss rows may be missing, and nothing in the files says so. */
  readonly isRestarted: boolean;
}

interface Note {
  readonly since: string;
  /** The boot of the system; empty where the system does not name it. */
  readonly boot: string;
}

/** A note has some 100 bytes; what is longer is none. */
const longestNote = 4096;

const noteOf = (folder: string): string => join(folder, "unsynced");

/** Notes that writes without sync begin. An older note stays: what it says is still true. */
export function noteUnsynced(folder: string): void {
  const note: Note = { since: new Date().toISOString(), boot: thisProcess().boot };
  try {
    writeFileSync(noteOf(folder), JSON.stringify(note), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    throw error;
  }
  syncFile(noteOf(folder));
  syncDirectory(folder);
}

/** What is known of writes to a folder that were not synced; undefined where there were none. */
export function unsyncedOf(folder: string): Unsynced | undefined {
  let text: string;
  try {
    text = readRegular(noteOf(folder), longestNote).toString("utf8");
  } catch {
    return undefined;
  }
  const { since = "", boot = "" } = readNote(text);
  const here = thisProcess().boot;
  const isKnown = boot !== "" && here !== "";
  const startedMilliseconds = Date.now() - uptime() * 1000;
  // A note that cannot be read was cut off by a crash.
  const isRestarted = since === "" || (isKnown ? boot !== here : startedMilliseconds > Date.parse(since));
  return { since, isRestarted };
}

function readNote(text: string): Partial<Note> {
  try {
    return JSON.parse(text) as Partial<Note>;
  } catch {
    return {};
  }
}

/**
 * Puts on the disk what was written without syncs, and forgets the note. Where the system was started again in between it
 * is too late for that, and the note stays.
 *
 * @param data the folder of the engine, which nobody has open.
 */
export async function makeDurable(folder: string, data: string): Promise<void> {
  const unsynced = unsyncedOf(folder);
  if (!unsynced || unsynced.isRestarted) return;
  // A process that was ended early may have left the note alone.
  if (existsSync(data)) await syncTree(data);
  rmSync(noteOf(folder), { force: true });
  syncDirectory(folder);
}
