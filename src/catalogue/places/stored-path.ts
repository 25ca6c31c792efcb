/**
 * Paths as a catalogue stores them. What lies on its first machine stands as it is: `/x/a.mid`. What lies elsewhere begins
 * with the key of its place: `srvB:/x/a.mid` on the disks of another machine, `nas1:loops/a.mid` in a location that machines
 * share, `s3://bucket@host/a.mid` in a bucket of another endpoint.
 */
import { createHash } from "node:crypto";

const words = new DataView(new ArrayBuffer(8));

/**
 * What the ids of a place's copies are mixed with, by exclusive or: the first 63 of 64 bits of the SHA-256 of its key, which
 * PostgreSQL has too (`place_salt`); 0 for the empty key.
 */
export function saltOf(key: string): bigint {
  if (key === "") return 0n;
  const hash = createHash("sha256").update(key).digest();
  for (let n = 0; n < 8; n++) words.setUint8(n, hash[n] ?? 0);
  return words.getBigUint64(0) & 0x7fffffffffffffffn;
}

/** A key for a machine of a name that no place has. */
export function freeKey(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replace(/[/\\:]/g, "-");
  for (let n = 1; ; n++) {
    const key = n === 1 ? plain : `${plain}-${n}`;
    if (!taken.has(key)) return key;
  }
}

/** A path on some machine's disks, whatever the system; `C:\\` is a drive, `c:/x` a path of the machine c. */
export const isAbsolute = (path: string): boolean => path.startsWith("/") || /^[A-Za-z]:\\/.test(path);

/** True for `s3://bucket/key`. */
export const isBucketPath = (path: string): boolean => path.startsWith("s3://");

/** The key before the colon, and what follows; undefined for a path without one, and for URLs. */
export function keyAndRest(path: string): readonly [key: string, rest: string] | undefined {
  const [, key, rest] = isAbsolute(path) ? [] : (/^([^/\\:]+):(?!\/\/)(.+)$/s.exec(path) ?? []);
  return key === undefined || rest === undefined ? undefined : [key, rest];
}

/** Where a path lies that begins with a key, as `places.shown` gives it for what is not here. */
export function whereabouts(path: string): string {
  const [key, rest] = keyAndRest(path) ?? ["another machine", "/"];
  return isAbsolute(rest) ? `it is on ${key}` : `it is in ${key}, which this machine does not mount`;
}

/** The parts of `s3://bucket@host/key`; `host` is undefined for the first endpoint. */
export function bucketParts(path: string): { readonly host?: string; readonly plain: string } {
  const [, bucket = "", host, rest = ""] = /^s3:\/\/([^/@]*)(?:@([^/]*))?(.*)$/s.exec(path) ?? [];
  return { plain: `s3://${bucket}${rest}`, ...(host !== undefined && { host }) };
}

/** `s3://bucket/key` with the host of its endpoint. */
export const withHost = (path: string, host: string): string => path.replace(/^s3:\/\/([^/]*)/, `s3://$1@${host}`);
