/** A small catalogue whose music is known, since it is composed here. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  analyze,
  type Catalogue,
  changed,
  core,
  dedupe,
  hash,
  open,
  parse,
  pipeline,
  scan,
  store,
  tag,
} from "../../mod.ts";
import { delta, melody, midi, quarter, tempo, text, timeSignature, track } from "../midi/compose.ts";

const bpm = (value: number): number[] => tempo(0, Math.round(60_000_000 / value));
const program = (channel: number, number: number): number[] => [0, 0xc0 | channel, number];

/** Four bars of a chord each, as triads in quarters; a fifth below, the bass holds the root. */
const chordBars = (chords: readonly string[]): string =>
  chords.map((pitches) => Array(4).fill(`${pitches} 1/4`).join(" ")).join(" ");
const popChords = ["C4+E4+G4", "G3+B3+D4", "A3+C4+E4", "F3+A3+C4"];
/** I-V-vi-IV four times in C, of bars of four. */
export const popLoop = chordBars([...popChords, ...popChords, ...popChords, ...popChords]);
const minorChords = ["A3+C4+E4", "D4+F4+A4", "E4+G#4+B4", "A3+C4+E4"];
const minorTune = chordBars([...minorChords, ...minorChords]);
const waltz = Array(8)
  .fill("C4 1/4 E4+G4 1/4 E4+G4 1/4 F4 1/4 A4+C5 1/4 A4+C5 1/4 G4 1/4 B4+D5 1/4 B4+D5 1/4 C4 1/4 E4+G4 1/4 E4+G4 1/4")
  .join(" ");

/** Four on the floor in sixteenths: kick, snare, closed hat. */
function house(bars: number): number[] {
  const events: number[] = [];
  let wait = 0;
  for (let step = 0; step < bars * 16; step++) {
    const hits = [...(step % 4 === 0 ? [36] : []), ...(step % 8 === 4 ? [38] : []), ...(step % 4 === 2 ? [42] : [])];
    for (const pitch of hits) {
      events.push(...delta(wait), 0x99, pitch, 100);
      wait = 0;
    }
    wait += quarter / 8;
    for (const pitch of hits) {
      events.push(...delta(wait), 0x89, pitch, 0);
      wait = 0;
    }
    wait += quarter / 8;
  }
  return events;
}

/** Name and bytes of each file: two in C at 120, one in A minor at 60, a waltz at 180, drums at 120, and what is no music. */
export const files: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ["pop/loop.mid", midi({}, track(bpm(120), timeSignature(0, 4, 4), program(0, 0), melody(popLoop)))],
  [
    "pop/guitar.mid",
    midi({}, track(bpm(120), timeSignature(0, 4, 4), program(0, 24), text(0, 3, "Guitar"), melody(popLoop))),
  ],
  ["pop/minor <&> 小曲.mid", midi({}, track(bpm(60), timeSignature(0, 4, 4), program(0, 24), melody(minorTune)))],
  ["waltz.mid", midi({}, track(bpm(180), timeSignature(0, 3, 4), program(0, 73), melody(waltz)))],
  ["house/drums.mid", midi({}, track(bpm(120), timeSignature(0, 4, 4), house(8)))],
  ["broken/none.mid", new TextEncoder().encode("this is no MIDI file")],
];

/** Writes the files below a folder, and makes a catalogue of them. */
export async function composedCatalogue(folder: string): Promise<Catalogue> {
  const music = join(folder, "music");
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(music, name)), { recursive: true });
    writeFileSync(join(music, name), bytes);
  }
  const db = await open(join(folder, "catalogue"), { plugins: [core], mode: "write" });
  await pipeline(scan(music), changed(db), hash(), dedupe(db), parse(), analyze(core), tag(core), store(db)).run({
    workers: 0,
  });
  return db;
}
