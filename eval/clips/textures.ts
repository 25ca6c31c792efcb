/** Table: what clips play. Each texture gives the notes of some bars; times in quarters. */
import type { Random } from "../../fuzz/random.ts";
import type { MadeNote } from "./file.ts";

/** One bar of a clip. */
export interface Bar {
  readonly quarters: number;
  /** Lengths of the groups of beats: 1, 1, 1.5 in a 7/8. */
  readonly groups: readonly number[];
  /** Pitches of the chord of each bar. */
  readonly chords: readonly (readonly number[])[];
}

type Texture = (bar: Bar, bars: number, random: Random) => readonly MadeNote[];

const note = (onset: number, length: number, pitch: number, velocity = 90): MadeNote => ({
  onset,
  length,
  pitch,
  velocity,
});

/** Onsets of the groups in a bar. */
function groupOnsets(groups: readonly number[]): readonly number[] {
  let at = 0;
  return groups.map((length) => {
    at += length;
    return at - length;
  });
}

/** A rhythm of some bars, in eighths: downbeats mostly, groups often, what is between them sometimes. */
function rhythm({ quarters, groups }: Bar, bars: number, random: Random): readonly number[] {
  const strong = groupOnsets(groups);
  const onsets: number[] = [];
  for (let bar = 0; bar < bars; bar++) {
    for (let at = 0; at < quarters; at += 0.5) {
      const often = at === 0 ? 95 : strong.includes(at) ? 60 : 30;
      if (random(100) < often) onsets.push(bar * quarters + at);
    }
  }
  if (!onsets.includes(0)) onsets.unshift(0);
  return onsets;
}

/** Onsets of some bars with their lengths up to the next. */
const lasting = (onsets: readonly number[], end: number): readonly (readonly [onset: number, length: number])[] =>
  onsets.map((onset, n) => [onset, (onsets[n + 1] ?? end) - onset]);

/** Notes of a pattern of some bars that is played again and again. */
function repeated(period: number, bar: Bar, bars: number, random: Random): readonly (readonly [number, number])[] {
  const length = Math.min(period, bars);
  const pattern = lasting(rhythm(bar, length, random), length * bar.quarters);
  const found: (readonly [number, number])[] = [];
  for (let from = 0; from < bars; from += length) {
    for (const [onset, lasts] of pattern) {
      const at = from * bar.quarters + onset;
      if (at < bars * bar.quarters) found.push([at, Math.min(lasts, bars * bar.quarters - at)]);
    }
  }
  return found;
}

const chordAt = ({ chords, quarters }: Bar, onset: number): readonly number[] =>
  chords[Math.min(chords.length - 1, Math.floor(onset / quarters + 1e-6))]!;

/** Chords at every group, every half bar or every bar. */
const blocks: Texture = (bar, bars, random) => {
  const starts = groupOnsets(bar.groups);
  const half = starts.length % 2 === 0 ? starts.filter((_, n) => n % (starts.length / 2) === 0) : [0];
  const each = [starts, half, [0]][random(3)]!;
  const onsets = Array.from({ length: bars }, (_, n) => each.map((at) => n * bar.quarters + at)).flat();
  const moves = random(2) === 0;
  return lasting(onsets, bars * bar.quarters).flatMap(([onset, length], n) =>
    chordAt(bar, onset).map((pitch) => note(onset, length * 0.97, pitch + (moves ? [0, 5, 7, 3][n % 4]! : 0))),
  );
};

/** Chords in a rhythm of one or two bars. */
const comping: Texture = (bar, bars, random) =>
  repeated(1 + random(2), bar, bars, random).flatMap(([onset, length]) =>
    chordAt(bar, onset).map((pitch) => note(onset, length * 0.9, pitch)),
  );

/** Even quarters, eighths or sixteenths, up or up and down a scale, without an accent. */
const even: Texture = (bar, bars, random) => {
  const step = [1, 0.5, 0.25][random(3)]!;
  const unit = bar.quarters % step === 0 ? step : 0.5;
  const scale = [0, 2, 4, 5, 7, 9, 11, 12].map((one) => one + 60);
  const figure = random(2) === 0 ? scale : [...scale.slice(0, 5), ...scale.slice(1, 4).reverse()];
  return Array.from({ length: (bars * bar.quarters) / unit }, (_, n) =>
    note(n * unit, unit * 0.97, figure[n % figure.length]!),
  );
};

/** Broken chords, a figure that begins with each group. */
const arpeggio: Texture = (bar, bars, random) => {
  const order = [
    [0, 1, 2, 1],
    [0, 1, 2, 0],
    [0, 2, 1, 2],
  ][random(3)]!;
  const low = random(2) === 0 ? 12 : 0;
  return Array.from({ length: bars }, (_, n) =>
    bar.groups.flatMap((length, group) =>
      Array.from({ length: length * 2 }, (_, eighth) => {
        const onset = n * bar.quarters + groupOnsets(bar.groups)[group]! + eighth / 2;
        const pitch = chordAt(bar, onset)[order[eighth % order.length]!]!;
        return note(onset, 0.48, pitch + 12 - (eighth === 0 && group === 0 ? low : 0));
      }),
    ),
  ).flat();
};

/** A bass figure of one or two bars. */
const bass: Texture = (bar, bars, random) => {
  const steps = [0, 7, 12, 5];
  return repeated(1 + random(2), bar, bars, random).map(([onset, length], n) => {
    const isDown = onset % bar.quarters === 0;
    return note(onset, length * 0.85, chordAt(bar, onset)[0]! - 12 + (isDown ? 0 : steps[n % steps.length]!), 96);
  });
};

/** Kick on one, snare on the groups that answer it, hats in eighths, a crash now and then at the end. */
const drums: Texture = ({ quarters, groups }, bars, random) => {
  const starts = groupOnsets(groups);
  const isFour = random(3) === 0;
  const open = random(4) === 0;
  const notes: MadeNote[] = [];
  for (let bar = 0; bar < bars; bar++) {
    const from = bar * quarters;
    for (let at = 0; at < quarters; at += 0.5) notes.push(note(from + at, 0.2, open && at % 1 === 0.5 ? 46 : 42, 70));
    starts.forEach((at, group) => {
      if (isFour || group % 2 === 0) notes.push(note(from + at, 0.2, 36, 100));
      if (group % 2 === 1 || (starts.length === 1 && group > 0)) notes.push(note(from + at, 0.2, 38, 100));
    });
    if (random(2) === 0) notes.push(note(from + quarters - 0.5, 0.2, 36, 90));
  }
  return notes;
};

/** A tune in a rhythm of two bars, with the notes of the chords where it is strong. */
const melody: Texture = (bar, bars, random) =>
  repeated(2, bar, bars, random).map(([onset, length]) => {
    const chord = chordAt(bar, onset);
    const isStrong = onset % 1 === 0;
    return note(onset, length * 0.9, chord[random(3)]! + 12 + (isStrong ? 0 : random(3)));
  });

/** A chord each bar. */
const pad: Texture = (bar, bars) =>
  Array.from({ length: bars }, (_, n) =>
    chordAt(bar, n * bar.quarters).map((pitch) => note(n * bar.quarters, bar.quarters * 0.99, pitch + 12, 60)),
  ).flat();

/** Every texture. */
export const textures = { blocks, comping, even, arpeggio, bass, drums, melody, pad };
