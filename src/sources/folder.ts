/** Files and folders on this machine. */
import { type Archive, archiveFiles, archiveMembers } from "./archive.ts";
import { openBytes } from "./bytes.ts";
import { refuseToJudge } from "./errno.ts";
import { type FilePath, type FolderEntry, factsOf, filesByBytes, listFolder, systemPath } from "./file-names.ts";
import { archiveKind, isForeignFolder } from "./kinds.ts";
import { locate } from "./locate.ts";
import { beginsAsMidi, mayHoldMidi } from "./other-names.ts";
import { type RefusalCode, refusalOf } from "./refusal.ts";
import { isInShard } from "./shard.ts";
import { type Found, isMidiName, type SourceContext } from "./source.ts";

const isWanted = (name: string): boolean => isMidiName(name) || archiveKind(name) !== undefined;

/**
 * Reads one path that the user named: a folder is walked, an archive opened, any other file taken whatever its name.
 * `/x/pack.zip!/folder/x.mid` is one member, `/x/pack.zip!/folder` what lies in a folder of the archive.
 *
 * @throws Error ENOENT when nothing is there.
 */
export async function* filesUnder(root: string, context: SourceContext): AsyncGenerator<Found, void> {
  const located = locate(root);
  if (!located) throw notFound(root);
  const { file, inside } = located;
  if (inside === undefined) {
    yield* filesAt(file, context);
    if (!context.signal.aborted) noteWalked(file, context);
    return;
  }
  let told = false;
  const unreadable: SourceContext["unreadable"] = (problem) => {
    told = true;
    context.unreadable(problem);
  };
  for await (const one of fileAt(file, { ...context, unreadable }, inside)) {
    told = true;
    yield one;
  }
  if (!told && !context.shard && !context.signal.aborted) throw notFound(root);
}

/** Notes that all of a folder or an archive was walked. An empty folder may be where a disk is to be mounted. */
function noteWalked(file: FilePath, { notes }: SourceContext): void {
  try {
    if (!factsOf(file).isDirectory()) notes?.walked(`${file.path}!/`);
    else if (listFolder(file).length > 0) notes?.walked(file.path.endsWith("/") ? file.path : `${file.path}/`);
  } catch (error) {
    refuseToJudge(error);
    // It went away meanwhile: what was in it is not judged.
  }
}

/** Reads a file or folder that is known to be there. */
export async function* filesAt(file: FilePath, context: SourceContext): AsyncGenerator<Found, void> {
  if (factsOf(file).isDirectory()) yield* walk(file, context, (one) => fileAt(one, context));
  else yield* fileAt(file, context);
}

/** A file that nobody has looked at yet. */
export interface Listed extends FilePath {
  readonly isArchive: boolean;
}

/**
 * Lists the files that `filesUnder` would find at a path that somebody named, without a look at them: an archive is one file, and so
 * is one member that was named.
 *
 * @throws Error ENOENT when nothing is there.
 */
export async function* filesToRead(root: string, context: SourceContext): AsyncGenerator<Listed, void> {
  const located = locate(root);
  if (!located) throw notFound(root);
  const { file, inside } = located;
  if (inside !== undefined) return yield { path: `${file.path}!/${inside}`, isArchive: true };
  const listed = (one: FilePath): Listed => ({
    ...one,
    isArchive: archiveKind(one.path.slice(one.path.lastIndexOf("/") + 1)) !== undefined,
  });
  if (factsOf(file).isDirectory()) yield* walk(file, context, (one) => [listed(one)]);
  else yield listed(file);
  if (!context.signal.aborted) noteWalked(file, context);
}

/** Reads the paths of a list one after the other. One that is not there is told to the context; the list goes on. */
export async function* filesListed(
  paths: AsyncIterable<string | Uint8Array>,
  context: SourceContext,
): AsyncGenerator<Found, void> {
  const byBytes = filesByBytes();
  const { notes } = context;
  const unwalked = notes ? { ...context, notes: { ...notes, walked: () => {} } } : context;
  for await (const path of paths) {
    if (context.signal.aborted) return;
    const shown = typeof path === "string" ? path : new TextDecoder().decode(path);
    try {
      if (typeof path === "string") {
        // A list is no walk: what it leaves out may be there.
        yield* filesUnder(path, unwalked);
        continue;
      }
      const file = byBytes(path);
      if (!file) throw notFound(shown);
      yield* filesAt(file, context);
    } catch (error) {
      refuse({ path: shown }, error, "unreadable", context);
    }
  }
}

const notFound = (path: string): Error =>
  Object.assign(new Error(`ENOENT: no such file or directory, scan '${path}'`), {
    code: "ENOENT",
    syscall: "scan",
    path,
  });

/**
 * Walks a folder with a stack of our own: one folder's names in memory at a time, and no recursion to overflow.
 * Synchronous reads: a directory entry costs 2 us that way and several times as much with promises.
 */
async function* walk<T>(
  root: FilePath,
  context: SourceContext,
  take: (file: FilePath) => AsyncIterable<T> | Iterable<T>,
): AsyncGenerator<T, void> {
  const stack = [root];
  const walked = new Set<string>();
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    if (context.signal.aborted) return;
    const below: FilePath[] = [];
    for (const entry of readFolder(folder, walked, context)) {
      const type = entry.type === "link" ? typeOfTarget(entry, context) : entry.type;
      if (type === "folder" && !isForeignFolder(entry.name)) below.push(entry);
      else if (type === "file" && (isWanted(entry.name) || holdsMidi(entry, context))) yield* take(entry);
      else if (type === "other" && isWanted(entry.name)) refuseSpecial(entry, context);
    }
    while (below.length > 0) stack.push(below.pop() as FilePath);
  }
}

/** Whether a file of another name is a MIDI file by its first bytes; it is counted where it is not. */
function holdsMidi(entry: FolderEntry, { allNames = false, passedOver }: SourceContext): boolean {
  if (entry.name.startsWith(".")) return false;
  if (mayHoldMidi(entry.name, allNames)) {
    try {
      if (beginsAsMidi(systemPath(entry))) return true;
    } catch (error) {
      refuseToJudge(error);
      // Nobody asked for it, so that nobody is told that it cannot be read.
    }
  }
  passedOver?.();
  return false;
}

/** The entries of a folder in order of name; none when it cannot be read, or was walked already by another link. */
function readFolder(folder: FilePath, walked: Set<string>, context: SourceContext): ReturnType<typeof listFolder> {
  try {
    const { dev, ino } = factsOf(folder);
    const identity = `${dev}:${ino}`;
    if (walked.has(identity)) return [];
    walked.add(identity);
    return listFolder(folder);
  } catch (error) {
    refuse(folder, error, "unreadable-folder", context);
    return [];
  }
}

function typeOfTarget(entry: FilePath, context: SourceContext): "folder" | "file" | "other" | "none" {
  try {
    const facts = factsOf(entry);
    return facts.isDirectory() ? "folder" : facts.isFile() ? "file" : "other";
  } catch (error) {
    refuse(entry, error, "broken-link", context);
    return "none";
  }
}

/** Tells that something cannot be read. @throws the error itself where nothing is wrong with it (errno.ts). */
function refuse({ path }: FilePath, error: unknown, code: RefusalCode, context: SourceContext): void {
  refuseToJudge(error);
  context.unreadable({ path, code, message: error instanceof Error ? error.message : String(error) });
}

const refuseSpecial = ({ path }: FilePath, context: SourceContext): void =>
  context.unreadable({ path, code: "special-file", message: "Cannot read it: it is a pipe, a socket or a device" });

async function* fileAt(file: FilePath, context: SourceContext, inside?: string): AsyncGenerator<Found, void> {
  const { path, pathBytes } = file;
  try {
    const facts = factsOf(file);
    if (!facts.isFile()) return refuseSpecial(file, context);
    if (context.shard && !isInShard(context.shard, facts.size)) return;
    const mtime = Math.trunc(facts.mtimeMs);
    const kind = archiveKind(path.slice(path.lastIndexOf("/") + 1));
    const named = pathBytes ? { path, pathBytes } : { path };
    if (!kind) {
      if (inside === undefined) yield { ...named, size: facts.size, mtime };
      return;
    }
    let close = (): void => {};
    const open = (): Archive => {
      const bytes = openBytes(systemPath(file));
      close = bytes.close;
      return { ...named, mtime, bytes };
    };
    try {
      if (inside === undefined) yield* archiveFiles({ path, size: facts.size, mtime }, kind, context, open);
      else yield* archiveMembers(open(), kind, context, inside);
    } finally {
      close();
    }
  } catch (error) {
    const { code, message } = refusalOf(error, "unreadable");
    context.unreadable({ path, code, message });
  }
}
