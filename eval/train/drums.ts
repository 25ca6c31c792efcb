/**
 * Trains the weights that tell drums off channel 10: `bun eval/train/drums.ts [CORPUS]` prints cross-validated figures and
 * writes src/hearing/drums/drum-weights.ts. Drums: Groove (by its drummers' sessions), and the drums of multi-track songs. Not drums:
 * every track of the melodic sources, and the melodic tracks of those songs. Half of all melodic tracks are also moved down by
 * one or two octaves, where basses and left hands look most like a kit, and bass lines are made by a seed.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomIntegers } from "../../fuzz/random.ts";
import { drumFeatureCount, drumFeatures, drumLikeness } from "../../src/hearing/drums/drum-likeness.ts";
import { voices } from "../../src/hearing/parts/voices.ts";
import { packInfo, parseSong, programOf, type Song } from "../../src/midi/mod.ts";
import { corpusFolder } from "../corpus.ts";
import { descend } from "./softmax.ts";

/** Sources below the corpus: what their files are, and how deep a folder keeps to one fold. */
const sources = [
  { folder: "dev/clear/gmd", holds: "drums" },
  { folder: "dev/clear/synth", holds: "both" },
  { folder: "dev/clear/freedoom", holds: "both" },
  { folder: "dev/clear/easyrpg-rtp", holds: "both" },
  { folder: "dev-copyleft/OpenMSX", holds: "both" },
  { folder: "dev-copyleft/libADLMIDI", holds: "both" },
  { folder: "dev/claimed/pop909", holds: "melody" },
  { folder: "dev/clear/openscore-lieder", holds: "melody" },
  { folder: "dev/clear/openscore-quartets", holds: "melody" },
  { folder: "dev/clear/js-fakes", holds: "melody" },
  { folder: "dev/clear/free-midi-chords", holds: "melody" },
  { folder: "dev-copyleft/nottingham", holds: "melody" },
] as const;
const folds = 5;
const fewestNotes = 4;
const drumChannel = 9;
const ridge = 1e-3;
/** Where a track counts as drums: false alarms cost more than drums that are missed. */
const thresholds = [0.5, 0.55, 0.65, 0.8];

interface Example {
  readonly source: string;
  readonly fold: number;
  readonly isDrums: boolean;
  readonly features: Float64Array;
  readonly song: Song;
  readonly voice: number;
}

const foldOf = (name: string): number => {
  let hash = 0;
  for (const letter of name) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  return (hash >>> 0) % folds;
};

/** Groove's takes of one session are alike, so a session is in one fold; elsewhere a file is. */
const groupOf = (folder: string, name: string): string =>
  folder.endsWith("gmd") ? name.split("/").slice(0, 2).join("/") : name;

const lower = (song: Song, by: number): Song => ({
  ...song,
  notes: { ...song.notes, info: song.notes.info.map((info) => (info & ~127) | Math.max(0, (info & 127) - by)) },
});

function examples(corpus: string): Example[] {
  const all: Example[] = [];
  for (const { folder, holds } of sources) {
    const names = readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.midi?$/i.test(name),
    );
    for (const name of names.sort()) {
      let song: Song;
      try {
        song = parseSong(new Uint8Array(readFileSync(join(corpus, folder, name))));
      } catch {
        continue;
      }
      voices(song).list.forEach(({ channel, firstNote, noteCount }, voice) => {
        if (noteCount < fewestNotes) return;
        const isDrums = channel === drumChannel;
        if (holds === "melody" && isDrums) return;
        // A program that was chosen is an instrument; the model is asked about the others alone.
        if (!isDrums && holds === "both" && programOf(song.notes.info[firstNote]!) !== 0) return;
        const fold = foldOf(groupOf(folder, name));
        const add = (of: Song): void => {
          all.push({ source: folder, fold, isDrums, features: drumFeatures(of, voice), song: of, voice });
        };
        add(song);
        if (!isDrums && (all.length & 1) === 0) add(lower(song, 12 + (all.length & 2) * 6));
      });
    }
  }
  return all;
}

/** A file of one empty track, 192 ticks a quarter. */
const silence = parseSong(
  Uint8Array.from([..."MThd\0\0\0\x06\0\0\0\x01\0\xc0MTrk\0\0\0\x04\0\xff\x2f\0"], (letter) => letter.charCodeAt(0)),
);

/**
 * Bass lines, which look most like a kit: roots of a progression in a key with their fifths and octaves, in even or dotted
 * rhythms, some of them played at one length.
 */
function bassLines(count: number): Example[] {
  const random = randomIntegers(9);
  const degrees = [0, 2, 4, 5, 7, 9, 11];
  return Array.from({ length: count }, (_, number) => {
    const tonic = 28 + random(20);
    const chords = Array.from({ length: 1 + random(6) }, () => tonic + degrees[random(7)]!);
    const steps = [[0], [0, 0], [0, 7], [0, 12], [0, 7, 12, 7], [0, 0, 0, 0], [0, 4, 7, 9], [0, -5]][random(8)]!;
    const length = [48, 96, 192, 384][random(4)]!;
    const held = random(2) === 0 ? 0.5 : 1;
    const isDotted = random(3) === 0;
    const onset: number[] = [];
    const duration: number[] = [];
    const info: number[] = [];
    let tick = 0;
    for (let repeat = 0; repeat < 1 + random(6); repeat++) {
      for (const root of chords) {
        steps.forEach((step, n) => {
          const lasts = isDotted ? (n % 2 === 0 ? length * 1.5 : length / 2) : length;
          onset.push(tick);
          duration.push(lasts * held);
          info.push(packInfo(root + step, 0, 90, 0));
          tick += lasts;
        });
      }
    }
    const notes = {
      length: onset.length,
      onset: Int32Array.from(onset),
      duration: Int32Array.from(duration),
      info: Int32Array.from(info),
    };
    const song: Song = {
      ...silence,
      notes,
      tracks: [{ firstNote: 0, noteCount: notes.length, endTick: tick }],
      endTick: tick,
    };
    return {
      source: "made bass lines",
      fold: number % folds,
      isDrums: false,
      features: drumFeatures(song, 0),
      song,
      voice: 0,
    };
  }).filter(({ song }) => song.notes.length >= fewestNotes);
}

/** Every source weighs the same on its side, and drums as much as all else. */
function train(set: readonly Example[]): Float64Array {
  const counts = Map.groupBy(set, ({ source, isDrums }) => `${source} ${isDrums}`);
  const sides = { true: 0, false: 0 };
  for (const key of counts.keys()) sides[key.endsWith("true") ? "true" : "false"]++;
  const weightOf = ({ source, isDrums }: Example): number =>
    0.5 / sides[`${isDrums}`] / (counts.get(`${source} ${isDrums}`)?.length ?? 1);
  const weighted = set.map((example) => ({ ...example, weight: weightOf(example) }));
  return descend({
    size: drumFeatureCount,
    epochs: 1500,
    rate: 0.05,
    gradient: (weights, into) => {
      for (let n = 0; n < drumFeatureCount; n++) into[n] = ridge * weights[n]!;
      for (const { features, isDrums, weight } of weighted) {
        let score = 0;
        for (let n = 0; n < drumFeatureCount; n++) score += features[n]! * weights[n]!;
        const push = weight * (1 / (1 + Math.exp(-score)) - (isDrums ? 1 : 0));
        for (let n = 0; n < drumFeatureCount; n++) into[n]! += push * features[n]!;
      }
    },
  });
}

const corpus = process.argv[2] ?? corpusFolder;
const all = [...examples(corpus), ...bassLines(1500)];
const told = new Map<string, { tracks: number; called: number[] }>();
for (let fold = 0; fold < folds; fold++) {
  const weights = train(all.filter((one) => one.fold !== fold));
  for (const { source, isDrums, song, voice } of all.filter((one) => one.fold === fold)) {
    const key = `${isDrums ? "drums" : "not drums"} ${source}`;
    const row = told.get(key) ?? { tracks: 0, called: thresholds.map(() => 0) };
    told.set(key, row);
    row.tracks++;
    const likeness = 1 / (1 + Math.exp(-drumLikeness(song, voice, weights)));
    thresholds.forEach((threshold, n) => {
      if (likeness > threshold) row.called[n]!++;
    });
  }
}
console.table(
  [...told].sort().map(([what, { tracks, called }]) => ({
    what,
    tracks,
    ...Object.fromEntries(
      thresholds.map((threshold, n) => [
        `called drums at ${threshold}`,
        `${((100 * called[n]!) / tracks).toFixed(2)} %`,
      ]),
    ),
  })),
);
const weights = Array.from(train(all), (weight) => weight.toFixed(3));
writeFileSync(
  new URL("../../src/hearing/drums/drum-weights.ts", import.meta.url),
  `/**
 * Table: weights of drum-likeness.ts, in the order of its features. Made by eval/train/drums.ts from Groove, the drums and
 * melodies of freedoom, EasyRPG, OpenMSX, libADLMIDI and synthetic songs, and POP909, OpenScore, JS Fake Chorales, Nottingham.
 */
export const drumWeights: readonly number[] = [
  ${weights.join(", ")},
];
`,
);
