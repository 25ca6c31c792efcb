/**
 * The journal of what a process did to the files below one folder: operations in order, as bytes, and what it told
 * meanwhile. It is loaded before Node's file functions are replaced, and so it imports none.
 */
import type { Buffer } from "node:buffer";

/** One operation on files; paths are relative to the folder that is recorded. */
export type Operation =
  | {
      readonly op: "open";
      readonly fd: number;
      readonly path: string;
      readonly creates: boolean;
      readonly cuts: boolean;
    }
  | { readonly op: "close"; readonly fd: number }
  | { readonly op: "write"; readonly fd: number; readonly at: number }
  | { readonly op: "size"; readonly fd?: number; readonly path?: string; readonly bytes: number }
  | { readonly op: "sync"; readonly fd: number }
  | { readonly op: "mkdir"; readonly path: string }
  /** A file or an empty folder. */
  | { readonly op: "remove"; readonly path: string }
  | { readonly op: "rename"; readonly from: string; readonly to: string }
  /** The process began: what files others had open is of no account. */
  | { readonly op: "begin" }
  | { readonly op: "tell"; readonly told: Told };

/** What a process tells: what it is about to do, and what it was told is stored. */
export interface Told {
  readonly phase?: string;
  /** Contents and copies whose commit was confirmed. */
  readonly committed?: { readonly contents: readonly string[]; readonly copies: readonly string[] };
  /** Marks by hand whose commit was confirmed. */
  readonly marked?: readonly string[];
}

/** An operation with the bytes that it wrote. */
export interface Entry {
  readonly operation: Operation;
  readonly data: Uint8Array;
}

/** An entry as it stands in the file: two lengths, then both parts. */
export function packEntry(operation: Operation, data: Uint8Array = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(operation));
  const entry = new Uint8Array(8 + text.length + data.length);
  const view = new DataView(entry.buffer);
  view.setUint32(0, text.length);
  view.setUint32(4, data.length);
  entry.set(text, 8);
  entry.set(data, 8 + text.length);
  return entry;
}

/** All entries of a journal. */
export function readJournal(bytes: Buffer): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [text, data] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
    const operation = JSON.parse(bytes.toString("utf8", at + 8, at + 8 + text)) as Operation;
    entries.push({ operation, data: bytes.subarray(at + 8 + text, at + 8 + text + data) });
    at += 8 + text + data;
  }
  return entries;
}
