/** Files of clusters that would not be kept, and how close they are to those that would. */
import type { DuplicateCluster, DuplicateFile } from "./cluster.ts";
import type { Duplicates } from "./duplicates.ts";

/** Files that would not be kept. */
export interface Spares {
  readonly paths: readonly string[];
  /** How many of them have the same bytes as a kept file, the same notes, the same music; those in archives do not count. */
  readonly closeness: Readonly<Record<"bytes" | "notes" | "music", number>>;
}

/** The files of a cluster that would not be kept. */
export const sparesIn = ({ groups }: DuplicateCluster): readonly DuplicateFile[] =>
  groups.flatMap(({ contents }) => contents.flatMap(({ files }) => files.filter(({ isKept }) => !isKept)));

/**
 * The files of all clusters, or of the first, that would not be kept.
 *
 * @example
 * const { paths } = await sparesOf(await db.duplicates("", { level: "bytes" }));
 */
export async function sparesOf({ clusters }: Duplicates, limit?: number): Promise<Spares> {
  const paths: string[] = [];
  const closeness = { bytes: 0, notes: 0, music: 0 };
  for await (const cluster of clusters(limit)) {
    for (const { path } of sparesIn(cluster)) paths.push(path);
    for (const { contents } of cluster.groups) {
      const hasNotes = contents.some(({ files }) => files.some(({ isKept }) => isKept));
      for (const { files } of contents) {
        const loose = files.filter(({ isKept, archive }) => !isKept && archive === null).length;
        closeness[files.some(({ isKept }) => isKept) ? "bytes" : hasNotes ? "notes" : "music"] += loose;
      }
    }
  }
  return { paths, closeness };
}
