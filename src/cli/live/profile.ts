/** Where the time of a run went, as a table. */
import { profileOf, type Spent } from "../../journeys/profile.ts";
import { table } from "../../text/table.ts";

/** What a run waited for, in words: no thread worked meanwhile. */
const waits: Readonly<Record<string, string>> = {
  source: "waiting for files",
  "store.wait": "waiting for the catalogue",
};

/** Lines of a profile. @param files what came; a part's time is shown for one of them too. */
export function profileLines(seconds: Readonly<Record<string, number>>, files: number): readonly string[] {
  const { stages, writing, waits: waited, total } = profileOf(seconds);
  const row = ({ seconds: spent, share }: Omit<Spent, "name">, shown: string): readonly string[] => [
    shown,
    spent.toFixed(2),
    share === undefined ? "" : `${(100 * share).toFixed(1)} %`,
    files > 0 ? ((1e6 * spent) / files).toFixed(1) : "",
  ];
  const rows = [
    ...stages.flatMap((stage) => [row(stage, stage.name), ...stage.parts.map((part) => row(part, `  ${part.name}`))]),
    ...(writing ? [row(writing, "writing, at the same time")] : []),
    ...waited.map((one) => row(one, waits[one.name] as string)),
    row({ seconds: total, share: undefined }, "from start to end"),
  ];
  const columns = ["stage", "seconds", "share", "µs per file"].map((heading, n) => ({ heading, numeric: n > 0 }));
  return table(columns, rows, Number.POSITIVE_INFINITY);
}
