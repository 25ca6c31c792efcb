/**
 * Unpacks bzip2, one block in memory at a time (at most 900 kB, 3.6 MB with its table). `node:zlib` does not know the
 * format. Written after the format's informal specification (Joe Tsai, 2016) and the order of steps of bzip2 1.0.8.
 */

/** @throws Error with `ends early` or what is broken. */
export function* bunzip2(chunks: Iterable<Uint8Array>): Generator<Uint8Array, void> {
  const bits = createBits(chunks);
  let streams = 0;
  while (streams === 0 || !bits.ended()) {
    if (bits.take(24) !== 0x425a68) {
      // What follows a complete stream and is none is padding, as the bzip2 command has it.
      if (streams > 0) return;
      throw new Error("it is not a bzip2 stream");
    }
    const level = bits.take(8) - 0x30;
    if (level < 1 || level > 9) throw new Error("its bzip2 header is broken");
    const table = new Uint32Array(level * 100_000);
    for (;;) {
      const mark = [bits.take(24), bits.take(24)] as const;
      if (mark[0] === 0x314159 && mark[1] === 0x265359) yield unpackBlock(bits, table);
      else if (mark[0] === 0x177245 && mark[1] === 0x385090) break;
      else throw new Error("a bzip2 block is broken");
    }
    bits.take(16);
    bits.take(16);
    bits.align();
    streams++;
  }
}

interface Bits {
  /** At most 24 bits. */
  readonly take: (count: number) => number;
  readonly align: () => void;
  readonly ended: () => boolean;
}

function createBits(chunks: Iterable<Uint8Array>): Bits {
  const iterator = chunks[Symbol.iterator]();
  let chunk = new Uint8Array(0);
  let at = 0;
  let held = 0;
  let holding = 0;
  const fill = (): boolean => {
    while (at >= chunk.length) {
      const next = iterator.next();
      if (next.done) return false;
      chunk = next.value as Uint8Array<ArrayBuffer>;
      at = 0;
    }
    return true;
  };
  return {
    take: (count) => {
      while (holding < count) {
        if (at >= chunk.length && !fill()) throw new Error("the bzip2 stream ends early");
        held = ((held & 0xffffff) << 8) | (chunk[at++] as number);
        holding += 8;
      }
      holding -= count;
      return (held >>> holding) & ((1 << count) - 1);
    },
    align: () => {
      holding -= holding % 8;
    },
    ended: () => holding === 0 && !fill(),
  };
}

/** Symbols of one group share a Huffman table. */
const groupSize = 50;
const maxCodeLength = 20;

/** A canonical Huffman code: symbols in order of code, and for each length the last code and where its symbols begin. */
interface Code {
  readonly symbols: Uint16Array;
  readonly limits: Int32Array;
  readonly offsets: Int32Array;
}

function codeOf(lengths: Uint8Array): Code {
  const symbols = new Uint16Array(lengths.length);
  const limits = new Int32Array(maxCodeLength + 1).fill(-1);
  const offsets = new Int32Array(maxCodeLength + 1);
  let code = 0;
  let count = 0;
  for (let length = 1; length <= maxCodeLength; length++) {
    offsets[length] = count - code;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      symbols[count++] = symbol;
      code++;
    }
    limits[length] = code - 1;
    code <<= 1;
  }
  return { symbols, limits, offsets };
}

function symbolOf(bits: Bits, code: Code): number {
  let value = 0;
  for (let length = 1; length <= maxCodeLength; length++) {
    value = (value << 1) | bits.take(1);
    if (value > (code.limits[length] as number)) continue;
    const symbol = code.symbols[value + (code.offsets[length] as number)];
    if (symbol !== undefined) return symbol;
  }
  throw new Error("a bzip2 code is broken");
}

function codesOf(bits: Bits, symbols: number, count: number): readonly Code[] {
  return Array.from({ length: count }, () => {
    const lengths = new Uint8Array(symbols);
    let length = bits.take(5);
    for (let symbol = 0; symbol < symbols; symbol++) {
      while (bits.take(1)) length += bits.take(1) ? -1 : 1;
      if (length < 1 || length > maxCodeLength) throw new Error("a bzip2 code is broken");
      lengths[symbol] = length;
    }
    return codeOf(lengths);
  });
}

/** Moves the entry at an index to the front and returns it. */
function toFront(list: Uint8Array, index: number): number {
  const value = list[index] as number;
  list.copyWithin(1, 0, index);
  list[0] = value;
  return value;
}

/** Which of the 256 byte values occur: 16 bits say which rows of 16 do. */
function valuesOf(bits: Bits): Uint8Array {
  const rows = bits.take(16);
  const values: number[] = [];
  for (let row = 0; row < 16; row++) {
    if (!(rows & (0x8000 >> row))) continue;
    const columns = bits.take(16);
    for (let column = 0; column < 16; column++) if (columns & (0x8000 >> column)) values.push(row * 16 + column);
  }
  return Uint8Array.from(values);
}

function unpackBlock(bits: Bits, table: Uint32Array): Uint8Array {
  bits.take(16);
  bits.take(16);
  if (bits.take(1)) throw new Error("it uses the randomized blocks of bzip2 0.9.0");
  const origin = bits.take(24);
  const values = valuesOf(bits);
  const groups = bits.take(3);
  const selectorCount = bits.take(15);
  if (values.length === 0 || groups < 2 || groups > 6 || selectorCount === 0)
    throw new Error("a bzip2 block is broken");
  const recent = Uint8Array.from({ length: groups }, (_, n) => n);
  const selectors = new Uint8Array(selectorCount);
  for (let n = 0; n < selectorCount; n++) {
    let index = 0;
    while (bits.take(1)) if (++index >= groups) throw new Error("a bzip2 block is broken");
    selectors[n] = toFront(recent, index);
  }
  const codes = codesOf(bits, values.length + 2, groups);
  const length = readSymbols(bits, codes, selectors, values, table);
  return undoSort(table, length, origin);
}

/** Undoes Huffman codes, runs of zeros and move-to-front; leaves bytes in the low 8 bits of the table. */
function readSymbols(
  bits: Bits,
  codes: readonly Code[],
  selectors: Uint8Array,
  values: Uint8Array,
  table: Uint32Array,
): number {
  const end = values.length + 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  for (let group = 0; group < selectors.length; group++) {
    const code = codes[selectors[group] as number] as Code;
    for (let n = 0; n < groupSize; n++) {
      const symbol = symbolOf(bits, code);
      // Runs are written in base 2 with the digits 1 (symbol 0) and 2 (symbol 1), least significant first.
      if (symbol < 2) {
        run += weight << symbol;
        weight <<= 1;
        if (run > table.length) throw new Error("a bzip2 block is too long");
        continue;
      }
      if (run > 0) {
        if (length + run > table.length) throw new Error("a bzip2 block is too long");
        table.fill(values[0] as number, length, length + run);
        length += run;
        run = 0;
        weight = 1;
      }
      if (symbol === end) return length;
      if (length >= table.length) throw new Error("a bzip2 block is too long");
      table[length++] = toFront(values, symbol - 1);
    }
  }
  throw new Error("a bzip2 block has no end");
}

/** Undoes the Burrows-Wheeler sort, then the runs of four equal bytes and a count that came first. */
function undoSort(table: Uint32Array, length: number, origin: number): Uint8Array {
  if (origin >= length) throw new Error("a bzip2 block is broken");
  const starts = new Uint32Array(257);
  for (let n = 0; n < length; n++) starts[((table[n] as number) & 0xff) + 1]!++;
  for (let n = 0; n < 256; n++) starts[n + 1]! += starts[n] as number;
  for (let n = 0; n < length; n++) {
    const place = starts[(table[n] as number) & 0xff]!++;
    table[place]! |= n << 8;
  }
  let output = new Uint8Array(length + (length >> 2) + 256);
  let size = 0;
  let at = (table[origin] as number) >>> 8;
  let same = 0;
  let last = -1;
  for (let n = 0; n < length; n++) {
    const entry = table[at] as number;
    const byte = entry & 0xff;
    at = entry >>> 8;
    if (same === 4) {
      same = 0;
      last = -1;
      if (size + byte + 1 > output.length) output = grown(output, size + byte + 1);
      output.fill(output[size - 1] as number, size, size + byte);
      size += byte;
      continue;
    }
    same = byte === last ? same + 1 : 1;
    last = byte;
    if (size + 1 > output.length) output = grown(output, size + 1);
    output[size++] = byte;
  }
  return output.subarray(0, size);
}

function grown(bytes: Uint8Array<ArrayBuffer>, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(least, bytes.length * 2));
  larger.set(bytes);
  return larger;
}
