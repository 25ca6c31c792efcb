/** Fingerprints: hashes that say whether two files hold the same notes, or the same music in another key and tempo. */

import { channelOf, pitchOf, type Song, view } from "../../midi/song.ts";
import { noteSeconds } from "../../midi/tempo.ts";
import { finishHash, hexOfWords, mixWord } from "../../word-hash.ts";
import { drumChannel } from "../drums/set-up.ts";
import { type Part, parts } from "../parts/parts.ts";
import { onsetOrder } from "../views.ts";

/** Onsets and durations are compared in this part of a quarter, which most divisions have whole. */
const unitsPerQuarter = 960;
/** Seeds of the two halves of a 64-bit hash. */
const seeds = [0x9747b28c, 0x3c074a61] as const;
/** Onsets closer than this share of the mean time between notes are one chord; a share, so that tempo changes nothing. */
const together = 0.25;

/**
 * Hash of the notes of a song as 16 hexadecimal digits: onset from the first note and duration in 960ths of a quarter,
 * pitch, and whether it is on the drum channel. Texts, tempo, meter, key, program, velocity, division, order and layout
 * of the tracks do not change it. Null without notes. 64 bits of MurmurHash3: two of a million files that differ are
 * equal with a chance of 3e-8.
 */
export const notesHash: (song: Song) => string | null = view((song) => {
  const { length, onset, duration, info } = song.notes;
  if (length === 0) return null;
  let first = Number.POSITIVE_INFINITY;
  for (let note = 0; note < length; note++) if (onset[note]! < first) first = onset[note]!;
  const scale = unitsPerQuarter / song.ticksPerQuarter;
  let high = 0;
  let low = 0;
  for (let note = 0; note < length; note++) {
    const packed = info[note]!;
    const begin = Math.round((onset[note]! - first) * scale);
    const lasts = Math.round(duration[note]! * scale);
    const sound = channelOf(packed) === drumChannel ? pitchOf(packed) | 128 : pitchOf(packed);
    // A sum does not depend on the order of the notes.
    high = (high + finishHash(mixWord(mixWord(mixWord(seeds[0], begin), lasts), sound))) | 0;
    low = (low + finishHash(mixWord(mixWord(mixWord(seeds[1], begin), lasts), sound))) | 0;
  }
  return hexOfWords(finishHash(mixWord(high, length)), finishHash(mixWord(low, length)));
});

/** Notes that begin together, one after the other; drums are left out unless there is nothing else. */
interface Clusters {
  readonly length: number;
  /** Highest pitch of each. */
  readonly top: Uint8Array;
  /** Onset of each one's first note in seconds. */
  readonly seconds: Float64Array;
  /** Hash of its pitches, from the highest one of the cluster before. */
  readonly content: Int32Array;
}

const clusters: (song: Song) => Clusters = view((song) => {
  const { length: notes, info } = song.notes;
  const { list, ofNote } = parts(song);
  const counted = countedParts(list);
  const order = onsetOrder(song);
  const { onset } = noteSeconds(song);
  const top = new Uint8Array(notes);
  const seconds = new Float64Array(notes);
  const content = new Int32Array(notes);
  const last = notes > 0 ? onset[order[notes - 1]!]! - onset[order[0]!]! : 0;
  const gap = (together * last) / Math.max(1, notes);
  let length = 0;
  let reference = 0;
  for (let place = 0; place < notes; place++) {
    const note = order[place]!;
    if (counted[ofNote[note]!] === 0) continue;
    const at = onset[note]!;
    const pitch = pitchOf(info[note]!);
    if (length === 0 || at - seconds[length - 1]! > gap) {
      reference = length === 0 ? pitch : top[length - 1]!;
      top[length] = pitch;
      seconds[length++] = at;
    } else if (pitch > top[length - 1]!) top[length - 1] = pitch;
    content[length - 1]! += finishHash(pitch - reference + 256);
  }
  return {
    length,
    top: top.subarray(0, length),
    seconds: seconds.subarray(0, length),
    content: content.subarray(0, length),
  };
});

function countedParts(list: readonly Part[]): Uint8Array {
  const isPitched = list.some(({ isDrum }) => !isDrum);
  return Uint8Array.from(list, ({ isDrum }) => (isDrum && isPitched ? 0 : 1));
}

/**
 * Hash of the music of a song as 16 hexadecimal digits: the sequence of its chords and single notes as intervals. It is
 * the same in every key and at every tempo; layout, durations and drums do not change it. Null without notes.
 */
export const musicHash: (song: Song) => string | null = view((song) => {
  const { length, content } = clusters(song);
  if (length === 0) return null;
  let high: number = seeds[0];
  let low: number = seeds[1];
  for (let cluster = 0; cluster < length; cluster++) {
    high = mixWord(high, content[cluster]!);
    low = mixWord(low, content[cluster]!);
  }
  return hexOfWords(finishHash(high), finishHash(low));
});

/** Intervals of the top line in one shingle. */
const shingleLength = 6;
/** An inter-onset interval that is this much shorter or longer than the one before is another rhythm. */
const shorter = 0.7;
const longer = 1.43;
/** Slots of a MinHash, a power of two, and the bits of a hash that are left to compare in a slot. */
const slots = 128;
const slotBits = 25;
const empty = 0xffffffff;
/**
 * Bands, and slots of each: two songs whose resemblance is s share one of them with a chance of 1 - (1 - s^2)^32, 73 % at 0.2
 * and 95 % at 0.3. The other slots give none: a term of each pair of slots would make the index of terms a tenth larger.
 */
const bandCount = 32;
const bandSlots = 2;

/**
 * MinHash of a song: 128 numbers, whose share of equal places estimates how much of two songs' melodic material is the
 * same in any key and tempo (Jaccard of 6-grams of top-line interval and rhythm class). One permutation (Li, Owen and
 * Zhang 2012), empty slots filled by rotation (Shrivastava and Li 2014). Null for fewer than 7 onsets.
 */
export const minHash: (song: Song) => Uint32Array | null = view((song) => {
  const { length, top, seconds } = clusters(song);
  if (length <= shingleLength) return null;
  const symbols = new Uint8Array(length - 1);
  for (let n = 0; n < symbols.length; n++) {
    const interval = (top[n + 1]! - top[n]! + 64) & 63;
    const now = seconds[n + 1]! - seconds[n]!;
    const ratio = n > 0 ? now / (seconds[n]! - seconds[n - 1]!) : 1;
    symbols[n] = interval | ((ratio < shorter ? 0 : ratio > longer ? 2 : 1) << 6);
  }
  const found = new Uint32Array(slots).fill(empty);
  for (let from = 0; from + shingleLength <= symbols.length; from++) {
    // The first rhythm class of a shingle tells of a note that is not in it.
    let hash = mixWord(seeds[0], symbols[from]! & 63);
    for (let n = from + 1; n < from + shingleLength; n++) hash = mixWord(hash, symbols[n]!);
    const mixed = finishHash(hash);
    const slot = mixed >>> slotBits;
    const value = mixed & ((1 << slotBits) - 1);
    if (value < found[slot]!) found[slot] = value;
  }
  return filled(found);
});

function filled(found: Uint32Array): Uint32Array {
  const all = new Uint32Array(slots);
  for (let slot = 0; slot < slots; slot++) {
    let distance = 0;
    while (found[(slot + distance) % slots] === empty) distance++;
    all[slot] = found[(slot + distance) % slots]! + distance * 2 ** slotBits;
  }
  return all;
}

/** Estimated resemblance of two songs by their MinHashes, 0 to 1; standard error at most 0.045. */
export function resemblance(a: Uint32Array, b: Uint32Array): number {
  let equal = 0;
  for (let slot = 0; slot < slots; slot++) if (a[slot] === b[slot]) equal++;
  return equal / slots;
}

/** The 32 bands of a MinHash, to look songs up by: songs that resemble each other share at least one of them. */
export function bandsOf(hash: Uint32Array): Int32Array {
  return Int32Array.from({ length: bandCount }, (_, band) => {
    let mixed = mixWord(seeds[1], band);
    for (let n = band * bandSlots; n < (band + 1) * bandSlots; n++) mixed = mixWord(mixed, hash[n]!);
    return finishHash(mixed) | 0;
  });
}
