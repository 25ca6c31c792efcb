// Writes archives of all kinds for the tests, honest and lying ones.
import { crc32, deflateRawSync } from "node:zlib";

const text = new TextEncoder();

/** A zip member; what is not given is what an honest packer would write. */
export interface ZipPart {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  readonly stored?: true;
  readonly method?: number;
  readonly flags?: number;
  /** Size that the headers claim. */
  readonly size?: number;
  /** Mode of a Unix file. */
  readonly mode?: number;
  /** Write sizes and offset as zip64. */
  readonly zip64?: true;
  /** Sizes after the data, in a descriptor. */
  readonly streamed?: true;
  /** Offset of another member's data, to share it. */
  readonly at?: number;
}

const field = (bytes: number[], ...values: readonly (readonly [value: number, size: number])[]): void => {
  for (const [value, size] of values) for (let n = 0; n < size; n++) bytes.push(Math.floor(value / 256 ** n) % 256);
};

/** A zip archive; `directory: false` leaves its directory out. */
export function zip(parts: readonly ZipPart[], { directory = true, front = "" } = {}): Uint8Array {
  const out: number[] = [...text.encode(front)];
  const shift = out.length;
  const entries: number[] = [];
  for (const part of parts) {
    const name = typeof part.name === "string" ? text.encode(part.name) : part.name;
    const packed = part.stored ? part.bytes : deflateRawSync(part.bytes);
    const method = part.method ?? (part.stored ? 0 : 8);
    const size = part.size ?? part.bytes.length;
    const flags = (part.flags ?? 0) | (part.streamed ? 8 : 0);
    const crc = crc32(part.bytes);
    const offset = part.at ?? out.length - shift;
    const sizes = part.streamed ? [0, 0] : [packed.length, size];
    if (part.at === undefined) {
      field(out, [0x04034b50, 4], [20, 2], [flags, 2], [method, 2], [0, 4], [part.streamed ? 0 : crc, 4]);
      field(out, [sizes[0] as number, 4], [sizes[1] as number, 4], [name.length, 2], [0, 2]);
      out.push(...name, ...packed);
      if (part.streamed) field(out, [0x08074b50, 4], [crc, 4], [packed.length, 4], [size, 4]);
    }
    const full = 0xffffffff;
    const extra: number[] = [];
    if (part.zip64) field(extra, [1, 2], [24, 2], [size, 8], [packed.length, 8], [offset, 8]);
    field(entries, [0x02014b50, 4], [20, 1], [3, 1], [20, 2], [flags, 2], [method, 2], [0, 4], [crc, 4]);
    field(entries, [part.zip64 ? full : packed.length, 4], [part.zip64 ? full : size, 4], [name.length, 2]);
    field(entries, [extra.length, 2], [0, 2], [0, 2], [0, 2], [(part.mode ?? 0o100644) * 65536, 4]);
    field(entries, [part.zip64 ? full : offset, 4]);
    entries.push(...name, ...extra);
  }
  if (!directory) return Uint8Array.from(out);
  const start = out.length - shift;
  out.push(...entries);
  if (parts.some((part) => part.zip64)) {
    const record = out.length - shift;
    field(out, [0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [parts.length, 8], [parts.length, 8]);
    field(out, [entries.length, 8], [start, 8], [0x07064b50, 4], [0, 4], [record, 8], [1, 4]);
    field(out, [0x06054b50, 4], [0, 4], [0xffff, 2], [0xffff, 2], [0xffffffff, 4], [0xffffffff, 4], [0, 2]);
  } else {
    field(out, [0x06054b50, 4], [0, 4], [parts.length, 2], [parts.length, 2], [entries.length, 4], [start, 4], [0, 2]);
  }
  return Uint8Array.from(out);
}

/** A tar member: `type` is its flag ("2" a symbolic link, "6" a pipe), `size` what the header claims. */
export interface TarPart {
  readonly name: string | Uint8Array;
  readonly bytes?: Uint8Array;
  readonly type?: string;
  readonly size?: number;
}

/** A ustar archive; names above 100 bytes get GNU's long name. */
export function tar(parts: readonly TarPart[]): Uint8Array {
  const blocks: Uint8Array[] = [];
  const entry = (name: Uint8Array, bytes: Uint8Array, type: string, size: number): void => {
    const header = new Uint8Array(512);
    header.set(name.subarray(0, 100));
    header.set(text.encode("0000644\0"), 100);
    header.set(text.encode(`${size.toString(8).padStart(11, "0")}\0`), 124);
    header.set(text.encode(`        ${type}`), 148);
    header.set(text.encode("ustar\u000000"), 257);
    const sum = header.reduce((all, byte) => all + byte, 0);
    header.set(text.encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
    const body = new Uint8Array(Math.ceil(bytes.length / 512) * 512);
    body.set(bytes);
    blocks.push(header, body);
  };
  for (const { name: given, bytes = new Uint8Array(0), type = "0", size = bytes.length } of parts) {
    const name = typeof given === "string" ? text.encode(given) : given;
    if (name.length > 100) entry(text.encode("././@LongLink"), name, "L", name.length);
    entry(name, bytes, type, size);
  }
  return Buffer.concat([...blocks, new Uint8Array(1024)]);
}

/**
 * A 7z archive after 7zFormat.txt of the LZMA SDK: each member for itself and not packed (method "copy"), or all of them
 * packed together by `lzma2`, which makes a raw LZMA2 stream; its dictionary has 16 MiB, or 2^(n/2+11) bytes for an
 * even n.
 */
export function sevenZip(
  parts: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  lzma2?: (bytes: Uint8Array) => Uint8Array,
  dictionary = 26,
): Uint8Array {
  const number = (value: number): number[] => {
    const bytes: number[] = [];
    field(bytes, [value, value < 0x80 ? 1 : 8]);
    return value < 0x80 ? bytes : [0xff, ...bytes];
  };
  const body = Buffer.concat(parts.map(({ bytes }) => bytes));
  const packed = lzma2 ? lzma2(body) : body;
  const sizes = parts.map(({ bytes }) => number(bytes.length));
  const names = parts.flatMap(({ name }) => [...Buffer.from(`${name}\0`, "utf16le")]);
  const folders = lzma2 ? 1 : parts.length;
  // Coder: length of its id and whether attributes follow, id 0 (copy) or 0x21 (LZMA2), its dictionary.
  const coders = lzma2 ? [1, 0x21, 0x21, 1, dictionary] : parts.flatMap(() => [1, 1, 0]);
  const unpackedSizes = lzma2 ? number(body.length) : sizes.flat();
  const packedSizes = lzma2 ? number(packed.length) : sizes.flat();
  const streams = lzma2 ? [0x0d, ...number(parts.length), 0x09, ...sizes.slice(0, -1).flat()] : [];
  const header = [0x01, 0x04, 0x06, 0, ...number(folders), 0x09, ...packedSizes, 0];
  header.push(0x07, 0x0b, ...number(folders), 0, ...coders, 0x0c, ...unpackedSizes, 0, 0x08, ...streams, 0, 0);
  header.push(0x05, ...number(parts.length), 0x11, ...number(names.length + 1), 0);
  const end = Buffer.concat([Uint8Array.from(header), Uint8Array.from(names), Uint8Array.of(0, 0)]);
  const start: number[] = [];
  field(start, [packed.length, 8], [end.length, 8], [crc32(end), 4]);
  const out: number[] = [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4];
  field(out, [crc32(Uint8Array.from(start)), 4]);
  return Buffer.concat([Uint8Array.from([...out, ...start]), packed, end]);
}
