/** Moves of files that were stopped half way: organize, rename, dupes --set-aside. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import { isBusy, unfinishedIn } from "../organize/alone.ts";
import { counted } from "../text/counted.ts";
import type { Finding } from "./finding.ts";

/** One finding for each move that did not come to its end; none while a process moves files just now. */
export async function stoppedMoves(db: Catalogue): Promise<readonly Finding[]> {
  if (isBusy(db)) return [];
  return unfinishedIn(db).map(({ number, about, did, steps }) => ({
    area: "files",
    name: "stopped-move",
    severity: "warning",
    message: `midiq ${about.kind} was stopped after ${did.size} of ${counted(steps.length, "step")} (run ${number})`,
    remedy: `midiq undo ${number} moves its files back`,
  }));
}
