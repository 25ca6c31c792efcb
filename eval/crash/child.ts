/**
 * The process that `eval crash` kills: it adds files as `midiq add` does, or computes anew as `midiq run` does
 * (src/cli/commands/), and tells on stdout which phase it is in and, after each commit, the ids that are now stored. Written
 * to the pipe at once, a line outlives it.
 */
import { writeSync } from "node:fs";
import { core, createSurvey, executeRerun, journey, open, scan } from "../../mod.ts";
import type { RowIds } from "../../src/catalogue/adding/row-set.ts";
import type { Adding, Telling } from "./kill.ts";

const tell = (telling: Telling): void => void writeSync(1, `${JSON.stringify(telling)}\n`);

const [where, files, mode] = process.argv.slice(2) as [string, string, Adding["mode"]];

/** Items of a batch: fewer than of the command, so that few files make many commits. */
const batch = 12;

tell({ phase: "start-up" });
const db = await open(where, { plugins: [core], mode: "write" });
tell({ phase: "loading" });
const told: typeof db = {
  ...db,
  beginRun: async (how) => {
    const begun = await db.beginRun(how);
    return {
      ...begun,
      write: async (packed) => {
        const { contents, copies } = packed.about as RowIds;
        const ids = { contents: [...contents].map(String), copies: [...copies].map(String) };
        tell({ phase: "writing" });
        const written = await begun.write(packed);
        if (written.rejected.length > 0) throw new Error(`The store refused a row: ${written.rejected[0]?.message}`);
        tell({ committed: ids });
        if (mode === "checkpoint") {
          tell({ phase: "checkpoint" });
          await db.query("checkpoint");
        }
        tell({ phase: "loading" });
        return written;
      },
      seen: async (seen) => {
        tell({ phase: "ending" });
        return begun.seen(seen);
      },
      end: async (report, onIndex) => {
        tell({ phase: "ending" });
        await begun.end(report, onIndex);
      },
    };
  },
  beginRenewal: async (wanted) => {
    const begun = await db.beginRenewal(wanted);
    return {
      ...begun,
      write: async (packed) => {
        tell({ phase: "writing" });
        const renewed = await begun.write(packed);
        tell({ phase: "loading" });
        return renewed;
      },
      end: async (report, onIndex) => {
        tell({ phase: "ending" });
        await begun.end(report, onIndex);
      },
    };
  },
};
const run = { workers: 2, batch };
if (mode === "run") await executeRerun(told, [core], run);
else {
  const survey = createSurvey();
  await journey(told, [core], scan(files, { survey }), { bulk: mode === "bulk", survey }).run(run);
}
tell({ phase: "closing" });
await db.close();
tell({ phase: "closed" });
