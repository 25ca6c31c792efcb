/** Where the time of a run went: by stage, and by analyzer. */
import { table } from "../../text/table.ts";

/** Seconds by stage, and by `stage/part`, as a report and a stored run have them. */
type Seconds = Readonly<Record<string, number>>;

/** What a run waited for, in words: no thread worked meanwhile. */
const waits: Readonly<Record<string, string>> = {
  source: "waiting for files",
  "store.wait": "waiting for the catalogue",
};

/** Seconds of work, and what of them went to one stage or part. */
interface Share {
  readonly name: string;
  readonly seconds: number;
}

const slowestFirst = (a: Share, b: Share): number => b.seconds - a.seconds;

/** Lines of a profile. @param files what came; a part's time is shown for one of them too. */
export function profileLines(seconds: Seconds, files: number): readonly string[] {
  const { total = 0, ...parts } = seconds;
  const all = Object.entries(parts).map(([name, spent]) => ({ name, seconds: spent }));
  const stages = all.filter(({ name }) => !name.includes("/") && !(name in waits) && name !== "store.write");
  const work = stages.reduce((sum, { seconds }) => sum + seconds, 0);
  const row = ({ name, seconds }: Share, shown: string): readonly string[] => [
    shown,
    seconds.toFixed(2),
    work > 0 && !(name in waits) && name !== "store.write" ? `${((100 * seconds) / work).toFixed(1)} %` : "",
    files > 0 ? ((1e6 * seconds) / files).toFixed(1) : "",
  ];
  const rows = [
    ...stages.sort(slowestFirst).flatMap((stage) => [
      row(stage, stage.name),
      ...all
        .filter(({ name }) => name.startsWith(`${stage.name}/`))
        .sort(slowestFirst)
        .map((part) => row(part, `  ${part.name.slice(stage.name.length + 1)}`)),
    ]),
    ...all.filter(({ name }) => name === "store.write").map((one) => row(one, "writing, at the same time")),
    ...all.filter(({ name }) => name in waits).map((one) => row(one, waits[one.name] as string)),
    row({ name: "total", seconds: total }, "from start to end").with(2, ""),
  ];
  const columns = [
    { heading: "stage", numeric: false },
    { heading: "seconds", numeric: true },
    { heading: "of work", numeric: true },
    { heading: "us a file", numeric: true },
  ];
  return table(columns, rows, Number.POSITIVE_INFINITY);
}
