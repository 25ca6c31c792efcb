/**
 * Rows in the binary form of COPY (PostgreSQL documentation, COPY, "Binary Format"), into one growing buffer a table.
 * About 1.5 us a row of 60 columns. This is the one door at which text is made fit for PostgreSQL, which refuses U+0000.
 */
import { Buffer } from "node:buffer";
import type { SqlType } from "../../plugin/kinds.ts";
import type { PlanColumn } from "./plan.ts";

/** Signature, flags, and the length of an extension that is not there. */
export const copyHeader: Uint8Array = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
/** End of the data: a field count of -1. */
export const copyTrailer: Uint8Array = Uint8Array.of(0xff, 0xff);

/** Object ids of the element types of arrays (pg_type.dat). */
const elementOids: Readonly<Record<string, number>> = {
  "text[]": 25,
  "int2[]": 21,
  "int4[]": 23,
  "int8[]": 20,
  "float4[]": 700,
};
const wordSize = 2 ** 32;

/** SYMBOL FOR NULL stands for U+0000, which no text of PostgreSQL can hold. */
const nullSymbol = "\u2400";
const fit = (text: string): string => (text.includes("\0") ? text.replaceAll("\0", nullSymbol) : text);
/** JSON escapes what jsonb refuses: U+0000, and halves of surrogate pairs. */
const fitJson = (json: string): string =>
  json.includes("\\u") ? json.replaceAll("\\u0000", nullSymbol).replace(/\\ud[89a-f][0-9a-f]{2}/gi, "\uFFFD") : json;

const clamp = (value: number, most: number): number => Math.max(-most - 1, Math.min(most, Math.round(value)));

/** Texts up to this length are written letter by letter: most names and words, which are ASCII. */
const shortText = 48;
/** Milliseconds at 2000-01-01 UTC, where PostgreSQL's times begin. */
const postgresEpoch = Date.UTC(2000, 0, 1);
/** The longest value of fixed length, and the length before it. */
const mostFixed = 12;

/** Packs the rows of one table. */
export class RowPacker {
  readonly #writers: readonly ((value: unknown) => void)[];
  #buffer = Buffer.allocUnsafe(1 << 16);
  #view = viewOf(this.#buffer);
  #at = 0;

  constructor(columns: readonly PlanColumn[]) {
    this.#writers = columns.map(({ type }) => this.#writer(type));
  }

  /** Bytes packed so far. */
  get length(): number {
    return this.#at;
  }

  /** Adds a row: values in the order of the columns; null and undefined are null. */
  row(values: readonly unknown[]): void {
    const writers = this.#writers;
    this.#room(2);
    this.#view.setInt16(this.#at, writers.length);
    this.#at += 2;
    for (let n = 0; n < writers.length; n++) {
      const value = values[n];
      this.#room(mostFixed);
      if (value === null || value === undefined || Number.isNaN(value)) this.#word(-1);
      else (writers[n] as (value: unknown) => void)(value);
    }
  }

  /** The rows packed since the last call, as a copy of exact size that can be moved to another thread. */
  take(): Uint8Array {
    const rows = new Uint8Array(this.#at);
    rows.set(this.#buffer.subarray(0, this.#at));
    this.#at = 0;
    return rows;
  }

  /** How a value of a type is written; there is room for its length and for a value of fixed length. */
  #writer(type: SqlType): (value: unknown) => void {
    switch (type) {
      case "int2":
        return (value) => {
          this.#word(2);
          this.#view.setInt16(this.#at, clamp(Number(value), 0x7fff));
          this.#at += 2;
        };
      case "int4":
        return (value) => {
          this.#word(4);
          this.#word(clamp(Number(value), 0x7fffffff));
        };
      case "float4":
        return (value) => {
          this.#word(4);
          this.#view.setFloat32(this.#at, Number(value));
          this.#at += 4;
        };
      case "bool":
        return (value) => {
          this.#word(1);
          this.#view.setUint8(this.#at++, value ? 1 : 0);
        };
      case "float8":
        return (value) => {
          this.#word(8);
          this.#view.setFloat64(this.#at, Number(value));
          this.#at += 8;
        };
      case "int8":
        return (value) => {
          this.#word(8);
          if (typeof value === "bigint") this.#view.setBigInt64(this.#at, value);
          else this.#whole(Math.round(Number(value)));
          this.#at += 8;
        };
      case "timestamptz":
        return (value) => {
          this.#word(8);
          this.#whole((Math.round(Number(value)) - postgresEpoch) * 1000); // microseconds
          this.#at += 8;
        };
      case "text":
        return this.#sized((value) => this.#text(String(value)));
      case "jsonb":
        return this.#sized((value) => {
          this.#view.setUint8(this.#at++, 1); // version of the format
          this.#long(fitJson(JSON.stringify(value)));
        });
      case "bytea":
        return this.#sized((value) => this.#bytes(value as Uint8Array));
      case "int4[]":
        return this.#sized((value) => this.#words(value as ArrayLike<number>));
      default: {
        const element = type.slice(0, -2) as SqlType;
        const write = this.#writer(element);
        return this.#sized((value) => this.#array(value as ArrayLike<unknown>, elementOids[type] as number, write));
      }
    }
  }

  #word(value: number): void {
    this.#view.setInt32(this.#at, value);
    this.#at += 4;
  }

  /** A whole number of 64 bits, without a bigint for each of the bars of a song. */
  #whole(value: number): void {
    const high = Math.floor(value / wordSize);
    this.#view.setInt32(this.#at, high);
    this.#view.setUint32(this.#at + 4, value - high * wordSize);
  }

  /** Writes a value whose length is known only after it is written. */
  #sized(write: (value: unknown) => void): (value: unknown) => void {
    return (value) => {
      const start = this.#at;
      this.#at += 4;
      write(value);
      this.#view.setInt32(start, this.#at - start - 4);
    };
  }

  /** What stands before the elements of an array: dimensions, no nulls, element type; its length and lower bound. */
  #head(length: number, elementOid: number): void {
    this.#room(20);
    this.#word(length > 0 ? 1 : 0);
    this.#word(0);
    this.#word(elementOid);
    if (length === 0) return;
    this.#word(length);
    this.#word(1);
  }

  #array(values: ArrayLike<unknown>, elementOid: number, write: (value: unknown) => void): void {
    this.#head(values.length, elementOid);
    for (let n = 0; n < values.length; n++) {
      this.#room(mostFixed);
      write(values[n]);
    }
  }

  /** Index terms are hundreds a song: they are written without asking for room for each. */
  #words(values: ArrayLike<number>): void {
    this.#head(values.length, elementOids["int4[]"] as number);
    this.#room(values.length * 8);
    const view = this.#view;
    let at = this.#at;
    for (let n = 0; n < values.length; n++) {
      view.setInt32(at, 4);
      view.setInt32(at + 4, clamp(values[n] as number, 0x7fffffff));
      at += 8;
    }
    this.#at = at;
  }

  #text(text: string): void {
    const { length } = text;
    if (length > shortText) return this.#long(fit(text));
    this.#room(length);
    const at = this.#at;
    for (let n = 0; n < length; n++) {
      const letter = text.charCodeAt(n);
      if (letter === 0 || letter > 127) return this.#long(fit(text));
      this.#buffer[at + n] = letter;
    }
    this.#at += length;
  }

  #long(text: string): void {
    this.#room(text.length * 3);
    this.#at += this.#buffer.write(text, this.#at);
  }

  #bytes(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView => new DataView(buffer, byteOffset, byteLength);
