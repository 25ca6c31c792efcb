/** Zip archives, read in place: the list of members here, each member's bytes in whichever thread works on it. */
import { closeSync, openSync, readSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { type Entry, openPromise } from "yauzl";
import { type Found, isMidiName, type SourceContext, type ZipMember } from "./source.ts";

/** True for a name that ends as zip archives do. */
export const isZipName = (name: string): boolean => name.toLowerCase().endsWith(".zip");

/** Methods of section 4.4.5 of the zip specification (APPNOTE 6.3) that we can undo. */
const stored = 0;
const deflated = 8;

/** The MIDI files in an archive, in the order of its directory. Their path is `archive!/path/in/it`. */
export async function* zipMembers(archive: string, mtime: number, context: SourceContext): AsyncGenerator<Found> {
  const zip = await openPromise(archive, { lazyEntries: true, autoClose: true });
  try {
    for await (const entry of zip.eachEntry()) {
      if (context.signal.aborted) return;
      const path = `${archive}!/${entry.fileName}`;
      if (!isMidiName(entry.fileName.slice(entry.fileName.lastIndexOf("/") + 1))) continue;
      const refusal = refusalOf(entry);
      if (refusal) context.unreadable({ path, ...refusal });
      else yield { path, size: entry.uncompressedSize, mtime, member: memberOf(archive, entry) };
    }
  } finally {
    zip.close();
  }
}

const memberOf = (archive: string, entry: Entry): ZipMember => ({
  archive,
  offset: entry.relativeOffsetOfLocalHeader,
  packedSize: entry.compressedSize,
  method: entry.compressionMethod,
});

function refusalOf(entry: Entry): { readonly code: string; readonly message: string } | undefined {
  if (entry.isEncrypted()) return { code: "encrypted", message: "Cannot read the member: it is encrypted" };
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated) {
    return { code: "compression", message: `Cannot read the member: compression method ${entry.compressionMethod}` };
  }
  return undefined;
}

/** Local file header, section 4.3.7: 30 fixed bytes, then name and extra field whose lengths stand at 26 and 28. */
const localHeaderBytes = 30;
const localHeaderSignature = 0x04034b50;

/**
 * Reads one member's bytes.
 *
 * @param size bytes that the directory promises; a member that inflates to more is a lie, and refused.
 * @throws Error when the archive cannot be read, or the member is not what the directory says.
 */
export function readMember(member: ZipMember, size: number): Uint8Array {
  const file = openSync(member.archive, "r");
  try {
    const header = new Uint8Array(localHeaderBytes);
    readFully(file, header, member.offset);
    const fields = new DataView(header.buffer);
    if (fields.getUint32(0, true) !== localHeaderSignature) throw new Error("Cannot find the member's local header");
    const packed = new Uint8Array(member.packedSize);
    const start = member.offset + localHeaderBytes + fields.getUint16(26, true) + fields.getUint16(28, true);
    readFully(file, packed, start);
    if (member.method === stored) return packed;
    const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    if (bytes.length !== size) throw new Error(`Cannot inflate the member: ${bytes.length} bytes instead of ${size}`);
    return bytes;
  } finally {
    closeSync(file);
  }
}

function readFully(file: number, into: Uint8Array, position: number): void {
  for (let done = 0; done < into.length; ) {
    const read = readSync(file, into, done, into.length - done, position + done);
    if (read === 0) throw new Error("Cannot read the member: the archive ends before it does");
    done += read;
  }
}
