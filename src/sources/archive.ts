/** Archives of all kinds, and archives in them: which members are files of ours, and which must not be read. */
import { type Bytes, bytesIn } from "./bytes.ts";
import { type ArchiveKind, archiveKind, type Container, isForeignFolder, type Packing } from "./kinds.ts";
import { libarchiveMembers } from "./libarchive.ts";
import { type Budget, openBudget } from "./limits.ts";
import type { Member, OpenArchive } from "./member.ts";
import { distinctNames } from "./names.ts";
import { isMidiHead, largestLooked, mayHoldMidi } from "./other-names.ts";
import { packedFile } from "./packed-file.ts";
import { Refusal, refusalOf } from "./refusal.ts";
import { type ArchiveFacts, type Found, isMidiName, type SourceContext } from "./source.ts";
import { tarMembers } from "./tar.ts";
import { zipMembers } from "./zip.ts";

/** An archive that was found. */
export interface Archive {
  /** As shown. */
  readonly path: string;
  readonly pathBytes?: Uint8Array;
  readonly mtime: number;
  readonly bytes: Bytes;
}

/** Which members somebody wants: all of them, or what lies at one path in the archive (`b.zip!/x.mid`, `folder`). */
export type Wanted = string | undefined;

const openers: Readonly<Record<Container, (packing: Packing) => OpenArchive>> = {
  zip: () => zipMembers,
  tar: tarMembers,
  file: packedFile,
  libarchive: () => libarchiveMembers,
  unknown: () => (input) => {
    throw new Refusal("unsupported-archive", `Cannot open "${input.name}": this kind of archive is unknown`);
  },
};

/** Refusals that end the whole archive, however deep they were met. */
class Ended extends Refusal {
  constructor(refusal: Refusal) {
    super(refusal.code, refusal.message, refusal);
  }
}

/** A budget whose refusals are told from those of one member. */
function endingBudget(budget: Budget): Budget {
  const ending =
    <Words extends readonly unknown[]>(call: (...words: Words) => void) =>
    (...words: Words): void => {
      try {
        call(...words);
      } catch (error) {
        throw new Ended(error as Refusal);
      }
    };
  return { limits: budget.limits, spend: ending(budget.spend), member: ending(budget.member) };
}

/**
 * The files in a whole archive, found on disk or elsewhere, unless it was read before and has not changed.
 *
 * @param open called when it has to be read.
 */
export async function* archiveFiles(
  facts: ArchiveFacts,
  kind: ArchiveKind,
  context: SourceContext,
  open: () => Archive | Promise<Archive>,
): AsyncGenerator<Found, void> {
  const { notes, allNames = false } = context;
  if (notes?.knownMembers(facts, allNames) !== undefined) return;
  let isWhole = true;
  let members = 0;
  const unreadable: SourceContext["unreadable"] = (problem) => {
    isWhole = false;
    context.unreadable(problem);
  };
  for await (const file of archiveMembers(await open(), kind, { ...context, unreadable }, undefined)) {
    members++;
    yield file;
  }
  if (isWhole && !context.signal.aborted) notes?.readWhole(facts, members, allNames);
}

/** The wanted files in an archive that was found on disk or elsewhere. What must not be read is told to the context. */
export async function* archiveMembers(
  archive: Archive,
  kind: ArchiveKind,
  context: SourceContext,
  wanted: Wanted,
): AsyncGenerator<Found, void> {
  const budget = endingBudget(openBudget(context.limits, archive.bytes.size));
  try {
    yield* membersOf(archive, kind, { context, budget, wanted, depth: 1 });
  } catch (error) {
    const { code, message } = refusalOf(error, "damaged-archive");
    context.unreadable({ path: archive.path, code, message });
  }
}

/** Where we are. */
interface Visit {
  readonly context: SourceContext;
  readonly budget: Budget;
  /** What is wanted, seen from the archive that is open. */
  readonly wanted: Wanted;
  readonly depth: number;
}

async function* membersOf(archive: Archive, kind: ArchiveKind, visit: Visit): AsyncGenerator<Found, void> {
  const { context, budget, wanted } = visit;
  const distinct = distinctNames();
  const name = archive.path.slice(archive.path.lastIndexOf("/") + 1);
  const passedOver = new Set<string>();
  const wants = (member: string, size = 0): boolean => {
    // Only the ending counts here: a backslash may be half of a character of Shift-JIS.
    if (wanted !== undefined || isOurs(`x${member}`)) return true;
    const base = member.slice(member.lastIndexOf("/") + 1);
    if (mayHoldMidi(base, context.allNames === true) && size <= largestLooked) return true;
    if (base !== "" && !base.startsWith(".") && !passedOver.has(member)) {
      passedOver.add(member);
      context.passedOver?.();
    }
    return false;
  };
  const members = openers[kind.container](kind.packing)({ bytes: archive.bytes, name, budget, wants });
  for await (const member of members) {
    if (context.signal.aborted) return;
    const inside = distinct(cleaned(member.name));
    const below = wanted === undefined ? undefined : remainderOf(wanted, inside);
    if (wanted !== undefined && below === undefined) continue;
    const exactly = below === "";
    const folders = inside.split("/");
    const base = folders.pop() ?? "";
    if (folders.some((folder) => folder !== ".." && isForeignFolder(folder))) continue;
    const path = `${archive.path}!/${inside}`;
    if (!exactly && !isOurs(base)) {
      const found = await otherFile(archive, member, path);
      if (found) {
        budget.member();
        yield found;
      } else context.passedOver?.();
      continue;
    }
    budget.member();
    try {
      if (member.refusal) throw member.refusal;
      refuseSlip(member.name);
      const inner = archiveKind(base);
      if (inner) yield* nested(archive, member, inner, path, { ...visit, wanted: below || undefined });
      else yield await fileOf(archive, member, path, context);
    } catch (error) {
      if (error instanceof Ended) throw error;
      const { code, message } = refusalOf(error, "damaged-member");
      context.unreadable({ path, code, message });
    }
    if (wanted === inside) return;
  }
}

const isOurs = (base: string): boolean => isMidiName(base) || archiveKind(base) !== undefined;

/** `./a//b.mid` and `a/b.mid` are one name. */
const cleaned = (name: string): string => name.replace(/\/(\.?\/)+/g, "/").replace(/^(\.?\/)+|\/$/g, "");

/** Whether a name would leave the folder that it is unpacked to. */
const isSlip = (name: string): boolean => /^[/\\]|^[a-z]:[/\\]|(^|[/\\])\.\.([/\\]|$)/i.test(name);

/** @throws Refusal `slip` for such a name. */
function refuseSlip(name: string): void {
  if (isSlip(name)) {
    throw new Refusal("slip", `Cannot use the member: its name "${name}" leads out of the archive`);
  }
}

/** What of a wanted path lies below a member: "" for the member itself, undefined when it leads elsewhere. */
function remainderOf(wanted: string, member: string): string | undefined {
  if (wanted === member || member.startsWith(`${wanted}/`)) return "";
  return wanted.startsWith(`${member}!/`) ? wanted.slice(member.length + 2) : undefined;
}

async function fileOf(archive: Archive, member: Member, path: string, context: SourceContext): Promise<Found> {
  const { maxMemberBytes } = context.limits;
  if (member.size !== undefined && member.size > maxMemberBytes) {
    throw new Refusal("too-large", `Cannot read a member of ${member.size} bytes: the limit is ${maxMemberBytes}`);
  }
  const where = { path, ...bytesOfPath(archive, path), mtime: archive.mtime };
  if (member.locator && member.size !== undefined) return { ...where, size: member.size, member: member.locator };
  // A piece of a larger buffer would be sent to a worker with all of it.
  const read = await member.read(maxMemberBytes);
  const bytes = read.byteLength === read.buffer.byteLength ? read : read.slice();
  return { ...where, size: bytes.length, bytes };
}

/** A member of another name, where its first bytes are those of a MIDI file. Nobody asked for it, so no refusal is reported. */
async function otherFile(archive: Archive, member: Member, path: string): Promise<Found | undefined> {
  if (member.refusal || isSlip(member.name)) return undefined;
  try {
    const read = await member.read(largestLooked);
    if (!isMidiHead(read)) return undefined;
    const bytes = read.byteLength === read.buffer.byteLength ? read : read.slice();
    const where = { path, ...bytesOfPath(archive, path), mtime: archive.mtime, size: bytes.length };
    return member.locator ? { ...where, member: member.locator } : { ...where, bytes };
  } catch (error) {
    if (error instanceof Ended) throw error;
    return undefined;
  }
}

/** The path of a member as bytes, when that of its archive is not UTF-8. */
function bytesOfPath(archive: Archive, path: string): { readonly pathBytes?: Uint8Array } {
  if (!archive.pathBytes) return {};
  const rest = new TextEncoder().encode(path.slice(archive.path.length));
  const whole = new Uint8Array(archive.pathBytes.length + rest.length);
  whole.set(archive.pathBytes);
  whole.set(rest, archive.pathBytes.length);
  return { pathBytes: whole };
}

async function* nested(
  around: Archive,
  member: Member,
  kind: ArchiveKind,
  path: string,
  visit: Visit,
): AsyncGenerator<Found, void> {
  const { maxDepth, maxArchiveBytes } = visit.context.limits;
  if (visit.depth >= maxDepth) {
    throw new Refusal(
      "too-deep",
      `Cannot open an archive inside ${visit.depth} other archives: the limit is ${maxDepth}`,
    );
  }
  const bytes = member.inPlace ?? bytesIn(await member.read(maxArchiveBytes));
  if (!member.inPlace && bytes.size > maxArchiveBytes) {
    throw new Refusal("too-large", `Cannot open an archive of ${bytes.size} bytes: the limit is ${maxArchiveBytes}`);
  }
  const archive = { path, ...bytesOfPath(around, path), mtime: around.mtime, bytes };
  yield* membersOf(archive, kind, { ...visit, depth: visit.depth + 1 });
}
