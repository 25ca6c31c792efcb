/**
 * The directory of a zip archive (APPNOTE 6.3.10, section 4.3), also of one larger than 4 GB (zip64) or behind other
 * bytes (a self-extracting program). Own code: read in one piece and synchronously it costs a fiftieth of what yauzl did,
 * and names are wanted as bytes (docs/decisions/0010-own-archive-readers.md).
 */
import type { Bytes } from "./bytes.ts";
import { Refusal } from "./refusal.ts";

/** One member as the directory describes it. */
export interface ZipEntry {
  /** Name as bytes. The flag that says UTF-8 is not needed: bytes that are UTF-8 are hardly ever anything else. */
  readonly name: Uint8Array;
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  /** Byte offset of the local header. */
  readonly offset: number;
  readonly encrypted: boolean;
  readonly type: "file" | "link" | "device";
}

const endSignature = 0x06054b50;
const endBytes = 22;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const entrySignature = 0x02014b50;
const entryBytes = 46;
const digitalSignature = 0x05054b50;
/** A comment of at most 65,535 bytes may follow the end record. */
const maxCommentBytes = 0xffff;
/** A directory of a million members has some 100 MB. */
const maxDirectoryBytes = 256 * 1024 * 1024;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const long = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

/** Where the directory lies, and by how much all offsets must be moved for what was put in front of the archive. */
interface Place {
  readonly offset: number;
  readonly size: number;
  readonly shift: number;
}

function placeOf(bytes: Bytes): Place | undefined {
  const tailAt = Math.max(0, bytes.size - endBytes - maxCommentBytes);
  const tail = bytes.read(tailAt, bytes.size - tailAt);
  const view = viewOf(tail);
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (view.getUint32(at, true) !== endSignature) continue;
    if (at + endBytes + view.getUint16(at + 20, true) > tail.length) continue;
    const end = tailAt + at;
    return placeOf64(bytes, end) ?? moved(view.getUint32(at + 16, true), view.getUint32(at + 12, true), end);
  }
  return undefined;
}

/** The directory ends where the end record begins, whatever the offset says. */
function moved(offset: number, size: number, end: number): Place | undefined {
  const actual = end - size;
  return actual < 0 ? undefined : { offset: actual, size, shift: actual - offset };
}

function placeOf64(bytes: Bytes, end: number): Place | undefined {
  if (end < 20) return undefined;
  const locator = viewOf(bytes.read(end - 20, 20));
  if (locator.byteLength < 20 || locator.getUint32(0, true) !== locator64Signature) return undefined;
  // Its own offset may have been moved too; without the extensible part the record lies just before the locator.
  for (const at of [long(locator, 8), end - 20 - 56]) {
    if (!(at >= 0 && at < end)) continue;
    const record = viewOf(bytes.read(at, 56));
    if (record.byteLength < 56 || record.getUint32(0, true) !== end64Signature) continue;
    return moved(long(record, 48), long(record, 40), at);
  }
  return undefined;
}

/** What a directory tells. */
export interface Directory {
  readonly entries: readonly ZipEntry[];
  /** False when it breaks off. */
  readonly whole: boolean;
}

/**
 * The members of a zip archive in the order of its directory; those whose name `wanted` does not want are left out.
 *
 * @returns undefined when there is no directory.
 * @throws Refusal `too-many-members`.
 */
export function readDirectory(bytes: Bytes, wanted: (name: Uint8Array) => boolean): Directory | undefined {
  const place = placeOf(bytes);
  if (!place) return undefined;
  if (place.size > maxDirectoryBytes) {
    throw new Refusal("too-many-members", `Cannot read a directory of ${place.size} bytes`);
  }
  const directory = bytes.read(place.offset, place.size);
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + entryBytes <= directory.length; ) {
    if (view.getUint32(at, true) !== entrySignature) {
      if (at === 0) return undefined;
      // A digital signature may follow the entries.
      return { entries, whole: view.getUint32(at, true) === digitalSignature };
    }
    const nameEnd = at + entryBytes + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > directory.length) return { entries, whole: false };
    const name = directory.subarray(at + entryBytes, nameEnd);
    if (wanted(name)) entries.push(entryAt(view, at, name, directory.subarray(nameEnd, extraEnd), place.shift));
    at = next;
  }
  return { entries, whole: true };
}

function entryAt(view: DataView, at: number, name: Uint8Array, extra: Uint8Array, shift: number): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const sizes = sizesOf(view, at, extra);
  // Upper half of the attributes: the mode of a Unix file, when the archive was made there (host 3, or 19: macOS).
  const host = view.getUint8(at + 5);
  const format = host === 3 || host === 19 ? (view.getUint32(at + 38, true) >>> 28) & 15 : 0;
  return {
    name: unicodeNameOf(extra) ?? name,
    method: view.getUint16(at + 10, true),
    ...sizes,
    offset: sizes.offset + shift,
    encrypted: (flags & 1) !== 0,
    type: format === 0o12 ? "link" : format === 0 || format === 0o10 ? "file" : "device",
  };
}

/** Sizes and offset; where a field is full, the zip64 extra field has it (section 4.5.3), in this order. */
function sizesOf(view: DataView, at: number, extra: Uint8Array) {
  const fields = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const long64 = extraField(extra, 0x0001);
  let place = 0;
  const [size, packedSize, offset] = fields.map((value) => {
    if (value !== 0xffffffff || !long64 || place + 8 > long64.length) return value;
    place += 8;
    return long(viewOf(long64), place - 8);
  }) as [number, number, number];
  return { size, packedSize, offset };
}

/** Info-ZIP's Unicode name (section 4.6.9), after a version and a checksum of the other name. */
function unicodeNameOf(extra: Uint8Array): Uint8Array | undefined {
  const field = extraField(extra, 0x7075);
  return field && field.length > 5 && field[0] === 1 ? field.subarray(5) : undefined;
}

function extraField(extra: Uint8Array, id: number): Uint8Array | undefined {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === id) return end <= extra.length ? extra.subarray(at + 4, end) : undefined;
    at = end;
  }
  return undefined;
}
