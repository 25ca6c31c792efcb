/** One turn of `midiq watch`: an add of all that is watched, or of what happened since the last turn. */
import { availableParallelism } from "node:os";
import { journey } from "../../journeys/journey.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { Report } from "../../pipeline/report.ts";
import type { Source } from "../../pipeline/stage.ts";
import { archiveKind } from "../../sources/kinds.ts";
import type { Found } from "../../sources/source.ts";
import { scan, scanList } from "../../stages/scan.ts";
import { createSurvey, type Survey } from "../../stages/survey.ts";
import type { AddOptions } from "../commands/add.ts";
import { limitsOf } from "../limits.ts";
import { memoryOf, withCatalogue } from "../settings.ts";
import type { Still } from "./pending.ts";

/** Adds all that lies under some roots that are there. */
export const addRoots = (roots: readonly string[], options: AddOptions, signal: AbortSignal): Promise<Report> =>
  addFrom((survey) => scan(...roots, { survey, limits: limitsOf(options).archive }), options, signal);

/** Adds what came or changed, and marks what went. */
export const addStill = ({ there, gone }: Still, options: AddOptions, signal: AbortSignal): Promise<Report> =>
  addFrom(
    (survey) => {
      for (const path of gone) survey.absent(path);
      const scanning = { survey, limits: limitsOf(options).archive };
      // All of an archive is walked, so that members that went are missed; of folders only what came is known.
      const isArchive = (path: string): boolean => archiveKind(path.slice(path.lastIndexOf("/") + 1)) !== undefined;
      const others = there.filter((path) => !isArchive(path));
      const sources = [
        ...there.filter(isArchive).map((path) => scan(path, scanning)),
        scanList(listed(others), { ...scanning, separator: "nul" }),
      ];
      return survey.enclosing(async function* found(run) {
        for (const source of sources) yield* source(run);
      });
    },
    options,
    signal,
  );

async function* listed(paths: readonly string[]): AsyncGenerator<Uint8Array, void> {
  for (const path of paths) yield new TextEncoder().encode(`${path}\0`);
}

/** The catalogue is open only while something is written: others may read and write it in between. */
async function addFrom(
  sourceOf: (survey: Survey) => Source<Found>,
  options: AddOptions,
  signal: AbortSignal,
): Promise<Report> {
  const { file, itemSeconds } = limitsOf(options);
  return withCatalogue(options, "write", async (db, plugins) => {
    const survey = createSurvey();
    const going: Pipeline<never> = journey(db, plugins, sourceOf(survey), { ...file, survey });
    const workers = options.workers ?? Math.max(1, availableParallelism());
    const isKnown = await db.known.rejections();
    return going.run({ workers, signal, itemSeconds, isKnown, ...memoryOf(options) });
  });
}
