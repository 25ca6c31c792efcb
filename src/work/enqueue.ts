/** Asking many workers to add files: the walk is made once, here, and its files are cut into units. */
import { Buffer } from "node:buffer";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Places } from "../catalogue/places/places.ts";
import { type CampaignAbout, createCampaign } from "../catalogue/queue/campaigns.ts";
import type { NewUnit, UnitPath, UnitRefusal } from "../catalogue/queue/units.ts";
import { isServer } from "../database/server/server.ts";
import { AskedError } from "../errors.ts";
import { wholePath } from "../journeys/add.ts";
import { isList } from "../journeys/named.ts";
import type { ParseOptions } from "../midi/limits.ts";
import { createRegistry } from "../plugin/registry.ts";
import { filesToRead } from "../sources/folder.ts";
import { type ArchiveLimits, archiveLimits } from "../sources/limits.ts";
import { isBucketUrl } from "../sources/s3.ts";
import type { SourceContext } from "../sources/source.ts";

/** How files are asked for; what is not said is as in `add`. */
export interface EnqueueOptions {
  readonly archive?: Partial<ArchiveLimits>;
  readonly file?: ParseOptions;
  readonly allNames?: boolean;
  /** Leaves search indexes out until the end of the campaign. */
  readonly bulk?: boolean;
  /** Files of one unit, at most; 1,000 unless said. */
  readonly unitFiles?: number;
}

/** What was asked for. */
export interface Enqueued {
  readonly campaign: number;
  readonly units: number;
  /** Files, and archives, whatever they hold. */
  readonly files: number;
}

/**
 * Files of one unit: two or three seconds of work for one core. Below, claims cost more; above, a kill wastes more, and the
 * last worker keeps the others waiting.
 */
const mostFiles = 1000;

/** Refuses to queue in a folder, which is open in one process. @throws AskedError `no-server`. */
export function needServer(url: string): void {
  if (isServer(url)) return;
  const why = "a folder is open in one process only; use a server (--db postgres://...), or shards (docs/workers.md)";
  throw new AskedError("no-server", `Cannot share work through ${url}: ${why}`);
}

/**
 * Lists what lies at some paths and puts it into the queue of the catalogue, in one transaction. Files are neither opened nor
 * looked at, but those whose names alone do not say whether they are MIDI files.
 *
 * @param paths files, folders and archives.
 * @throws AskedError `no-server` for a catalogue in a folder, `not-queued` for lists, buckets and sources of plugins.
 */
export async function enqueue(
  db: Catalogue,
  paths: readonly string[],
  options: EnqueueOptions = {},
): Promise<Enqueued> {
  needServer(db.url);
  const { sources } = createRegistry(db.plugins);
  const isOther = (path: string): boolean =>
    isList(path) || isBucketUrl(path) || sources.has(/^[a-z][a-z0-9_-]*(?=:)/.exec(path)?.[0] ?? "");
  const other = paths.find(isOther);
  if (other !== undefined)
    throw new AskedError(
      "not-queued",
      `Cannot queue "${other}": expected files and folders; midiq add reads it without --queue`,
    );
  const places = await db.store.placesToAdd();
  const whole = paths.map(wholePath);
  return createCampaign(db.store, () => unitsUnder(whole, places, options), options.bulk === true);
}

async function* unitsUnder(
  paths: readonly string[],
  places: Places,
  { archive = {}, file = {}, allNames = false, unitFiles = mostFiles }: EnqueueOptions,
): AsyncGenerator<NewUnit, CampaignAbout> {
  const walked: string[] = [];
  const unread: string[] = [];
  const refused = new Map<number, UnitRefusal[]>();
  const context: SourceContext = {
    signal: new AbortController().signal,
    limits: { ...archiveLimits, ...archive },
    allNames,
    unreadable: ({ path, code, message }) => {
      const placed = places.placed(path);
      unread.push(...places.forms(path));
      const some = refused.get(placed.source) ?? [];
      some.push({ path: placed.path, code, message });
      refused.set(placed.source, some);
    },
    notes: {
      walked: (prefix) => void walked.push(...places.storedPrefixes(prefix)),
      knownMembers: () => undefined,
      readWhole: () => {},
    },
  };
  let some: UnitPath[] = [];
  let at: number | undefined;
  const unitOf = (kind: NewUnit["kind"], source: number, some: readonly UnitPath[]): NewUnit => ({
    kind,
    source,
    files: some.length,
    data: { paths: some },
  });
  for (const root of paths) {
    for await (const { path, pathBytes, isArchive } of filesToRead(root, context)) {
      const placed = places.placed(path);
      places.refuse(placed);
      const named = pathBytes ? { bytes: Buffer.from(pathBytes).toString("base64") } : placed.path;
      if (isArchive) {
        yield unitOf("archive", placed.source, [named]);
        continue;
      }
      if (at !== undefined && some.length > 0 && (at !== placed.source || some.length >= unitFiles)) {
        yield unitOf("files", at, some);
        some = [];
      }
      at = placed.source;
      some.push(named);
    }
  }
  if (at !== undefined && some.length > 0) yield unitOf("files", at, some);
  for (const [source, told] of refused)
    yield { kind: "files", source, files: told.length, data: { paths: [], refused: told } };
  return { paths, allNames, archive, file, walked, unread };
}
