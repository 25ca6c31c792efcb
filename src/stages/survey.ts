/**
 * A survey: what one run saw of the files that a store knows. Its source notes what it walked and could not read, `changed`
 * which known files it met, and `store` tells the catalogue what is gone, moved or back.
 */

import type { Seen, SeenArchive } from "../catalogue/adding/seen.ts";
import type { Placed, Places } from "../catalogue/places/places.ts";
import { keyAndRest } from "../catalogue/places/stored-path.ts";
import { copyId, createDigest, type Digest } from "../digest.ts";
import type { Source } from "../pipeline/stage.ts";
import { isThere } from "../sources/locate.ts";
import { mayHoldMidi } from "../sources/other-names.ts";
import { type ArchiveFacts, type Found, isMidiName, type WalkNotes } from "../sources/source.ts";
import { createAskedFiles } from "./asked-files.ts";
import { createKnownFiles, type KnownChunk, type KnownFiles, type Meeting } from "./known-files.ts";
import { foundId } from "./placing.ts";

/** What `changed` asks of a store: the copies that it holds, and the archives that were read whole. */
export interface KnowsCopies {
  readonly known: {
    /** Chunks in order of their ids. */
    readonly copies: () => AsyncIterable<KnownChunk>;
    readonly archives?: () => AsyncIterable<KnownChunk & { readonly members: Int32Array }>;
    /** Whether it is asked about files as they come, by `copiesOf`, rather than for all that it knows. */
    readonly isAsked?: () => Promise<boolean>;
    readonly copiesOf?: (ids: readonly bigint[]) => Promise<KnownChunk>;
    /** Where paths lie; as they are unless said. */
    readonly places?: () => Promise<Places>;
  };
}

/** A survey of one run. */
export interface Survey {
  /**
   * Reads what a store knows; `changed` does it before anything is walked.
   *
   * @returns what is to be told of files before they are met, so that the store is asked about them; undefined where all is read.
   */
  readonly begin: (store: KnowsCopies) => Promise<((files: readonly Found[]) => Promise<void>) | undefined>;
  /** Notes a file that came by. `placed` says where it lies, where that is another path in the catalogue than here. */
  readonly meet: (file: Found) => { readonly id: bigint; readonly meeting: Meeting; readonly placed?: Placed };
  /** What a walk tells. */
  readonly notes: WalkNotes;
  /** What could not be read: nothing is said of it, nor of what lies under it. */
  readonly unread: (path: string) => void;
  /** Notes that nothing is at a path any more: a file, a folder or an archive that went. */
  readonly absent: (path: string) => void;
  /** A source whose files are counted: a run that is stopped is told from one that came to its end. */
  readonly surveyed: <Out>(source: Source<Out>) => Source<Out>;
  /** A source that is made of surveyed ones. */
  readonly enclosing: <Out>(source: Source<Out>) => Source<Out>;
  /** What the store is to be told, `hasKnown` apart; undefined when the run did not come to the end of its sources. */
  readonly seen: () => Omit<Seen, "hasKnown"> | undefined;
}

/** A run that could not read more paths than this says nothing of what is gone: something is wrong with the disk. */
const mostUnread = 10_000;

/** Begins a survey. It is of one run: a pipeline that runs again needs another. */
export function createSurvey(): Survey {
  let digest: Digest | undefined;
  let isAsked = false;
  let copies = createKnownFiles();
  let archives = createKnownFiles();
  const membersOf = new Map<bigint, number>();
  let places: Places | undefined;
  /** Archives that were not opened, as they are stored. */
  const kept = new Set<string>();
  /** Archives that were looked at for files of all names, as they are stored. */
  const searched = new Set<string>();
  const walked = new Set<string>();
  const unread = new Set<string>();
  const absent = new Set<string>();
  const whole: SeenArchive[] = [];
  let open = 0;
  let given = 0;
  let taken = 0;

  const begun = (): Digest => {
    if (digest) return digest;
    throw new TypeError("Cannot note which files are there before the catalogue is known: put changed() first");
  };
  const placeOf = (path: string): Placed => places?.placed(path) ?? { source: 0, salt: 0n, path, inside: path };
  const formsOf = (path: string): readonly string[] => places?.forms(path) ?? [path];
  const prefixesOf = (prefix: string): readonly string[] => places?.storedPrefixes(prefix) ?? [prefix];
  const isHere = (stored: string): boolean => {
    const local = places ? places.local(stored) : stored;
    return local === undefined || isThere(local);
  };
  const isIn = (paths: ReadonlySet<string>, path: string): boolean =>
    paths.size > 0 && (paths.has(path) || ancestorsOf(path).some((ancestor) => paths.has(ancestor)));
  const isUnread = (path: string): boolean => isIn(unread, path);
  /** True for a member of an archive that was not opened, since it has not changed. */
  const isKept = (path: string): boolean => kept.size > 0 && archivesOf(path).some((archive) => kept.has(archive));
  /** True for a file that a walk may pass over because of its name, though it is there: it was named, or found with all names. */
  const isPassedOver = (path: string): boolean => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (isMidiName(name)) return false;
    const around = archivesOf(path);
    return around.length === 0 || !(mayHoldMidi(name, false) || around.some((archive) => searched.has(archive)));
  };
  const enclosing = <Out>(source: Source<Out>): Source<Out> =>
    async function* (run) {
      // A run that is stopped never comes to the end of this.
      open++;
      yield* source(run);
      open--;
    };
  const isGone = (known: KnownFiles, id: bigint): boolean => known.wasThere(id) && !known.wasMet(id);
  const idOf = (file: Found): { readonly id: bigint; readonly placed?: Placed } => {
    const placed = places === undefined || places.isUsual(file.path) ? undefined : places.placed(file.path);
    if (placed) places?.refuse(placed);
    const id = foundId(begun(), file, placed);
    return placed ? { id, placed } : { id };
  };

  return {
    begin: async ({ known }) => {
      digest ??= await createDigest();
      places = await known.places?.();
      const { copiesOf } = known;
      isAsked = copiesOf !== undefined && ((await known.isAsked?.()) ?? false);
      copies = isAsked ? createAskedFiles() : createKnownFiles();
      archives = createKnownFiles();
      if (!isAsked) for await (const chunk of known.copies()) copies.add(chunk);
      for await (const chunk of known.archives?.() ?? []) {
        archives.add(chunk);
        chunk.ids.forEach((id, n) => {
          membersOf.set(id, chunk.members[n]!);
        });
      }
      if (!isAsked || !copiesOf) return undefined;
      return async (files) => copies.add(await copiesOf(files.map((file) => idOf(file).id)));
    },
    meet: (file) => {
      taken++;
      const met = idOf(file);
      return { ...met, meeting: copies.meet(met.id, file.size, file.mtime) };
    },
    notes: {
      walked: (prefix) => {
        for (const one of prefixesOf(prefix)) walked.add(one);
      },
      knownMembers: ({ path, size, mtime }, allNames) => {
        const { salt, inside, path: stored } = placeOf(path);
        const id = copyId(begun(), inside, salt);
        const members = membersOf.get(id);
        if (members === undefined) return undefined;
        if (archives.meet(id, size, mtime) === "unchanged" && !allNames) kept.add(stored);
        return kept.has(stored) ? members : undefined;
      },
      readWhole: (archive: ArchiveFacts, members: number, allNames: boolean) => {
        const { size, mtime } = archive;
        const { source, salt, inside, path } = placeOf(archive.path);
        if (allNames) searched.add(path);
        whole.push({ id: copyId(begun(), inside, salt), source, path, size, mtime, members });
      },
    },
    unread: (path) => {
      if (unread.size <= mostUnread) for (const one of formsOf(path)) unread.add(one);
    },
    absent: (path) => {
      for (const one of formsOf(path)) absent.add(one);
      // Of a file, a folder, and an archive.
      for (const prefix of [`${path}/`, `${path}!/`]) for (const one of prefixesOf(prefix)) walked.add(one);
    },
    surveyed: (source) =>
      enclosing(async function* (run) {
        for await (const one of source(run)) {
          given++;
          yield one;
        }
      }),
    enclosing,
    seen: () => {
      if (open > 0 || given !== taken || unread.size > mostUnread) return undefined;
      return {
        walked: [...walked],
        archives: whole,
        isUnmet: (id) => isGone(copies, id),
        // It may have come back meanwhile; and what another process has added since is not among what this one read.
        isGone: (path) =>
          !isUnread(path) &&
          !isKept(path) &&
          !(((isAsked && !path.includes("!/")) || isIn(absent, path) || isPassedOver(path)) && isHere(path)),
        isArchiveGone: (id, path) => isGone(archives, id) && !isUnread(path),
        isThere: isHere,
        isNew: copies.isNew,
        hasUnmet: copies.hasUnmet() || archives.hasUnmet(),
        returned: copies.returned,
      };
    },
  };
}

/** Folders and archives that a path lies in, the innermost first. */
function ancestorsOf(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
    found.push(path.slice(0, at));
    // A folder may end with `!` too.
    if (path[at - 1] === "!") found.push(path.slice(0, at - 1));
  }
  const top = keyAndRest(path);
  if (top) found.push(`${top[0]}:`);
  return found;
}

/** What may be an archive around a path. */
function archivesOf(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = path.indexOf("!/"); at > 0; at = path.indexOf("!/", at + 1)) found.push(path.slice(0, at));
  return found;
}
