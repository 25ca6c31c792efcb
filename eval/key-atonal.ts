/**
 * Music without a key, made by a seed: twelve-tone rows, random notes, clusters, chromatic runs, whole tones, augmented and
 * diminished chords, each in several textures.
 */
import { type Random, randomIntegers } from "../fuzz/random.ts";
import type { Song } from "../src/midi/mod.ts";
import { composed, type Part, put } from "./key-score.ts";

/** A song that has no key. */
export interface AtonalSong {
  readonly kind: string;
  readonly song: Song;
}

type Maker = (random: Random, part: Part) => void;

/** Calls `strike` for some onsets, in a rhythm that stays or changes. */
function along(random: Random, count: number, strike: (at: number, length: number, n: number) => void): void {
  const lengths = [[0.5], [1], [0.25], [2], [0.5, 1, 0.25, 1.5], [4]][random(6)] as readonly number[];
  let at = 0;
  for (let n = 0; n < count; n++) {
    const length = lengths[lengths.length > 1 ? random(lengths.length) : 0] as number;
    strike(at, length, n);
    at += length;
  }
}

const shuffled = (random: Random): readonly number[] => {
  const row = Array.from({ length: 12 }, (_, n) => n);
  for (let n = 11; n > 0; n--) {
    const other = random(n + 1);
    [row[n], row[other]] = [row[other] as number, row[n] as number];
  }
  return row;
};

const makers: Readonly<Record<string, Maker>> = {
  rows: (random, part) => {
    const same = random(2) === 0;
    let row = shuffled(random);
    const wide = random(2) === 0;
    along(random, 12 * (2 + random(12)), (at, length, n) => {
      if (n % 12 === 0 && !same) row = shuffled(random);
      if (n % 12 === 0 && same && n > 0)
        row = [row, row.toReversed(), row.map((pitch) => (12 - pitch) % 12)][random(3)] as number[];
      put(part, at, length, 48 + 12 * (wide ? random(3) : 1) + (row[n % 12] as number));
    });
  },
  "random notes": (random, part) => {
    const voices = 1 + random(4);
    const range = 18 + random(30);
    along(random, 40 + random(120), (at, length) => {
      for (let voice = 0; voice < voices; voice++) put(part, at, length, 84 - range + random(range));
    });
  },
  clusters: (random, part) => {
    const width = 3 + random(6);
    const step = [width - 1, width, 1, 3, 5, 7][random(6)] as number;
    const jumps = random(2) === 0;
    along(random, 12 + random(40), (at, length, n) => {
      const low = jumps ? 36 + random(36) : 36 + ((n * step) % 36);
      for (let tone = 0; tone < width; tone++) put(part, at, length, low + tone);
    });
  },
  "chromatic runs": (random, part) => {
    const from = 36 + random(24);
    const span = 12 * (1 + random(3));
    const back = random(2) === 0;
    const thirds = [0, 0, 3, 4][random(4)] as number;
    along(random, span * (1 + random(4)), (at, length, n) => {
      const place = back ? Math.abs((n % (2 * span)) - span) : n % span;
      put(part, at, length, from + place);
      if (thirds > 0) put(part, at, length, from + place + thirds);
    });
  },
  "whole tones": (random, part) => {
    const from = 48 + random(12);
    const how = random(3);
    let place = 0;
    along(random, 24 + random(72), (at, length, n) => {
      if (how === 0) place = n % 12;
      else place = Math.max(0, Math.min(11, place + ([-2, -1, 1, 2, 3, -3][random(6)] as number)));
      put(part, at, length, from + 2 * place);
      if (how === 2) put(part, at, length, from + 2 * place + 4);
    });
  },
  "augmented chords": (random, part) => {
    const move = [2, 1, 2, 3][random(4)] as number;
    const broken = random(3) === 0;
    along(random, 12 + random(24), (at, length, n) => {
      const root = 48 + ((n * move) % 12);
      for (let tone = 0; tone < 3; tone++)
        put(part, broken ? at + (tone * length) / 3 : at, broken ? length / 3 : length, root + 4 * tone);
    });
  },
  "diminished chords": (random, part) => {
    const move = [3, 3, 1, 2][random(4)] as number;
    const broken = random(3) === 0;
    along(random, 12 + random(24), (at, length, n) => {
      const root = 47 + ((n * move) % 12);
      for (let tone = 0; tone < 4; tone++)
        put(part, broken ? at + (tone * length) / 4 : at, broken ? length / 4 : length, root + 3 * tone);
    });
  },
};

/** So many songs, the kinds in turn; one in three has a second part of the same kind. */
export function atonalSongs(count: number, seed: number): readonly AtonalSong[] {
  const random = randomIntegers(seed);
  const kinds = Object.keys(makers);
  return Array.from({ length: count }, (_, n) => {
    const kind = kinds[n % kinds.length] as string;
    const parts = Array.from({ length: random(3) === 0 && kind !== "whole tones" ? 2 : 1 }, (_one, channel): Part => {
      const part: Part = { octave: 4, channel, program: 0, notes: [] };
      (makers[kind] as Maker)(random, part);
      return part;
    });
    return { kind, song: composed(parts, 60 + random(110)) };
  });
}
