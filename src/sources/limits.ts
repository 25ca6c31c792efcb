/** What an archive may cost, and the account that is kept of it while it is read. */
import { Refusal } from "./refusal.ts";

/** Limits on archives. Each is a whole number above 0. */
export interface ArchiveLimits {
  /** Bytes of one unpacked MIDI file. */
  readonly maxMemberBytes: number;
  /** Bytes of an archive that must be held in memory: one inside another, in a bucket, or a 7z. */
  readonly maxArchiveBytes: number;
  /** Unpacked to packed bytes, beyond the first `harmlessBytes` of a member or `harmlessTotal` of an archive. */
  readonly maxRatio: number;
  /** Bytes that one archive may unpack to, with all that is nested in it. */
  readonly maxUnpackedBytes: number;
  /** Members of one archive that are MIDI files or archives, with all that is nested in it. */
  readonly maxMembers: number;
  /** Archives around a member. */
  readonly maxDepth: number;
}

const mebibyte = 1024 * 1024;

/** The limits unless said otherwise. */
export const archiveLimits: ArchiveLimits = {
  // The largest real MIDI files have some 10 MB.
  maxMemberBytes: 64 * mebibyte,
  maxArchiveBytes: 128 * mebibyte,
  // MIDI packs to a fifth, songs that repeat one bar to a fiftieth; zeros to a thousandth.
  maxRatio: 200,
  maxUnpackedBytes: 64 * 1024 * mebibyte,
  maxMembers: 1_000_000,
  maxDepth: 4,
};

/** Too few bytes to hurt, however well they are packed. */
const harmlessBytes = 4 * mebibyte;
const harmlessTotal = 256 * mebibyte;

/** The account of one archive and of all that is nested in it. */
export interface Budget {
  readonly limits: ArchiveLimits;
  /** @throws Refusal `bomb` or `too-much` when so many more unpacked bytes are beyond a limit. */
  readonly spend: (bytes: number) => void;
  /** @throws Refusal `too-many-members`. */
  readonly member: () => void;
}

/** Opens the account of an archive of so many packed bytes. */
export function openBudget(limits: ArchiveLimits, packedBytes: number): Budget {
  let unpacked = 0;
  let members = 0;
  return {
    limits,
    spend: (bytes) => {
      unpacked += bytes;
      if (unpacked > limits.maxUnpackedBytes) {
        throw new Refusal("too-much", `Cannot read on: it unpacks to more than ${limits.maxUnpackedBytes} bytes`);
      }
      if (unpacked > harmlessTotal && unpacked > packedBytes * limits.maxRatio) {
        throw new Refusal("bomb", `Cannot read on: it unpacks to more than ${limits.maxRatio} times its size`);
      }
    },
    member: () => {
      if (++members > limits.maxMembers) {
        throw new Refusal("too-many-members", `Cannot read on: it has more than ${limits.maxMembers} members`);
      }
    },
  };
}

/** @throws Refusal `bomb` or `too-large` for a member whose header promises too much. */
export function checkSize(size: number, packedSize: number, limits: ArchiveLimits, most = limits.maxMemberBytes): void {
  if (size > harmlessBytes && size > packedSize * limits.maxRatio) {
    throw new Refusal(
      "bomb",
      `Cannot read ${size} bytes packed in ${packedSize}: the limit is ${limits.maxRatio} to 1`,
    );
  }
  if (size > most) throw new Refusal("too-large", `Cannot read a member of ${size} bytes: the limit is ${most}`);
}
