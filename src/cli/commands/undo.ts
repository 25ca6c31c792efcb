/** midiq undo: files of a run back to where they were. */

import type { Catalogue } from "../../catalogue/catalogue.ts";
import { alone } from "../../organize/alone.ts";
import { isOfThisMachine } from "../../organize/journal.ts";
import { journalToUndo, type MovedRun, movedRuns } from "../../organize/moved-runs.ts";
import { putBack } from "../../organize/moves.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { shortPath } from "../../text/short-path.ts";
import { table } from "../../text/table.ts";
import { exits, Mistake } from "../failure.ts";
import { liveSteps, recoverAndTell } from "../organizing.ts";
import { tableWidth } from "../screen-width.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq undo`. */
export interface UndoOptions extends CatalogueOptions {
  readonly list?: true;
  readonly json?: true;
}

/** Undoes the latest run that is not undone, or the one of a number: 0, 1 when there is none, 2 when files had to be left. */
export async function undo(number: string | undefined, options: UndoOptions): Promise<number> {
  if (number !== undefined && !/^\d+$/.test(number))
    throw new Mistake(`Cannot undo "${number}": expected the number of a run; midiq undo --list shows them`);
  if (options.list) return withCatalogue(options, "read", async (db) => list(movedRuns(db), options));
  return withCatalogue(options, "write", (db) => alone(db, () => undoOne(number, db, options)));
}

async function undoOne(number: string | undefined, db: Catalogue, options: UndoOptions): Promise<number> {
  await recoverAndTell(db);
  const journal = journalToUndo(db, number === undefined ? undefined : Number(number));
  if (!journal) {
    if (number !== undefined)
      throw new Mistake(`Cannot undo run ${number}: there is no such run; midiq undo --list shows the runs`);
    process.stderr.write("There is nothing to undo\n");
    return exits.nothing;
  }
  if (!isOfThisMachine(journal))
    throw new Mistake(
      `Cannot undo run ${journal.number} here: it moved files of the machine "${journal.about.machine}"; undo it there; if this machine had that name, set MIDIQ_MACHINE=${journal.about.machine}`,
    );
  if (journal.isUndone) {
    process.stderr.write(`Run ${journal.number} has been undone already\n`);
    return exits.nothing;
  }
  const undone = await putBack(db, journal, liveSteps);
  if (options.json) process.stdout.write(`${jsonLine(undone)}\n`);
  for (const { path, why } of undone.kept) process.stderr.write(`midiq: ${shortPath(path)}: ${why}; it stays there\n`);
  const isMove = journal.about.how === "move";
  const did = isMove ? "put back" : "removed";
  const run = `${journal.number} (${journal.about.kind})`;
  const left = undone.kept.length > 0 ? `, ${undone.kept.length} stay where they are` : "";
  process.stderr.write(
    `${did} ${counted(undone.done, "file")} ${isMove ? `of run ${run}` : `that run ${run} had made`}${left}\n`,
  );
  return undone.kept.length > 0 ? exits.mistake : exits.found;
}

/** The runs, the latest first. */
function list(runs: readonly MovedRun[], { json }: UndoOptions): number {
  if (json) process.stdout.write(runs.map((run) => `${jsonLine(run)}\n`).join(""));
  else if (runs.length > 0) {
    const columns = [
      { heading: "run", numeric: true },
      { heading: "when", numeric: false },
      { heading: "files", numeric: true },
      { heading: "state", numeric: false },
      { heading: "what", numeric: false },
    ];
    const rows = runs.map(({ run, started, files, state, kind, template, query }) => [
      String(run),
      started.slice(0, 16).replace("T", " "),
      files.toLocaleString("en"),
      state,
      [kind, template, query].filter(Boolean).join(" "),
    ]);
    const width = tableWidth();
    process.stdout.write(`${table(columns, rows, width).join("\n")}\n`);
  } else process.stderr.write("No run has moved any files yet\n");
  return runs.length > 0 ? exits.found : exits.nothing;
}
