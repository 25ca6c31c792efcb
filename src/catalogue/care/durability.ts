/** Whether what a catalogue's folder holds would be there after a power loss. */

import { unsyncedOf } from "../../database/folder/unsynced.ts";
import { isServer } from "../../database/server/server.ts";
import type { Finding } from "./check.ts";

/** What is to be said of a catalogue; nothing of a server, whose own settings decide. */
export function durabilityOf(url: string): readonly Finding[] {
  const unsynced = isServer(url) ? undefined : unsyncedOf(url);
  if (!unsynced) return [];
  const { since, isRestarted } = unsynced;
  const when = since === "" ? "" : ` since ${since}`;
  const finding = isRestarted
    ? `it was written without sync${when}, and this machine has restarted since: if it lost power, rows may be missing`
    : `it was written without sync${when}: if the machine loses power now, rows may be missing`;
  const remedy = isRestarted
    ? "after a power loss, remove the catalogue and add the files again"
    : "midiq run writes everything to the disk";
  return [{ name: "unsynced", finding, count: 1, examples: [], remedy }];
}
