/** One unit: its files go through the pipeline of `add`, into the run that the worker has in its campaign. */
import { Buffer } from "node:buffer";
import { statSync } from "node:fs";
import type { KnownArchives } from "../catalogue/adding/known.ts";
import type { Run } from "../catalogue/adding/run.ts";
import type { SeenArchive } from "../catalogue/adding/seen.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Places } from "../catalogue/places/places.ts";
import type { CampaignAbout } from "../catalogue/queue/campaigns.ts";
import type { Unit, UnitPath } from "../catalogue/queue/units.ts";
import { copyId, createDigest } from "../digest.ts";
import { journey } from "../journeys/journey.ts";
import type { RunOptions } from "../pipeline/pipeline.ts";
import type { Report } from "../pipeline/report.ts";
import type { Source } from "../pipeline/stage.ts";
import type { Found } from "../sources/source.ts";
import { scan, scanPaths } from "../stages/scan.ts";
import { createSurvey } from "../stages/survey.ts";

/** What a worker has for all units of a campaign. */
export interface UnitSetting {
  readonly run: Run;
  readonly about: CampaignAbout;
  readonly places: Places;
}

/** What a unit did. */
export interface UnitReport {
  readonly report: Report;
  /** Archives that were read whole. */
  readonly archives: readonly SeenArchive[];
}

/**
 * Does a unit. A stop leaves it half done: what is stored stays, and is unchanged for who does it again.
 *
 * @param onFile told of each file as it is read, or soon will be.
 */
export async function runUnit(
  db: Catalogue,
  unit: Unit,
  { run, about, places }: UnitSetting,
  onFile: (path: string) => void,
  options: RunOptions,
): Promise<UnitReport> {
  const paths = unit.data.paths.map((path) => localOf(path, places));
  const archives: SeenArchive[] = [];
  const known = unit.kind === "archive" ? await knownArchive(db, paths, places) : undefined;
  const into: Catalogue = {
    ...db,
    known: {
      ...db.known,
      isAsked: async () => true,
      archives: async function* () {
        if (known) yield known;
      },
    },
    beginRun: async () => ({
      ...run,
      // Indexes, moves and what is gone are of the whole campaign.
      missingIndexes: 0,
      tell: () => {},
      end: async () => {},
      seen: async (seen) => {
        archives.push(...seen.archives);
        const isNothing = seen.walked.length === 0 && [...seen.returned(1)].length === 0;
        if (isNothing) return { moved: 0, missing: 0, returned: 0 };
        return run.seen({ ...seen, archives: [], hasKnown: false });
      },
    }),
  };
  const survey = createSurvey();
  const how = { limits: about.archive, allNames: about.allNames, survey };
  // An archive that changed says which of its members are gone; of what else is gone the end of the campaign finds out.
  const hasChanged = known !== undefined && known.ids.length > 0 && !isSame(known, paths[0]);
  const files = hasChanged ? scan(String(paths[0]), how) : scanPaths(each(paths), how);
  const source: Source<Found> = async function* found(run) {
    for (const { path, code, message } of unit.data.refused ?? []) {
      run.reject({ path: String(localOf(path, places)), stage: "scan", code, message });
    }
    for await (const file of files(run)) {
      onFile(file.path);
      yield file;
    }
  };
  const { plugins } = db;
  const report = await journey(into, plugins, survey.enclosing(source), { ...about.file, survey }).run(options);
  return { report, archives };
}

/** A path here; one that has none here is refused as what is not there. */
const localOf = (path: UnitPath, places: Places): string | Uint8Array =>
  typeof path === "string" ? (places.local(path) ?? path) : new Uint8Array(Buffer.from(path.bytes, "base64"));

async function* each<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

/** What the catalogue knows of an archive that was read whole before. */
async function knownArchive(
  db: Catalogue,
  [path]: readonly (string | Uint8Array)[],
  places: Places,
): Promise<KnownArchives> {
  const placed = typeof path === "string" ? places.placed(path) : undefined;
  const ids = placed ? [copyId(await createDigest(), placed.inside, placed.salt)] : [];
  return db.known.archivesOf(ids);
}

function isSame({ sizes, mtimes }: KnownArchives, path: string | Uint8Array | undefined): boolean {
  try {
    const { size, mtimeMs } = statSync(typeof path === "string" ? path : Buffer.from(path ?? []));
    return sizes[0] === size && mtimes[0] === Math.trunc(mtimeMs);
  } catch {
    // What is not there any more is refused where it is read.
    return true;
  }
}
