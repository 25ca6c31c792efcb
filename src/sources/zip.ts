/** Zip archives, read in place: the list of members here, each member's bytes in whichever thread works on it. */
import { inflateRawSync, constants as zlib } from "node:zlib";
import { type Bytes, openBytes, partOf } from "./bytes.ts";
import { checkSize } from "./limits.ts";
import { type ArchiveInput, asciiName, type Member } from "./member.ts";
import { guessNames } from "./names.ts";
import { Refusal } from "./refusal.ts";
import type { ZipMember } from "./source.ts";
import { readDirectory, type ZipEntry } from "./zip-directory.ts";
import { type FoundEntry, rescueEntries } from "./zip-rescue.ts";

/** Methods of section 4.4.5 of the zip specification (APPNOTE 6.3) that we can undo. */
const stored = 0;
const deflated = 8;

/** The members of a zip archive; of one without a directory those that are there, and then `missing-directory`. */
export async function* zipMembers(input: ArchiveInput): AsyncGenerator<Member, void> {
  const { bytes } = input;
  const wanted = (name: Uint8Array): boolean => input.wants(asciiName(name));
  const directory = readDirectory(bytes, wanted);
  const named = directory?.entries ?? [...rescueEntries(bytes)].filter(({ name }) => wanted(name));
  const entries = named.filter(({ name, size }) => input.wants(asciiName(name), size));
  if (!directory && entries.length === 0 && bytes.read(0, 2).join() !== "80,75") {
    throw new Refusal("damaged-archive", "Cannot read it: it is not a zip archive");
  }
  const decode = guessNames(entries.map(({ name }) => name));
  const shared = sharing(entries);
  for (const entry of entries) {
    const refusal = refusalFor(entry, shared, input);
    if (!refusal) input.budget.spend(entry.size ?? entry.packedSize);
    // Some Windows programs write backslashes.
    const name = decode(entry.name).replaceAll("\\", "/");
    yield refusal ? { name, refusal, read: () => Promise.reject(refusal) } : memberOf(entry, name, bytes);
  }
  if (!directory) {
    throw new Refusal(
      "missing-directory",
      `Cannot find its directory: ${entries.length} members were found without it`,
    );
  }
  if (!directory.whole) throw new Refusal("damaged-archive", "Cannot read all of it: its directory is broken");
}

function memberOf(entry: ZipEntry | FoundEntry, name: string, bytes: Bytes): Member {
  const { offset, packedSize, method, size } = entry;
  const packed = { offset, packedSize, method };
  if (size === undefined || ("cut" in entry && entry.cut)) {
    return { name, read: (most) => readPart(bytes, packed, most) };
  }
  return {
    name,
    size,
    read: () => readPacked(bytes, packed, size),
    ...(bytes.place ? { locator: { ...packed, archive: bytes.place.path, offset: bytes.place.offset + offset } } : {}),
    ...(method === stored ? { inPlace: partOf(bytes, dataAt(bytes, offset), packedSize) } : {}),
  };
}

/** Members whose bytes another one has already: a way to pack much into little (D. Fifield, 2019). */
function sharing(entries: readonly (ZipEntry | FoundEntry)[]): ReadonlySet<unknown> {
  const shared = new Set<unknown>();
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  let end = Number.NEGATIVE_INFINITY;
  for (const entry of inOrder) {
    if (entry.offset < end) shared.add(entry);
    else end = entry.offset + localHeaderBytes + entry.packedSize;
  }
  return shared;
}

function refusalFor(
  entry: ZipEntry | FoundEntry,
  shared: ReadonlySet<unknown>,
  { bytes, budget }: ArchiveInput,
): Refusal | undefined {
  if (entry.encrypted) return new Refusal("encrypted", "Cannot read the member: it is encrypted");
  if (entry.type !== "file") return new Refusal(entry.type, `Cannot read the member: it is a ${entry.type}`);
  if (entry.method !== stored && entry.method !== deflated) {
    return new Refusal("compression", `Cannot read the member: compression method ${entry.method}`);
  }
  if (shared.has(entry)) return new Refusal("overlap", "Cannot read the member: it overlaps another member");
  if (entry.offset < 0 || entry.offset + entry.packedSize > bytes.size) {
    return new Refusal("damaged-member", "Cannot read the member: it lies beyond the end of the archive");
  }
  try {
    const most = Math.max(budget.limits.maxMemberBytes, budget.limits.maxArchiveBytes);
    checkSize(entry.size ?? 0, entry.packedSize, budget.limits, most);
  } catch (error) {
    return error as Refusal;
  }
  return undefined;
}

/** Local file header, section 4.3.7: 30 fixed bytes, then name and extra field whose lengths stand at 26 and 28. */
const localHeaderBytes = 30;
const localHeaderSignature = 0x04034b50;
/** Name and extra field together are mostly shorter than this, so that header and data are read at once. */
const usualNameBytes = 512;

function lengthsAt(header: Uint8Array): number {
  const fields = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < localHeaderBytes || fields.getUint32(0, true) !== localHeaderSignature) {
    throw new Refusal("damaged-member", "Cannot find the member's local header");
  }
  return localHeaderBytes + fields.getUint16(26, true) + fields.getUint16(28, true);
}

/** Where a member's data begin; beyond the end for one whose header is broken, which is noticed when it is read. */
function dataAt(bytes: Bytes, offset: number): number {
  const header = bytes.read(offset, localHeaderBytes);
  return header.length < localHeaderBytes ? bytes.size : offset + lengthsAt(header);
}

function packedBytes(bytes: Bytes, { offset, packedSize }: Packed): Uint8Array {
  const whole = bytes.read(offset, localHeaderBytes + usualNameBytes + packedSize);
  const start = lengthsAt(whole);
  const packed =
    start + packedSize <= whole.length
      ? whole.subarray(start, start + packedSize)
      : bytes.read(offset + start, packedSize);
  if (packed.length < packedSize) throw new Refusal("damaged-member", "Cannot read the member: the archive ends in it");
  return packed;
}

type Packed = Pick<ZipMember, "offset" | "packedSize" | "method">;

function readPacked(bytes: Bytes, packed: Packed, size: number): Uint8Array {
  const data = packedBytes(bytes, packed);
  const unpacked = packed.method === stored ? data : inflate(data, size);
  if (unpacked.length !== size) {
    const message = `Cannot unpack the member: ${unpacked.length} bytes instead of ${size}`;
    throw new Refusal("wrong-size", message);
  }
  return unpacked;
}

/** What there is of a member that breaks off, or whose size nobody says. */
function readPart(bytes: Bytes, packed: Packed, most: number): Uint8Array {
  const data = packedBytes(bytes, packed);
  return packed.method === stored ? data : inflate(data, most, zlib.Z_SYNC_FLUSH);
}

function inflate(data: Uint8Array, most: number, finishFlush: number = zlib.Z_FINISH): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, most), finishFlush });
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") {
      throw new Refusal("wrong-size", `Cannot unpack the member: more than ${most} bytes`, error);
    }
    const message = error instanceof Error ? error.message : String(error);
    throw new Refusal("damaged-member", `Cannot unpack the member: ${message}`, error);
  }
}

/**
 * Reads one member's bytes.
 *
 * @param size bytes that the directory promises; a member that inflates to more is a lie, and refused.
 * @throws Refusal `wrong-size` or `damaged-member`; the system's error when the archive cannot be read.
 */
export function readMember(member: ZipMember, size: number): Uint8Array {
  const bytes = openBytes(member.archive);
  try {
    return readPacked(bytes, member, size);
  } finally {
    bytes.close();
  }
}
