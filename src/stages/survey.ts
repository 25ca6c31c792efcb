/**
 * A survey: what one run saw of the files that a store knows. Its source notes what it walked and could not read, `changed`
 * which known files it met, and `store` tells the catalogue what is gone, moved or back.
 */
import { copyId, createDigest, type Digest } from "../digest.ts";
import type { Source } from "../pipeline/stage.ts";
import { isThere } from "../sources/locate.ts";
import type { ArchiveFacts, WalkNotes } from "../sources/source.ts";
import type { Seen, SeenArchive } from "../store/seen.ts";
import { createKnownFiles, type KnownChunk, type KnownFiles, type Meeting } from "./known-files.ts";

/** What `changed` asks of a store: the copies that it holds, and the archives that were read whole. */
export interface KnowsCopies {
  /** Chunks in order of their ids. */
  readonly knownCopies: () => AsyncIterable<KnownChunk>;
  readonly knownArchives?: () => AsyncIterable<KnownChunk & { readonly members: Int32Array }>;
}

/** A survey of one run. */
export interface Survey {
  /** Reads what a store knows; `changed` does it before anything is walked. */
  readonly begin: (store: KnowsCopies) => Promise<void>;
  /** Notes a file that came by. `named` is its path, as bytes where it is not UTF-8. */
  readonly meet: (named: string | Uint8Array, size: number, mtime: number) => { id: bigint; meeting: Meeting };
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
  let copies = createKnownFiles();
  let archives = createKnownFiles();
  const membersOf = new Map<bigint, number>();
  const kept = new Set<bigint>();
  const walked = new Set<string>();
  const unread = new Set<string>();
  const absent = new Set<string>();
  const whole: SeenArchive[] = [];
  let open = 0;
  let given = 0;
  let taken = 0;

  const idOf = (named: string | Uint8Array): bigint => {
    if (!digest)
      throw new TypeError("Cannot survey files before it is known what the store has: changed() comes first");
    return copyId(digest, named);
  };
  const isIn = (paths: ReadonlySet<string>, path: string): boolean =>
    paths.size > 0 && (paths.has(path) || ancestorsOf(path).some((ancestor) => paths.has(ancestor)));
  const isUnread = (path: string): boolean => isIn(unread, path);
  /** True for a member of an archive that was not opened, since it has not changed. */
  const isKept = (path: string): boolean =>
    kept.size > 0 && archivesOf(path).some((archive) => kept.has(idOf(archive)));
  const enclosing = <Out>(source: Source<Out>): Source<Out> =>
    async function* (run) {
      // A run that is stopped never comes to the end of this.
      open++;
      yield* source(run);
      open--;
    };
  const isGone = (known: KnownFiles, id: bigint): boolean => known.wasThere(id) && !known.wasMet(id);

  return {
    begin: async (store) => {
      digest ??= await createDigest();
      copies = createKnownFiles();
      archives = createKnownFiles();
      for await (const chunk of store.knownCopies()) copies.add(chunk);
      for await (const chunk of store.knownArchives?.() ?? []) {
        archives.add(chunk);
        chunk.ids.forEach((id, n) => {
          membersOf.set(id, chunk.members[n]!);
        });
      }
    },
    meet: (named, size, mtime) => {
      taken++;
      const id = idOf(named);
      return { id, meeting: copies.meet(id, size, mtime) };
    },
    notes: {
      walked: (prefix) => void walked.add(prefix),
      knownMembers: ({ path, size, mtime }) => {
        const id = idOf(path);
        const members = membersOf.get(id);
        if (members === undefined) return undefined;
        if (archives.meet(id, size, mtime) === "unchanged") kept.add(id);
        return kept.has(id) ? members : undefined;
      },
      readWhole: (archive: ArchiveFacts, members: number) => {
        const { path, size, mtime } = archive;
        whole.push({ id: idOf(path), path, size, mtime, members });
      },
    },
    unread: (path) => {
      if (unread.size <= mostUnread) unread.add(path);
    },
    absent: (path) => {
      absent.add(path);
      // Of a file, a folder, and an archive.
      for (const prefix of [`${path}/`, `${path}!/`]) walked.add(prefix);
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
        // It may have come back meanwhile.
        isGone: (path) => !isUnread(path) && !isKept(path) && !(isIn(absent, path) && isThere(path)),
        isArchiveGone: (id, path) => isGone(archives, id) && !isUnread(path),
        isThere,
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
  return found;
}

/** What may be an archive around a path. */
function archivesOf(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = path.indexOf("!/"); at > 0; at = path.indexOf("!/", at + 1)) found.push(path.slice(0, at));
  return found;
}
