// Writes a zip of stored (not compressed) members with one fixed time, so that the same members always give the same bytes.
// Layout: PKWARE APPNOTE 6.3, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).

import { crc32 } from "node:zlib";

export interface Member {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const version = 20; // 2.0: folders
const utf8Names = 1 << 11; // general purpose bit 11
const dosTime = 12 << 11; // 12:00
const dosDate = ((2024 - 1980) << 9) | (1 << 5) | 1; // 1 January 2024

export function writeZip(members: readonly Member[]): Uint8Array {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of members) {
    const path = Buffer.from(name, "utf8");
    const shared = Buffer.alloc(26);
    [version, utf8Names, 0, dosTime, dosDate].forEach((value, place) => {
      shared.writeUInt16LE(value, 2 * place);
    });
    [crc32(bytes), bytes.length, bytes.length].forEach((value, place) => {
      shared.writeUInt32LE(value, 10 + 4 * place);
    });
    shared.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14); // comment length, disk, attributes: all 0; then where the local header is
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), shared, path, bytes]);
    locals.push(local);
    entries.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), shared, place, path]));
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
