/** The work that many machines share, in words: campaigns, workers, units that were given up, and what a worker just did. */
import type { CampaignProgress, UnitState, WorkerProgress } from "../catalogue/queue/state.ts";
import { byteSize } from "../text/byte-size.ts";
import { counted, grouped } from "../text/counted.ts";
import { plain } from "../text/plain.ts";
import { table } from "../text/table.ts";
import type { Enqueued } from "../work/enqueue.ts";
import type { JobsAnswer } from "../work/jobs.ts";
import type { WorkedUnit } from "../work/work.ts";
import { countsOf, durationText } from "./run-words.ts";

/** What was put into the queue. */
export const enqueuedLine = ({ campaign, units, files }: Enqueued): string =>
  `campaign ${campaign}: ${counted(files, "file")} in ${counted(units, "unit")}; midiq work does them, midiq jobs shows how far they are`;

/** What a worker did with a unit. */
export function unitLine({ unit, campaign, kind, end, seconds, counts, message }: WorkedUnit): string {
  const what = kind === "finish" ? `end of campaign ${campaign}` : `unit ${unit} of campaign ${campaign}`;
  const why = message === undefined ? "" : `: ${plain(message)}`;
  return `${what}: ${end}${why} in ${seconds.toFixed(1)} s${end === "done" ? `; ${countsOf({ counts }) || "nothing new"}` : ""}`;
}

/** How all stands, or what came of a word. @param width of the terminal. */
export function workPage(answer: JobsAnswer, width: number): readonly string[] {
  if ("retried" in answer) return [`${counted(answer.retried, "unit")} will be tried again`];
  if ("told" in answer) {
    const { told, state } = answer;
    return told.length === 0 ? ["No campaign goes on"] : told.map((campaign) => `campaign ${campaign}: ${state}`);
  }
  if ("units" in answer) return answer.units.length === 0 ? ["No unit was given up"] : answer.units.flatMap(unitLines);
  const { campaigns, workers } = answer;
  if (campaigns.length === 0) return ["Nothing was queued yet: midiq add --queue PATHS does that"];
  return [...campaignTable(campaigns, width), ...(workers.length > 0 ? ["", ...workerTable(workers, width)] : [])];
}

const number = (heading: string) => ({ heading, numeric: true });
const words = (heading: string) => ({ heading, numeric: false });

function campaignTable(campaigns: readonly CampaignProgress[], width: number): readonly string[] {
  const columns = [
    ...[number("campaign"), words("state"), number("files"), number("done"), number("files/s"), words("left")],
    ...[number("waiting"), number("active"), number("poisoned"), number("failed"), words("paths")],
  ];
  const rows = campaigns.map((one) => [
    ...[String(one.id), one.state, grouped.format(one.files), grouped.format(one.filesDone)],
    ...[one.pace < 10 ? one.pace.toFixed(1) : grouped.format(Math.round(one.pace)), leftOf(one)],
    ...[one.waiting, one.active, one.poisoned, one.failed].map((units) => grouped.format(units)),
    one.paths.join(", "),
  ]);
  return table(columns, rows, width);
}

const leftOf = ({ finished, pace, files, filesDone }: CampaignProgress): string =>
  finished !== null ? "" : pace > 0 ? durationText((files - filesDone) / pace) : "unknown";

function workerTable(workers: readonly WorkerProgress[], width: number): readonly string[] {
  const columns = [
    ...[words("worker"), words("machine"), number("process"), number("unit")],
    ...[number("files"), number("memory"), number("heard s ago")],
  ];
  const rows = workers.map(({ id, machine, pid, unit, files, memory, silent }) => [
    ...[id, machine, String(pid), unit ?? ""],
    ...[grouped.format(files), byteSize(memory), silent.toFixed(0)],
  ]);
  return table(columns, rows, width);
}

/** Paths of a unit that are shown. */
const mostPaths = 5;

function unitLines({
  id,
  campaign,
  state,
  files,
  attempts,
  losses,
  failures,
  at,
  message,
  paths,
}: UnitState): string[] {
  const tries = `${counted(attempts, "attempt")}, ${losses} lost, ${failures} failed`;
  const shown = paths
    .slice(0, mostPaths)
    .map((path) => `  ${plain(typeof path === "string" ? path : JSON.stringify(path))}`);
  return [
    `unit ${id} of campaign ${campaign}: ${state}, ${counted(files, "file")}; ${tries}`,
    ...(message ? [`  ${plain(message)}`] : []),
    ...(at ? [`  last near ${plain(at)}`] : []),
    ...shown,
    ...(paths.length > mostPaths ? [`  and ${counted(paths.length - mostPaths, "more path")}`] : []),
  ];
}
