/** midiq runs: what was done to the catalogue, when, and what came of it. */

import { type PastRun, pastRuns } from "../../catalogue/asking/history.ts";
import { filesOf } from "../../journeys/counts.ts";
import { countsOf, durationText } from "../../pages/run-words.ts";
import { jsonLine } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits } from "../failure.ts";
import { profileLines } from "../live/profile.ts";
import { tableWidth } from "../screen-width.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq runs`. */
export interface RunsOptions extends CatalogueOptions {
  readonly limit?: number;
  readonly json?: true;
}

const usualLimit = 20;

/** Lists the latest runs, or tells all of one. */
export async function runs(id: number | undefined, options: RunsOptions): Promise<number> {
  return withCatalogue(options, "read", async (db) => {
    const found = await pastRuns(db.store, id === undefined ? { latest: options.limit ?? usualLimit } : { id });
    if (options.json) {
      for (const run of found) process.stdout.write(`${jsonLine(run)}\n`);
      return found.length > 0 ? exits.found : exits.nothing;
    }
    if (found.length === 0) {
      const none =
        id === undefined
          ? "Nothing has been added to this catalogue yet"
          : `Cannot find run ${id}: midiq runs lists them`;
      process.stderr.write(`${none}\n`);
      return exits.nothing;
    }
    const lines = id === undefined ? listed(found) : found.flatMap(told);
    process.stdout.write(`${lines.join("\n")}\n`);
    return exits.found;
  });
}

const clock = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short" });
const when = (moment: string): string => clock.format(new Date(moment));

function listed(found: readonly PastRun[]): readonly string[] {
  const columns = [
    { heading: "run", numeric: true },
    { heading: "started", numeric: false },
    { heading: "took", numeric: true },
    { heading: "version", numeric: false },
    { heading: "files", numeric: true },
    { heading: "result", numeric: false },
  ];
  const rows = found.map((run) => [
    String(run.id),
    when(run.started),
    tookOf(run),
    run.version,
    String(filesOf(run)),
    `${run.kind === "run" ? "computed again: " : ""}${countsOf(run) || "nothing new"}`,
  ]);
  return table(columns, rows, tableWidth());
}

const tookOf = ({ finished, seconds }: PastRun): string =>
  finished === null ? "unfinished" : durationText(seconds["total"] ?? 0);

/** All of one run. */
function told(run: PastRun): readonly string[] {
  const line = (label: string, value: string): string => `${label.padEnd(10)} ${value}`;
  const causes = Object.entries(run.counts).filter(([name]) => name.startsWith("rejected "));
  return [
    line("run", `${run.id}, midiq ${run.kind}`),
    line("started", `${when(run.started)} on ${run.machine}, midiq ${run.version}`),
    line("took", run.finished === null ? "it did not finish, or is still running" : tookOf(run)),
    line("files", `${filesOf(run)}: ${countsOf(run) || "nothing new"}`),
    ...causes.map(([name, count]) => line("", `${count} ${name}`)),
    ...Object.entries(run.options ?? {}).map(([name, value]) => line(name, wordsOf(value))),
    line("analyzers", run.analyzers.map(({ id, version }) => `${id}@${version}`).join(", ")),
    "",
    ...profileLines(run.seconds, filesOf(run)),
  ];
}

const wordsOf = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(", ") : String(value));
