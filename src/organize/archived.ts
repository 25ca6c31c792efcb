/** Members of archives in a plan: they are copied, by way of a cache, and the archives stay as they are. */
import type { Digest } from "../digest.ts";
import { extractMembers } from "../unpacking/member-cache.ts";
import type { OrganizedFile } from "./files.ts";
import type { Manner } from "./place.ts";
import { type Planned, reasonToLeave } from "./plan.ts";

/**
 * Why files are left that go below a folder: members of archives are copied there, but where files move only those whose
 * bytes no plain file has, and those once.
 */
export function reasonToLeaveBelow(
  files: readonly OrganizedFile[],
  how: Manner,
): (file: OrganizedFile) => string | undefined {
  const plain = new Set(files.flatMap(({ archive, row }) => (archive === null ? [row.hash] : [])));
  const first = new Map<string, OrganizedFile>();
  for (const file of files) if (!first.has(file.row.hash)) first.set(file.row.hash, file);
  return (file) => {
    if (file.archive === null || file.unusable !== undefined) return reasonToLeave(file);
    if (how !== "move") return undefined;
    if (plain.has(file.row.hash)) return "it is inside an archive, and a file outside has the same bytes";
    return first.get(file.row.hash) === file
      ? undefined
      : "it is inside an archive, and another member has the same bytes";
  };
}

/** Gives members of archives that go somewhere a file to be copied from; what cannot be read is left. */
export async function unpackPlanned(planned: readonly Planned[], digest: Digest): Promise<readonly Planned[]> {
  const members = planned.flatMap(({ outcome, file }) => (outcome === "go" && file.archive !== null ? [file] : []));
  if (members.length === 0) return planned;
  const { copies, left } = await extractMembers(members, digest);
  const whyLeft = new Map(left.map(({ path, why }) => [path, why]));
  return planned.map((one): Planned => {
    const { file, outcome } = one;
    if (outcome !== "go" || file.archive === null) return one;
    const copy = copies.get(file.path);
    if (copy === undefined) return { ...one, outcome: "leave", why: whyLeft.get(file.path) ?? "it cannot be read" };
    return { ...one, file: { ...file, path: copy, systemPath: copy, member: file.path } };
  });
}

/** Whether a file of a plan goes, and is one inside an archive. */
export const goesFromArchive = ({ outcome, file }: Planned): boolean => outcome === "go" && file.archive !== null;

/** Files of a plan that are carried out together, with one way back. */
export interface PlannedRun {
  readonly how: Manner;
  readonly files: readonly Planned[];
}

/** The runs of a plan: copies out of archives are one of their own where files do not copy, since another undo takes them back. */
export function runsOf(planned: readonly Planned[], how: Manner): readonly PlannedRun[] {
  const packed = how === "copy" ? [] : planned.filter(goesFromArchive);
  if (packed.length === 0) return [{ how, files: planned }];
  const others = planned.filter((one) => !goesFromArchive(one));
  return others.some(({ outcome }) => outcome !== "leave")
    ? [
        { how, files: others },
        { how: "copy", files: packed },
      ]
    : [{ how: "copy", files: planned }];
}
