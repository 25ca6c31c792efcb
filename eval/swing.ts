/**
 * Swing: `bun run eval swing [--files N] [--seed S] [--json]`. Grooves made from a seed, straight and swung by 50 to 75 %, with
 * human noise and without, by drums, keys, a bass, or drums under held chords: how far the swing that is heard is off, and
 * how often it is unknown. Music without pairs of eighths has none.
 */
import { parseArgs } from "node:util";
import { type Random, randomIntegers } from "../fuzz/random.ts";
import { groove } from "../src/analyzers/mod.ts";
import { type MadeNote, type MadeTrack, madeSong } from "./clips/file.ts";

const { values } = parseArgs({
  options: {
    files: { type: "string", default: "400" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean" },
  },
});

const amounts = [50, 52, 54, 56, 58, 60, 62, 64, 66.7, 68, 70, 72, 75];
/** Standard deviation of the noise of each onset in milliseconds: a sequencer, a light and a plain humanizing. */
const noises = [0, 4, 10];
/** What counts as right, in percent. */
const near = 1.5;
type Place = (beat: number, eighth: number) => number;
type Kind = (bars: number, at: Place, random: Random) => readonly MadeTrack[];

const hit = (onset: number, pitch: number, length = 0.2, velocity = 90): MadeNote => ({
  onset,
  length,
  pitch,
  velocity,
});

const drums = (bars: number, at: Place, random: Random, hats = 42): MadeTrack => {
  const notes: MadeNote[] = [];
  for (let beat = 0; beat < bars * 4; beat++) {
    notes.push(hit(at(beat, 0), hats));
    if (random(8) > 0) notes.push(hit(at(beat, 1), hats));
    notes.push(hit(at(beat, 0), beat % 2 === 0 ? 36 : 38));
    if (random(5) === 0) notes.push(hit(at(beat, 1), 36));
  }
  return { channel: 9, notes };
};
const line = (bars: number, at: Place, random: Random, low: number): MadeTrack => {
  const notes: MadeNote[] = [];
  for (let beat = 0; beat < bars * 4; beat++) {
    if (random(10) > 0) notes.push(hit(at(beat, 0), low + [0, 2, 4, 7][random(4)]!, 0.45));
    if (random(4) > 0) notes.push(hit(at(beat, 1), low + [0, 4, 5, 9][random(4)]!, 0.3));
  }
  return { channel: 0, notes };
};
const pad = (bars: number): MadeTrack => ({
  channel: 1,
  notes: Array.from({ length: bars }, (_, bar) => [57, 61, 64].map((pitch) => hit(bar * 4, pitch, 3.95))).flat(),
});
/** Quarters in the bass, which have no second eighth. */
const walking = (bars: number, at: Place): MadeTrack => ({
  channel: 2,
  notes: Array.from({ length: bars * 4 }, (_, beat) => hit(at(beat, 0), 36 + [0, 4, 7, 9][beat % 4]!, 0.9)),
});

const kinds: Readonly<Record<string, Kind>> = {
  drums: (bars, at, random) => [drums(bars, at, random)],
  keys: (bars, at, random) => [line(bars, at, random, 60)],
  bass: (bars, at, random) => [line(bars, at, random, 36)],
  "drums and pad": (bars, at, random) => [drums(bars, at, random, 51), pad(bars)],
  band: (bars, at, random) => [drums(bars, at, random), walking(bars, at), line(bars, at, random, 62)],
};

interface Tally {
  files: number;
  near: number;
  unknown: number;
  off: number;
}
const tallies = new Map<string, Tally>();
const random = randomIntegers(Number(values.seed));
/** A normal deviation, as the sum of twelve even ones. */
const normal = (): number => Array.from({ length: 12 }, () => random(1000) / 1000).reduce((sum, one) => sum + one, -6);

for (let n = 0; n < Number(values.files); n++) {
  const kind = Object.keys(kinds)[n % Object.keys(kinds).length]!;
  const amount = amounts[random(amounts.length)]!;
  const noise = noises[random(noises.length)]!;
  const bpm = 70 + random(110);
  const quarters = (noise / 60_000) * bpm;
  const at: Place = (beat, eighth) => Math.max(0, beat + (eighth * amount) / 100 + quarters * normal());
  const song = madeSong(kinds[kind]!([4, 8, 16][random(3)]!, at, random), {
    ticksPerQuarter: [96, 480, 960][random(3)]!,
    bpm,
    signatures: [[0, 4, 4]],
  });
  const { swing } = groove.run(song, {});
  for (const group of ["all", kind, `${amount} %`, `noise of ${noise} ms`]) {
    const tally = tallies.get(group) ?? { files: 0, near: 0, unknown: 0, off: 0 };
    tallies.set(group, tally);
    tally.files++;
    if (swing === null) tally.unknown++;
    else {
      tally.off += Math.abs(swing - amount);
      if (Math.abs(swing - amount) <= near) tally.near++;
    }
  }
}
const percent = (share: number): number => Number((100 * share).toFixed(1));
const print = (line: Readonly<Record<string, string | number>>): void =>
  console.log(values.json ? JSON.stringify(line) : Object.values(line).join("\t"));
print({ group: "group", near: "within 1.5", unknown: "unknown", off: "mean error", files: "files" });
for (const [group, { files, near: right, unknown, off }] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const mean = Number((off / Math.max(1, files - unknown)).toFixed(2));
  print({ group, near: percent(right / files), unknown: percent(unknown / files), off: mean, files });
}
