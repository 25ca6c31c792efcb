/** The latest report of a run: what can be said of it when it ends without one of its own. */
import { writeSync } from "node:fs";
import { stoppedLine } from "../../pages/run-words.ts";
import type { Report } from "../../pipeline/report.ts";
import { type Stoppable, usualGrace } from "../stop.ts";
import type { Live } from "./line.ts";

/** A run that is shown, and can be stopped. */
export interface ShownRun {
  readonly show: (report: Report) => void;
  readonly words: Stoppable;
}

/** Shows a run by a live line or events, and says how far it came where it is cut off; for programs, as its report. */
export function shownRun(live: Live, isForPrograms: boolean): ShownRun {
  let latest: Pick<Report, "counts"> = { counts: {} };
  return {
    show: (report) => {
      latest = report;
      live.show(report);
    },
    words: {
      grace: usualGrace,
      say: live.say,
      last: () => {
        const line = stoppedLine(latest);
        if (!isForPrograms) return line;
        writeSync(1, `${JSON.stringify({ ...latest, counts: { ...latest.counts, cancelled: 1 } })}\n`);
        return JSON.stringify({ event: "notice", message: line });
      },
    },
  };
}
