/** The end of a campaign: contents are settled, what is gone is found, indexes are made. One worker does it, once. */
import { noteSeen } from "../catalogue/adding/note-seen.ts";
import { settle } from "../catalogue/adding/settle.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { aboutOf, runsOf } from "../catalogue/queue/campaigns.ts";
import { archivesRead, type Unit } from "../catalogue/queue/units.ts";
import { completeIndexes } from "../catalogue/tables/index-building.ts";
import { isThere } from "../sources/locate.ts";
import type { UnitSetting } from "./run-unit.ts";

/**
 * Ends a campaign. Which files its workers met is not remembered anywhere: each known copy in the folders that were walked is
 * looked for on the disk. A stop leaves what is not done to the next worker.
 *
 * @returns copies that moved or went, by the names of a report.
 */
export async function finish(
  db: Catalogue,
  { campaign }: Unit,
  { run, places }: Pick<UnitSetting, "run" | "places">,
  signal: AbortSignal,
): Promise<Readonly<Record<string, number>>> {
  const { client, columns } = db.store;
  await settle(client, columns);
  const { walked, unread } = await aboutOf(client, campaign);
  const isHere = (path: string): boolean => {
    const local = places.local(path);
    return local === undefined || isThere(local);
  };
  const isUnread = (path: string): boolean =>
    unread.some((one) => path === one || path.startsWith(`${one}/`) || path.startsWith(`${one}!/`));
  const { machine, mounts, bucket } = places.data;
  const { moved, missing } = await noteSeen(
    client,
    {
      walked,
      archives: await archivesRead(client, campaign),
      isUnmet: () => true,
      isGone: (path) => !isUnread(path) && !isHere(path),
      isArchiveGone: (_, path) => !isUnread(path) && !isHere(path),
      isThere: isHere,
      isNew: () => true,
      hasUnmet: true,
      hasKnown: true,
      returned: () => [],
    },
    {
      run: run.layout.run,
      runs: await runsOf(client, campaign),
      sources: [machine, ...mounts, bucket].map(({ source }) => source),
    },
  );
  await settle(client, columns);
  await completeIndexes(client, undefined, signal);
  return { moved, missing };
}
