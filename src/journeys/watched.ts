/** One turn of watching: an add of all that is watched, or of what happened since the last turn. */
import { availableParallelism } from "node:os";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Report } from "../pipeline/report.ts";
import type { Source } from "../pipeline/stage.ts";
import { archiveKind } from "../sources/kinds.ts";
import type { Found } from "../sources/source.ts";
import { scan, scanList } from "../stages/scan.ts";
import { createSurvey, type Survey } from "../stages/survey.ts";
import type { AddOptions } from "./add.ts";
import { journey } from "./journey.ts";
import type { Still } from "./pending.ts";

/** How a turn adds. */
export type TurnOptions = Pick<AddOptions, "archive" | "file" | "workers" | "signal" | "itemSeconds" | "memoryBytes">;

/** Adds all that lies under some roots that are there. */
export const addRoots = (db: Catalogue, roots: readonly string[], options: TurnOptions): Promise<Report> =>
  addFrom(db, (survey) => scan(...roots, { survey, limits: options.archive ?? {} }), options);

/** Adds what came or changed, and marks what went. */
export const addStill = (db: Catalogue, { there, gone }: Still, options: TurnOptions): Promise<Report> =>
  addFrom(
    db,
    (survey) => {
      for (const path of gone) survey.absent(path);
      const scanning = { survey, limits: options.archive ?? {} };
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
  );

async function* listed(paths: readonly string[]): AsyncGenerator<Uint8Array, void> {
  for (const path of paths) yield new TextEncoder().encode(`${path}\0`);
}

async function addFrom(
  db: Catalogue,
  sourceOf: (survey: Survey) => Source<Found>,
  { archive: _, file = {}, ...run }: TurnOptions,
): Promise<Report> {
  const survey = createSurvey();
  const workers = run.workers ?? Math.max(1, availableParallelism());
  const isKnown = await db.known.rejections();
  return journey(db, db.plugins, sourceOf(survey), { ...file, survey }).run({ ...run, workers, isKnown });
}
