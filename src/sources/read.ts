/** The bytes of a found file, wherever it lies. */
import { readRegular } from "../regular-file.ts";
import { asPath } from "./bytes.ts";
import { patiently } from "./errno.ts";
import { Refusal, refusalOf } from "./refusal.ts";
import type { Found } from "./source.ts";
import { readMember } from "./zip.ts";

/**
 * Reads a file. Synchronous on purpose: in a worker it is twice as fast as promises.
 *
 * @param maxBytes larger files are refused without being read.
 * @throws Refusal `too-large`; `unreadable` with the reason of the system; `wrong-size` or `damaged-member` for a
 * member of an archive. The error of the system where it is no fault of the file (errno.ts).
 */
export function readFound(found: Found, maxBytes: number): Uint8Array {
  if (found.size > maxBytes) {
    throw new Refusal("too-large", `Cannot read a file of ${found.size} bytes: the limit is ${maxBytes}`);
  }
  if (found.bytes) return found.bytes;
  if (found.object) throw new Refusal("unreadable", "Cannot read an object of a bucket here: put download() before");
  try {
    return found.member
      ? readMember(found.member, found.size)
      : patiently(() => readRegular(asPath(found.pathBytes ?? found.path), maxBytes));
  } catch (error) {
    throw refusalOf(error, "unreadable");
  }
}
