/**
 * The entries of a tar stream: ustar, its pax extensions (POSIX.1-2001, pax Interchange Format) and GNU's long names.
 * Own code, since names are wanted as bytes and what is left of a broken archive is wanted too.
 */
import type { ByteQueue } from "./byte-queue.ts";
import { Refusal } from "./refusal.ts";

/** One entry of a tape. Its body must be read, or is passed over, before the next entry is asked for. */
export interface TarEntry {
  /** The name as bytes, in whatever encoding. */
  readonly name: Uint8Array;
  readonly type: "file" | "folder" | "link" | "device" | "sparse";
  readonly size: number;
  /** The body; shorter than `size` where the tape breaks off. */
  readonly body: () => Promise<Uint8Array>;
}

const block = 512;
const types: Readonly<Record<string, TarEntry["type"]>> = {
  "\0": "file",
  "0": "file",
  "7": "file",
  "1": "link",
  "2": "link",
  "3": "device",
  "4": "device",
  "5": "folder",
  "6": "device",
  D: "folder",
  S: "sparse",
};
/** Long names and attributes are read into memory; a real one has some hundred bytes. */
const maxExtraBytes = 1024 * 1024;

/** @throws Refusal `damaged-archive` where the tape breaks off, after all entries before. */
export async function* tarEntries(tape: ByteQueue): AsyncGenerator<TarEntry, void> {
  let extra: { name?: Uint8Array; size?: number; sparse?: boolean } = {};
  let entries = 0;
  let zeros = 0;
  let lost = false;
  for (;;) {
    const header = await tape.take(block);
    if (header.length === 0) break;
    if (header.length < block) throw endsEarly();
    // Two blocks of zeros end a tape, but another may be appended to it.
    if (header.every((byte) => byte === 0)) {
      zeros++;
      continue;
    }
    if (!isHeader(header)) {
      // Entries may follow a broken one: each begins on a block.
      if (entries === 0) throw new Refusal("damaged-archive", "Cannot read it: it is not a tar archive");
      lost = true;
      continue;
    }
    const flag = String.fromCharCode(header[156] as number);
    const size = extra.size ?? numberAt(header, 124, 12);
    if (!Number.isSafeInteger(size) || size < 0) {
      lost = true;
      extra = {};
      continue;
    }
    const padding = (block - (size % block)) % block;
    if (flag === "x" || flag === "L" || flag === "K" || flag === "g") {
      const body = Uint8Array.from(await tape.take(Math.min(size, maxExtraBytes)));
      await tape.skip(size - body.length + padding);
      if (flag === "x") extra = { ...extra, ...attributesOf(body) };
      else if (flag === "L") extra.name = textAt(body, 0, body.length);
      continue;
    }
    entries++;
    const name = extra.name ?? nameOf(header);
    // In old archives a folder is a file whose name ends in a slash.
    const folder = name.at(-1) === 0x2f;
    const type = extra.sparse ? "sparse" : folder ? "folder" : (types[flag] ?? "file");
    extra = {};
    let left = type === "link" ? 0 : size;
    const after = type === "link" ? 0 : padding;
    let broken = false;
    yield {
      name,
      type,
      size,
      body: async () => {
        const bytes = await tape.take(left);
        broken = bytes.length < left;
        left = 0;
        return bytes;
      },
    };
    if (broken || (await tape.skip(left)) < left) throw endsEarly();
    await tape.skip(after);
  }
  if (entries === 0 && zeros === 0) throw new Refusal("damaged-archive", "Cannot read it: it is empty");
  if (lost) throw new Refusal("damaged-archive", "Cannot read all of it: some headers are broken");
}

const endsEarly = (): Refusal => new Refusal("damaged-archive", "Cannot read all of it: the archive ends early");

/** The sum of all bytes of the header, with its own field as spaces; some old programs sum signed bytes. */
function isHeader(header: Uint8Array): boolean {
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  for (let n = 0; n < block; n++) {
    if (n >= 148 && n < 156) continue;
    const byte = header[n] as number;
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  const sum = numberAt(header, 148, 8);
  return sum === unsigned || sum === signed;
}

/** A number in octal digits, or in base 256 when its first bit is set (GNU). */
function numberAt(header: Uint8Array, at: number, length: number): number {
  const first = header[at] as number;
  if (first & 0x80) {
    let value = first & 0x7f;
    for (let n = 1; n < length; n++) value = value * 256 + (header[at + n] as number);
    return value;
  }
  let text = "";
  for (let n = 0; n < length; n++) {
    const byte = header[at + n] as number;
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  const digits = text.trim();
  return digits === "" ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

/** Bytes up to a zero, copied. */
function textAt(bytes: Uint8Array, at: number, length: number): Uint8Array {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.slice(0, end < 0 ? length : end);
}

/** Name, after the prefix that ustar (not GNU) splits off at a slash. */
function nameOf(header: Uint8Array): Uint8Array {
  const name = textAt(header, 0, 100);
  const isUstar = textAt(header, 257, 6).length === 5 && header[263] === 0x30;
  const prefix = isUstar ? textAt(header, 345, 155) : new Uint8Array(0);
  if (prefix.length === 0) return name;
  const whole = new Uint8Array(prefix.length + 1 + name.length);
  whole.set(prefix);
  whole[prefix.length] = 0x2f;
  whole.set(name, prefix.length + 1);
  return whole;
}

/** Records of a pax header: `LENGTH KEY=VALUE\n`, where the length counts the whole record. */
function attributesOf(body: Uint8Array): { name?: Uint8Array; size?: number; sparse?: boolean } {
  const found: { name?: Uint8Array; size?: number; sparse?: boolean } = {};
  const ascii = new TextDecoder("latin1");
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    const length = space < 0 ? 0 : Number(ascii.decode(body.subarray(at, space)));
    const equals = body.indexOf(0x3d, at);
    if (!(length > 0) || equals < 0 || at + length > body.length) break;
    const key = ascii.decode(body.subarray(space + 1, equals));
    const value = body.slice(equals + 1, at + length - 1);
    if (key === "path") found.name = value;
    else if (key === "size") found.size = Number(ascii.decode(value));
    else if (key.startsWith("GNU.sparse.")) found.sparse = true;
    at += length;
  }
  return found;
}
