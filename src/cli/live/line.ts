/** The live line on a terminal while a run goes on. */

import { createPace, type Pace } from "../../journeys/pace.ts";
import { countsOf, durationText } from "../../pages/run-words.ts";
import type { Report } from "../../pipeline/report.ts";
import { byteSize } from "../../text/byte-size.ts";
import { counted, grouped } from "../../text/counted.ts";
import { plain } from "../../text/plain.ts";

/** Shows how a run goes on. */
export interface Live {
  readonly show: (report: Report) => void;
  /** Says something between; the line comes again with the next progress. */
  readonly say: (line: string) => void;
  readonly clear: () => void;
}

const wipe = "\r\x1b[K";
/** A file that takes longer is named. */
const slowSeconds = 0.5;

/** Shows one live line; where the stream is no terminal it says nothing of progress. */
export function liveLine(out: NodeJS.WriteStream, shareFound: () => number | undefined = () => undefined): Live {
  const paceOf = createPace(shareFound);
  return {
    show: (report) => {
      if (out.isTTY) out.write(`${wipe}${lineOf(report, paceOf(report)).slice(0, (out.columns || 80) - 1)}`);
    },
    say: (line) => void out.write(`${out.isTTY ? wipe : ""}${line}\n`),
    clear: () => {
      if (out.isTTY) out.write(wipe);
    },
  };
}

/** What matters most comes first: a narrow terminal cuts the end. */
function lineOf(report: Report, { found, done, filesPerSecond, bytesPerSecond, remaining }: Pace): string {
  const { indexes, "indexes made": made = 0 } = report.counts;
  if (indexes !== undefined)
    return `${counted(found, "file")} stored; making search index ${Math.min(made + 1, indexes)} of ${indexes} · ${durationText(remaining ?? 0)} left`;
  const { slowest } = report;
  return [
    // What was read is not safe yet: what is stored comes first.
    done < found ? `${grouped.format(done)} of ${counted(found, "file")}` : counted(found, "file"),
    ...(filesPerSecond > 0 ? [`${grouped.format(Math.round(filesPerSecond))} files/s`] : []),
    ...(bytesPerSecond > 0 ? [`${byteSize(bytesPerSecond)}/s`] : []),
    ...(remaining === undefined ? [] : [`${durationText(remaining)} left`]),
    countsOf(report) || "reading",
    ...(slowest && slowest.seconds > slowSeconds
      ? [`slowest ${slowest.seconds.toFixed(1)} s ${plain(slowest.path.slice(slowest.path.lastIndexOf("/") + 1))}`]
      : []),
  ].join(" · ");
}
