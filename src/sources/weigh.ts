/** How much lies under some paths, before it is read: to say how long reading takes. */
import { setImmediate } from "node:timers/promises";
import { factsOf, listFolder } from "./file-names.ts";
import { archiveKind, isForeignFolder } from "./kinds.ts";
import { isMidiName } from "./source.ts";

/** Bytes of an archive that stand for one file in it: songs are about that large when packed. */
const bytesOfMember = 8192;

/** What an archive counts for, in files. */
export const weightOfArchive = (size: number): number => Math.max(1, size / bytesOfMember);

/** What one file counts for; 0 where it is gone. */
export function weightOf(path: string): number {
  if (!archiveKind(path.slice(path.lastIndexOf("/") + 1))) return 1;
  try {
    return weightOfArchive(factsOf({ path }).size);
  } catch {
    return 0;
  }
}

/**
 * Counts the files under some paths by their names, archives by their size: about as many files as a walk will find.
 * Folders that cannot be read count nothing. Between folders other work goes on.
 */
export async function weigh(roots: readonly string[], signal: AbortSignal): Promise<number> {
  let weight = 0;
  const stack: string[] = [];
  const enter = (path: string): void => {
    try {
      if (factsOf({ path }).isDirectory()) stack.push(path);
      else weight += weightOf(path);
    } catch {
      // Whoever reads it says so.
    }
  };
  for (const root of roots) {
    enter(root);
    for (let folder = stack.pop(); folder !== undefined && !signal.aborted; folder = stack.pop()) {
      for (const { path, name, type } of entriesOf(folder)) {
        if (type === "folder") {
          if (!isForeignFolder(name)) stack.push(path);
        } else if (archiveKind(name)) weight += weightOf(path);
        else if (isMidiName(name)) weight++;
      }
      await setImmediate();
    }
  }
  return weight;
}

function entriesOf(path: string): ReturnType<typeof listFolder> {
  try {
    return listFolder({ path });
  } catch {
    return [];
  }
}
