/** Mutations of bytes that know nothing of MIDI but which values matter in it. */
import type { Random } from "./random.ts";

/** Bytes that change how a file is read, and so are worth more than their share. */
const telling = [0, 1, 0x2f, 0x4d, 0x51, 0x7f, 0x80, 0x90, 0xc0, 0xf0, 0xf7, 0xff];
const mostChanges = 8;

/** Changes, cuts out, doubles or inserts bytes, one to eight times. */
export function mutateBytes(file: Uint8Array, random: Random): Uint8Array {
  let bytes = file.slice();
  const changes = 1 + random(mostChanges);
  for (let change = 0; change < changes; change++) {
    if (bytes.length === 0) return Uint8Array.of(0);
    const at = random(bytes.length);
    const byte = random(2) === 0 ? telling[random(telling.length)]! : random(256);
    const kind = random(8);
    if (kind < 4) bytes[at] = byte;
    else if (kind === 4) bytes = splice(bytes, at, 1 + random(12));
    else if (kind === 5) bytes = splice(bytes, at, 0, Uint8Array.of(byte));
    else if (kind === 6) bytes = splice(bytes, at, 0, bytes.slice(at, at + random(40)));
    else if (random(4) === 0) bytes = bytes.slice(0, Math.max(1, at));
  }
  return bytes;
}

/** A copy without `removed` bytes at an offset, and with others in their place. */
export function splice(
  bytes: Uint8Array,
  at: number,
  removed: number,
  added = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
  const behind = bytes.subarray(Math.min(bytes.length, at + removed));
  const spliced = new Uint8Array(at + added.length + behind.length);
  spliced.set(bytes.subarray(0, at));
  spliced.set(added, at);
  spliced.set(behind, at + added.length);
  return spliced;
}
