/**
 * Which parts are drums: `bun run eval drum-parts [--json] [CORPUS]`. Bass lines, low and struck lines that are no drums, cut
 * from the corpus and made by a seed, each a file of its own and beside chords; melodic corpora as they are, and without
 * names and programs; drums alone and beside others, on any channel, in formats 0 and 1, named, declared or neither.
 * Cross-validated: the weights that judge a voice never saw its piece. The seed of what is made is not that of training.
 */
import { parseArgs } from "node:util";
import { type Random, randomIntegers } from "../fuzz/random.ts";
import { decideDrums } from "../src/hearing/drums/drum-view.ts";
import type { VoiceNotes } from "../src/hearing/drums/voice-notes.ts";
import { voices } from "../src/hearing/parts/voices.ts";
import type { Song } from "../src/midi/mod.ts";
import { corpusFolder } from "./corpus.ts";
import { exclusive, type FilePart, songOf } from "./drums/files.ts";
import { bassLine, drumLoop, eightOhEight, notesFrom, struckLine } from "./drums/made-lines.ts";
import { cut, folds, type Known, knownVoices, songsOf, sources } from "./drums/material.ts";
import { drumExamples, weightsWithout } from "./drums/training.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const corpus = positionals[0] ?? corpusFolder;
const random: Random = randomIntegers(18);
const fewestNotes = 4;
const linesOfEachKind = 500;

const examples = drumExamples(corpus);
const weights = Array.from({ length: folds }, (_, fold) => weightsWithout(examples, fold));
const known = knownVoices(corpus);

/** One voice with its fold. */
interface Voice {
  readonly notes: VoiceNotes;
  readonly fold: number;
}

/** Two to eight bars of a voice, from a bar at random. */
function clip({ notes, fold }: Known): Voice {
  const bars = 2 ** (1 + random(3));
  const last = Math.max(0, Math.floor(notes.onset[notes.length - 1]! / 4) - bars);
  return { notes: cut(notes, random(last + 1), bars), fold };
}

/** A number of voices of at least four notes that a generator gives. */
function some(count: number, next: () => Voice): Voice[] {
  const found: Voice[] = [];
  while (found.length < count) {
    const voice = next();
    if (voice.notes.length >= fewestNotes) found.push(voice);
  }
  return found;
}
const cutFrom = (list: readonly Known[]) => (): Voice => clip(list[random(list.length)]!);
const made = (make: (random: Random) => { notes: VoiceNotes }) => (): Voice => ({
  ...make(random),
  fold: random(folds),
});

const of = (what: Known["what"]): Known[] => known.filter((voice) => voice.what === what);
const bassVoices = of("bass");
const lowVoices = of("other").filter(({ notes }) => median(notes.pitch) < 55);
const drumVoices = of("drums");

const basses = [
  ...some(linesOfEachKind, cutFrom(bassVoices)),
  ...some(350, made(bassLine)),
  ...some(150, made(eightOhEight)),
];
const lows = some(linesOfEachKind, cutFrom(lowVoices));
const strucks = some(linesOfEachKind, made(struckLine));
const wholeTakes: Voice[] = drumVoices.filter(({ source }) => source.endsWith("gmd"));
const songDrums: Voice[] = drumVoices.filter(({ source }) => /synth|freedoom/.test(source));
const clips = some(linesOfEachKind, cutFrom(drumVoices.filter(({ source }) => /gmd|synth|freedoom/.test(source))));
const loops = some(linesOfEachKind, made(drumLoop));
const beats = [...wholeTakes, ...songDrums, ...clips, ...loops];

/** Chords and a bass for two bars, again and again for as long as a voice lasts. */
function band(notes: VoiceNotes): FilePart[] {
  const bars = Math.min(64, Math.ceil(notes.onset[notes.length - 1]! / 4) + 1);
  const roots = [0, 5, 7, 9].map((step) => step + random(12));
  const chords = [];
  const line = [];
  for (let bar = 0; bar < bars; bar++) {
    const root = roots[bar % 4]!;
    for (const step of [48, 52, 55]) chords.push([bar * 16, 15, root + step, 80] as const);
    for (const beat of [0, 6, 8, 12]) line.push([bar * 16 + beat, 3, 30 + root, 90] as const);
  }
  return [
    { notes: notesFrom(chords), channel: 0, program: 4 },
    { notes: notesFrom(line), channel: 1, program: 33 },
  ];
}

const chordsAlone = (notes: VoiceNotes): FilePart => ({ notes: band(notes)[0]!.notes, channel: 1 });

interface Row {
  readonly what: string;
  readonly files: number;
  readonly drums: number;
}
const rows: Row[] = [];

/** Counts the files in which the voice under test, the last one of its channel, is called drums. */
function count(
  what: string,
  list: readonly Voice[],
  parts: (notes: VoiceNotes) => readonly FilePart[],
  format: 0 | 1 = 1,
): void {
  let drums = 0;
  for (const { notes, fold } of list) {
    const own = parts(notes);
    const song = songOf(own, format);
    const { channel } = own.at(-1)!;
    const index = voices(song).list.findLastIndex((voice) => voice.channel === channel);
    drums += decideDrums(song, weights[fold]!)[index]!;
  }
  report({ what, files: list.length, drums });
}

function report(row: Row): void {
  rows.push(row);
  const rate = Math.round((1000 * row.drums) / row.files) / 10;
  if (values.json) console.log(JSON.stringify({ ...row, rate }));
  else
    console.log(
      `${row.what.padEnd(58)} ${String(row.files).padStart(6)} files  ${rate.toFixed(1).padStart(5)} % drums`,
    );
}

count("no drums: bass lines alone", basses, (notes) => [{ notes, channel: 0 }]);
count("no drums: bass lines alone, named", basses, (notes) => [{ notes, channel: 0, name: "Bass" }]);
count("no drums: bass lines alone, program 1", basses, (notes) => [{ notes, channel: 0, program: 0 }]);
count("no drums: bass lines beside chords", basses, (notes) => [chordsAlone(notes), { notes, channel: 0 }]);
count("no drums: bass lines in a band, format 0", basses, (notes) => [...band(notes), { notes, channel: 4 }], 0);
count("no drums: low parts alone", lows, (notes) => [{ notes, channel: 0 }]);
count("no drums: struck and repeated notes alone", strucks, (notes) => [{ notes, channel: 0 }]);
count("no drums: struck and repeated notes, named Piano, program 1", strucks, (notes) => [
  { notes, channel: 0, program: 0, name: "Piano" },
]);

/** A song without names and programs. */
const bare = (song: Song): Song => ({
  ...song,
  notes: { ...song.notes, info: song.notes.info.map((info) => info & ((1 << 20) - 1)) },
  programChanges: { tick: new Int32Array(0), track: new Uint16Array(0), info: new Int32Array(0) },
  texts: {
    ...song.texts,
    tick: new Int32Array(0),
    track: new Uint16Array(0),
    type: new Uint8Array(0),
    end: new Int32Array(0),
  },
});
for (const { folder } of sources.filter(({ holds }) => holds === "melody")) {
  for (const [how, change] of [
    ["as they are", (song: Song) => song],
    ["without names and programs", bare],
  ] as const) {
    let [files, drums] = [0, 0];
    for (const { song, fold } of songsOf(corpus, folder)) {
      files++;
      if (decideDrums(change(song), weights[fold]!).includes(1)) drums++;
    }
    report({ what: `no drums: ${folder.split("/").at(-1)}, ${how}`, files, drums });
  }
}

for (const [what, list] of [
  ["Groove takes", wholeTakes],
  ["drums of songs", songDrums],
  ["2, 4, 8 bars of them", clips],
  ["made loops", loops],
] as const) {
  count(`drums: ${what}, alone on channel 1`, list, (notes) => [{ notes, channel: 0 }]);
}
const gs = exclusive("41 10 42 12 40 00 7f 00 41");
const xg = exclusive("43 10 4c 00 00 7e 00");
const gm2 = exclusive("7e 7f 09 03");
/** Ways in which drums lie in a file: the events that declare them, and the part. */
const ways: Readonly<Record<string, (notes: VoiceNotes) => FilePart>> = {
  "on channel 10": (notes) => ({ notes, channel: 9 }),
  "on channel 10, kit chosen": (notes) => ({ notes, channel: 9, program: 25 }),
  "on channel 3, named": (notes) => ({ notes, channel: 2, name: "Drum Kit" }),
  "on channel 3, named, program 1": (notes) => ({ notes, channel: 2, name: "Schlagzeug", program: 0 }),
  "on channel 11 by GS": (notes) => ({
    notes,
    channel: 10,
    program: 25,
    setUp: [gs, exclusive("41 10 42 12 40 1a 15 02 0f")],
  }),
  "on channel 12 by XG part mode": (notes) => ({
    notes,
    channel: 11,
    program: 1,
    setUp: [xg, exclusive("43 10 4c 08 0b 07 02")],
  }),
  "on channel 5 by XG bank": (notes) => ({ notes, channel: 4, program: 30, setUp: [xg, [0xb4, 0, 127]] }),
  "on channel 11 by GM2 bank": (notes) => ({ notes, channel: 10, program: 40, setUp: [gm2, [0xba, 0, 120]] }),
};
for (const [way, part] of Object.entries(ways)) {
  count(`drums: alone ${way}`, beats, (notes) => [part(notes)]);
  for (const format of [0, 1] as const) {
    if (format === 0 && way.includes("named")) continue;
    count(`drums: beside others ${way}, format ${format}`, beats, (notes) => [...band(notes), part(notes)], format);
  }
}
for (const format of [0, 1] as const) {
  count(
    `drums: beside others on channel 3, undeclared, format ${format}`,
    beats,
    (notes) => [...band(notes), { notes, channel: 2 }],
    format,
  );
}
const sum = (list: readonly Row[], key: "files" | "drums"): number => list.reduce((all, row) => all + row[key], 0);
for (const sign of ["drums:", "no drums: bass", "no drums:"]) {
  const list = rows.filter(({ what }) => what.startsWith(sign));
  report({ what: `ALL ${sign}`, files: sum(list, "files"), drums: sum(list, "drums") });
}

function median(pitches: Uint8Array): number {
  return [...pitches].sort((a, b) => a - b)[pitches.length >> 1] ?? 0;
}
