/** Paths that something happened to, until they are still: a file that is being written is left alone. */
import { lstatSync, statSync } from "node:fs";
import { archiveKind, isForeignFolder } from "../sources/kinds.ts";
import { beginsAsMidi, mayHoldMidi } from "../sources/other-names.ts";
import { isMidiName } from "../sources/source.ts";

/** What is still. */
export interface Still {
  readonly there: readonly string[];
  readonly gone: readonly string[];
}

/** Paths that wait. */
export interface Pending {
  /** @param now milliseconds of any clock that `take` is given too. */
  readonly note: (path: string, now: number) => void;
  /** Takes what has not changed for a while. */
  readonly take: (now: number) => Still;
  /** Forgets what waits below a path, which cannot be judged any more. */
  readonly drop: (root: string) => void;
}

/** How long a file has to stay as it is; a copy program writes more often. */
const quietMilliseconds = 1000;
/** What went may have come elsewhere: that has to be still first, so that both are told together. */
const goneMilliseconds = 2000;

interface Waiting {
  readonly facts: string;
  readonly since: number;
}

const gone = "gone";

/** Size and time of last change, and what it is. */
function factsOf(path: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return gone;
  }
}

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Only music, archives and folders are of interest; what is gone may have been any of them. */
function isWanted(path: string, facts: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (facts === gone || isMidiName(name) || archiveKind(name) !== undefined || isFolder(path)) return true;
  try {
    return mayHoldMidi(name, false) && beginsAsMidi(path);
  } catch {
    return false;
  }
}

/** @param roots paths that were named: the folders above them may have any name, hidden ones below do not count. */
export function createPending(roots: readonly string[]): Pending {
  const waiting = new Map<string, Waiting>();
  const isHidden = (path: string): boolean => {
    const root = roots.find((one) => path === one || path.startsWith(`${one}/`));
    return path
      .slice((root ?? "").length)
      .split("/")
      .some(isForeignFolder);
  };
  return {
    note: (path, now) => {
      if (!waiting.has(path) && !isHidden(path)) waiting.set(path, { facts: factsOf(path), since: now });
    },
    take: (now) => {
      const still: string[] = [];
      const lost: string[] = [];
      const moving: string[] = [];
      for (const [path, { facts, since }] of waiting) {
        const present = factsOf(path);
        if (!isWanted(path, present)) waiting.delete(path);
        else if (present !== facts) {
          waiting.set(path, { facts: present, since: now });
          moving.push(path);
        } else if (now - since < (present === gone ? goneMilliseconds : quietMilliseconds)) moving.push(path);
        else (present === gone ? lost : still).push(path);
      }
      // A folder waits for what is being written into it.
      const busy = new Set(moving.flatMap(foldersOf));
      const there = still.filter((path) => !busy.has(path));
      // What came may be what went: as long as anything is on its way, nothing is told to be gone.
      const told = there.length < still.length || moving.length > 0 ? [] : lost;
      for (const path of [...there, ...told]) waiting.delete(path);
      return { there: withoutInner(there), gone: withoutInner(told) };
    },
    drop: (root) => {
      for (const path of waiting.keys()) if (path === root || path.startsWith(`${root}/`)) waiting.delete(path);
    },
  };
}

/** The folders that a path lies in. */
function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) folders.push(path.slice(0, at));
  return folders;
}

/** A folder stands for what lies in it. */
function withoutInner(paths: readonly string[]): readonly string[] {
  const sorted = [...paths].sort();
  let last: string | undefined;
  return sorted.filter((path) => {
    if (last !== undefined && path.startsWith(`${last}/`)) return false;
    last = path;
    return true;
  });
}
