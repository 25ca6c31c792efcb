/** Mending a catalogue: what its check finds, values that are lost, moves that were stopped, and what dead processes left. */

import { checkCatalogue } from "../catalogue/care/check.ts";
import { mendCatalogue } from "../catalogue/care/mend.ts";
import { removeLeftovers } from "../database/folder/leftovers.ts";
import { isServer } from "../database/server/server.ts";
import { executeRerun } from "../journeys/execute-rerun.ts";
import { alone, unfinishedIn } from "../organize/alone.ts";
import { counted } from "../text/counted.ts";
import { recoverAndTell } from "./organizing.ts";
import { withCatalogue } from "./settings.ts";

/** Mends all that can be mended, and says what on stderr. Opening for writing settles what a stopped run left. */
export async function mendAll(url: string): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  await withCatalogue({ db: url, plugin: [], set: [] }, "write", async (db, plugins) => {
    const { findings } = await checkCatalogue(db);
    const { names, renews } = await mendCatalogue(db.store, findings);
    if (names.length > 0) say(`mended: ${names.join(", ")}`);
    if (renews) {
      const { counts } = await executeRerun(db, plugins, {});
      say(`${counted(counts["renewed"] ?? 0, "file")} read and analyzed again`);
    }
    if (unfinishedIn(db).length > 0) await alone(db, () => recoverAndTell(db));
    const left = isServer(url) ? [] : removeLeftovers(url);
    if (left.length > 0) say(`removed files that stopped processes had left: ${left.join(", ")}`);
  });
}
