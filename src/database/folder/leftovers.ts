/** What processes that were killed leave in the folder of a catalogue: locks on their way, and an image that was being unpacked. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ownerIn } from "./lock.ts";

/** Names of what is written on the way to a lock, or to the right to break one (lock.ts). */
const lockNames = /^lock\.(\d+\.[0-9a-f]{12}|break\.[0-9a-f]{16}(\.break\.[0-9a-f]{16})*)$/;

/** Leftovers whose processes are gone, by name. @param isOurs true for the one who has the lock: nobody else unpacks then. */
export function leftoversIn(folder: string, isOurs = false): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter(
    (name) =>
      (lockNames.test(name) && ownerIn(join(folder, name)) === "gone") ||
      (name === "data.new" && isOurs && existsSync(join(folder, "data"))),
  );
}

/** Removes them; for the one who has the lock. */
export function removeLeftovers(folder: string): readonly string[] {
  const names = leftoversIn(folder, true);
  for (const name of names) rmSync(join(folder, name), { recursive: true, force: true });
  return names;
}
