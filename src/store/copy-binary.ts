/**
 * Rows in the binary form of COPY (PostgreSQL documentation, COPY, "Binary Format"), into one growing buffer a table.
 * About 1.5 us a row of 60 columns. This is the one door at which text is made fit for PostgreSQL, which refuses U+0000.
 */
import { Buffer } from "node:buffer";
import type { SqlType } from "../plugin/kinds.ts";
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

/** Packs the rows of one table. */
export class RowPacker {
  readonly #columns: readonly PlanColumn[];
  #buffer = Buffer.allocUnsafe(1 << 16);
  #at = 0;

  constructor(columns: readonly PlanColumn[]) {
    this.#columns = columns;
  }

  /** Bytes packed so far. */
  get length(): number {
    return this.#at;
  }

  /** Adds a row: values in the order of the columns; null and undefined are null. */
  row(values: readonly unknown[]): void {
    this.#room(2);
    this.#at = this.#buffer.writeInt16BE(this.#columns.length, this.#at);
    for (let n = 0; n < this.#columns.length; n++) {
      const value = values[n];
      if (value === null || value === undefined || Number.isNaN(value)) {
        this.#room(4);
        this.#at = this.#buffer.writeInt32BE(-1, this.#at);
      } else this.#value(value, (this.#columns[n] as PlanColumn).type);
    }
  }

  /** The rows packed since the last call, as a copy of exact size that can be moved to another thread. */
  take(): Uint8Array {
    const rows = new Uint8Array(this.#at);
    rows.set(this.#buffer.subarray(0, this.#at));
    this.#at = 0;
    return rows;
  }

  #value(value: unknown, type: SqlType): void {
    if (type === "text") this.#sized(() => this.#text(fit(String(value))));
    else if (type === "jsonb") this.#sized(() => this.#json(value));
    else if (type === "bytea") this.#sized(() => this.#bytes(value as Uint8Array));
    else if (type.endsWith("[]")) this.#sized(() => this.#array(value as ArrayLike<unknown>, type));
    else this.#fixed(value, type);
  }

  #json(value: unknown): void {
    this.#room(1);
    this.#at = this.#buffer.writeUInt8(1, this.#at); // version of the format
    this.#text(fitJson(JSON.stringify(value)));
  }

  #fixed(value: unknown, type: SqlType): void {
    this.#room(12);
    const buffer = this.#buffer;
    const at = this.#at;
    switch (type) {
      case "int2":
        buffer.writeInt32BE(2, at);
        this.#at = buffer.writeInt16BE(clamp(Number(value), 0x7fff), at + 4);
        break;
      case "int4":
        buffer.writeInt32BE(4, at);
        this.#at = buffer.writeInt32BE(clamp(Number(value), 0x7fffffff), at + 4);
        break;
      case "float4":
        buffer.writeInt32BE(4, at);
        this.#at = buffer.writeFloatBE(Number(value), at + 4);
        break;
      case "bool":
        buffer.writeInt32BE(1, at);
        this.#at = buffer.writeUInt8(value ? 1 : 0, at + 4);
        break;
      case "float8":
        buffer.writeInt32BE(8, at);
        this.#at = buffer.writeDoubleBE(Number(value), at + 4);
        break;
      case "int8":
        buffer.writeInt32BE(8, at);
        this.#at =
          typeof value === "bigint" ? buffer.writeBigInt64BE(value, at + 4) : this.#whole(Number(value), at + 4);
        break;
      case "timestamptz": {
        // Microseconds since 2000-01-01 UTC.
        buffer.writeInt32BE(8, at);
        const microseconds = BigInt(Math.round(Number(value)) - Date.UTC(2000, 0, 1)) * 1000n;
        this.#at = buffer.writeBigInt64BE(microseconds, at + 4);
        break;
      }
      default:
        throw new TypeError(`Cannot pack a value of type ${type}`);
    }
  }

  /** A whole number of 64 bits, without a bigint for each of the bars of a song. */
  #whole(value: number, at: number): number {
    const rounded = Math.round(value);
    const high = Math.floor(rounded / wordSize);
    this.#buffer.writeInt32BE(high, at);
    return this.#buffer.writeUInt32BE(rounded - high * wordSize, at + 4);
  }

  /** Writes a value whose length is known only after it is written. */
  #sized(write: () => void): void {
    this.#room(4);
    const start = this.#at;
    this.#at += 4;
    write();
    this.#buffer.writeInt32BE(this.#at - start - 4, start);
  }

  #array(values: ArrayLike<unknown>, type: SqlType): void {
    this.#room(20);
    // Dimensions, no nulls, element type; then for the one dimension its length and lower bound.
    this.#at = this.#buffer.writeInt32BE(values.length > 0 ? 1 : 0, this.#at);
    this.#at = this.#buffer.writeInt32BE(0, this.#at);
    this.#at = this.#buffer.writeInt32BE(elementOids[type] as number, this.#at);
    if (values.length === 0) return;
    this.#at = this.#buffer.writeInt32BE(values.length, this.#at);
    this.#at = this.#buffer.writeInt32BE(1, this.#at);
    if (type === "int4[]") return this.#words(values as ArrayLike<number>);
    const element = type.slice(0, -2) as SqlType;
    for (let n = 0; n < values.length; n++) this.#value(values[n], element);
  }

  /** Index terms are hundreds a song: they are written without asking each for its type. */
  #words(values: ArrayLike<number>): void {
    this.#room(values.length * 8);
    for (let n = 0; n < values.length; n++) {
      this.#at = this.#buffer.writeInt32BE(4, this.#at);
      this.#at = this.#buffer.writeInt32BE(clamp(values[n] as number, 0x7fffffff), this.#at);
    }
  }

  #text(text: string): void {
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
  }
}
