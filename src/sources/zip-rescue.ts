/** The members of a zip archive without its directory (a download that broke off), found by their local headers. */
import type { Bytes } from "./bytes.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** A member that was found: `size` is undefined where only unpacking can tell, `cut` where the archive ends in it. */
export interface FoundEntry extends Omit<ZipEntry, "size"> {
  readonly size: number | undefined;
  readonly cut: boolean;
}

/** Signatures of section 4.3: local header, data descriptor, directory entry. */
const localHeader = 0x04034b50;
const descriptor = 0x08074b50;
const directoryEntry = 0x02014b50;
const headerBytes = 30;
const windowBytes = 256 * 1024;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where one of some signatures stands next, or the end of the bytes. */
function find(bytes: Bytes, from: number, signatures: readonly number[]): number {
  for (let position = from; position < bytes.size; position += windowBytes - 3) {
    const window = bytes.read(position, windowBytes);
    const view = viewOf(window);
    for (let at = window.indexOf(0x50); at >= 0 && at + 4 <= window.length; at = window.indexOf(0x50, at + 1)) {
      if (signatures.includes(view.getUint32(at, true))) return position + at;
    }
  }
  return bytes.size;
}

/** All members whose local header is there, in order. */
export function* rescueEntries(bytes: Bytes): Generator<FoundEntry, void> {
  for (let at = find(bytes, 0, [localHeader]); at + headerBytes < bytes.size; ) {
    const header = viewOf(bytes.read(at, headerBytes));
    if (header.getUint32(0, true) === directoryEntry) return;
    if (header.getUint32(0, true) !== localHeader) {
      at = find(bytes, at, [localHeader]);
      continue;
    }
    const flags = header.getUint16(6, true);
    const nameBytes = header.getUint16(26, true);
    const start = at + headerBytes + nameBytes + header.getUint16(28, true);
    let packedSize = header.getUint32(18, true);
    let size: number | undefined = header.getUint32(22, true);
    let next = start + packedSize;
    // With flag 3 the sizes come after the data, in a descriptor.
    if (flags & 8 || packedSize === 0xffffffff) {
      const end = find(bytes, start, [descriptor, localHeader, directoryEntry]);
      packedSize = end - start;
      const after = viewOf(bytes.read(end, 16));
      const described = after.byteLength === 16 && after.getUint32(0, true) === descriptor;
      size = described && after.getUint32(8, true) === packedSize ? after.getUint32(12, true) : undefined;
      next = described ? end + 16 : end;
    }
    const cut = start + packedSize > bytes.size || (flags & 8 && next >= bytes.size ? size === undefined : false);
    yield {
      name: bytes.read(at + headerBytes, nameBytes),
      method: header.getUint16(8, true),
      packedSize: Math.min(packedSize, Math.max(0, bytes.size - start)),
      size,
      offset: at,
      encrypted: (flags & 1) !== 0,
      type: "file",
      cut,
    };
    at = next;
  }
}
