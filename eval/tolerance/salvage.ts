/** Notes salvaged from copies that are damaged in known ways, against the undamaged originals. */

import { randomIntegers } from "../../fuzz/random.ts";
import { parseSong, type Song } from "../../src/midi/mod.ts";
import { commonNotes, noteKeys } from "./alignment.ts";
import { bytesOf, manifest } from "./manifest.ts";

/** One row of the table. */
export interface SalvageRow {
  readonly damage: string;
  readonly files: number;
  /** Notes that the originals hold, within what the damage left. */
  readonly notes: number;
  /** Share of them that was found again, in order. */
  readonly found: number;
  /** Share of what was found that the originals do not hold. */
  readonly invented: number;
  /** Files from which nothing was rescued. */
  readonly refused: number;
}

/** Damages a copy; says how many notes of the original it still holds whole, all of them unless said. */
type Damage = (bytes: Uint8Array, original: Song, random: (below: number) => number) => Damaged;
interface Damaged {
  readonly bytes: Uint8Array;
  readonly whole?: number;
}

const filesPerDamage = 200;
const seed = 3;
/** Header chunk and the head of the first track: without them there is no file to speak of. */
const firstEvents = 22;

const randomBytes =
  (bytesPerChange: number): Damage =>
  (bytes, _, random) => {
    for (let change = 0; change < Math.max(1, Math.round(bytes.length / bytesPerChange)); change++) {
      bytes[firstEvents + random(bytes.length - firstEvents)] = random(256);
    }
    return { bytes };
  };

const damages: Readonly<Record<string, Damage>> = {
  "one random byte changed": randomBytes(Number.POSITIVE_INFINITY),
  "1 of 1000 bytes changed": randomBytes(1000),
  "1 of 100 bytes changed": randomBytes(100),
  "1-40 bytes missing inside": (bytes, _, random) => {
    const at = firstEvents + random(bytes.length - firstEvents);
    const hole = 1 + random(40);
    const rest = bytes.slice(Math.min(bytes.length, at + hole));
    bytes.set(rest, at);
    return { bytes: bytes.subarray(0, at + rest.length) };
  },
  "cut short": (bytes, original, random) => {
    const cut = firstEvents + random(bytes.length - firstEvents);
    return { bytes: bytes.subarray(0, cut), whole: notesBefore(bytes, original, cut) };
  },
  "length of a track too long or too short": (bytes, _, random) => {
    const heads = trackHeads(bytes);
    const at = heads[random(heads.length)]! + 4;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const length = view.getUint32(at);
    const kind = random(4);
    const wrong = [random(length + 1), length + 1 + random(bytes.length), 0, 0xffffffff][kind]!;
    view.setUint32(at, wrong);
    return { bytes };
  },
  "lengths of all tracks wrong": (bytes, _, random) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (const head of trackHeads(bytes)) {
      const length = view.getUint32(head + 4);
      view.setUint32(head + 4, Math.max(0, length + random(2 * length + 200) - length - 100));
    }
    return { bytes };
  },
  "end-of-track events removed": (bytes) => {
    const kept: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] === 0xff && bytes[at + 1] === 0x2f && bytes[at + 2] === 0) {
        at += 2;
        kept.pop();
      } else kept.push(bytes[at]!);
    }
    return { bytes: Uint8Array.from(kept) };
  },
};

/** Offsets of the track chunks of a sound file. */
function trackHeads(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const heads: number[] = [];
  for (let at = 8 + view.getUint32(4); at + 8 <= bytes.length; at += 8 + view.getUint32(at + 4)) {
    if (view.getUint32(at) === 0x4d54726b) heads.push(at);
  }
  return heads;
}

/** Notes whose note-on lies, whole, before a cut: those that the same file has with silence behind the cut. */
function notesBefore(bytes: Uint8Array, original: Song, cut: number): number {
  let whole = 0;
  let track = 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const head of trackHeads(bytes)) {
    const { noteCount } = original.tracks[track++]!;
    const end = head + 8 + view.getUint32(head + 4);
    if (end <= cut) whole += noteCount;
    else {
      if (head + 8 < cut) whole += noteOnsBefore(bytes, head + 8, cut);
      break;
    }
  }
  return whole;
}

/** Counts the note-ons of a sound track that end at or before a byte offset; written for this alone, apart from the reader. */
function noteOnsBefore(bytes: Uint8Array, events: number, cut: number): number {
  let status = 0;
  let count = 0;
  let at = events;
  const quantity = (): number => {
    let value = 0;
    for (;;) {
      const byte = bytes[at++]!;
      value = (value << 7) | (byte & 127);
      if (byte < 128) return value;
    }
  };
  while (at < cut) {
    quantity();
    if (bytes[at]! >= 128) status = bytes[at++]!;
    if (status === 0xff) at++;
    if (status >= 0xf0) {
      const length = quantity();
      at += length;
    } else {
      const isOn = status >> 4 === 9 && bytes[at + 1]! > 0;
      at += status >> 4 === 12 || status >> 4 === 13 ? 1 : 2;
      if (isOn && at <= cut) count++;
    }
  }
  return count;
}

/** Songs to damage: sound in every way, since the helpers here read no others; of every kind in turn, by the seed. */
function chosen(corpus: string, random: (below: number) => number): { bytes: Uint8Array; song: Song }[] {
  const kinds = Map.groupBy(
    manifest(corpus).filter(({ expect, notes }) => expect === "ok" && notes >= 20),
    ({ kind }) => kind,
  );
  const files: { bytes: Uint8Array; song: Song }[] = [];
  while (files.length < filesPerDamage) {
    for (const group of kinds.values()) {
      const [file] = group.splice(random(group.length), 1);
      if (!file || files.length === filesPerDamage) continue;
      const bytes = bytesOf(corpus, file.path);
      const song = parseSong(bytes);
      if (song.diagnoses.length === 0) files.push({ bytes, song });
    }
  }
  return files;
}

/** Damages 200 files in each way and counts what is found again. */
export function salvage(corpus: string): readonly SalvageRow[] {
  return Object.entries(damages).map(([damage, apply]) => {
    const random = randomIntegers(seed);
    let [files, notes, found, salvaged, refused] = [0, 0, 0, 0, 0];
    for (const { bytes, song: original } of chosen(corpus, random)) {
      const damaged = apply(bytes, original, random);
      const keys = noteKeys(original).subarray(0, damaged.whole ?? original.notes.length);
      files++;
      notes += keys.length;
      try {
        const song = parseSong(damaged.bytes);
        found += commonNotes(keys, noteKeys(song));
        salvaged += song.notes.length;
      } catch {
        if (keys.length > 0) refused++;
      }
    }
    return { damage, files, notes, found: found / notes, invented: (salvaged - found) / salvaged, refused };
  });
}
