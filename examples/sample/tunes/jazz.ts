// Ragtime, early jazz, and blues and swing of our own.

import type { Tune } from "../tune.ts";

const entertainerPhrase = `"C"E c2 E c2 E c- | "F"c5 c d ^d | "C"e c d e2 "G7"B d2 |`;
const entertainer = `D^D | ${entertainerPhrase} "C"c6 D^D | "C"E c2 E c2 E c- | c6 A G | "D7"^FAce2 dcA | "G7"d6 D^D |
  ${entertainerPhrase} "C"c6 c d | "C"e c d e2 "C7"c d c | "F"e c d e2 "Fm"c d c | "C"e c d e2 "G7"B d2 |`;
const entertainerIntro = "d'e'c'a2 bg2 | decA2 BG2 | DECA,2 B,A,_A, | G,2 z2 g2";

const saints = `FAB | "F"c4- | c F A B | c4- | c F A B | c2 A2 | F2 A2 | "C7"G4- | G A A G | "F"F3 F | A2 c c | "Bb"B4- | B2 A B | "F"c2 A2 | "C7"F2 G2 | "F"F4-`;
const saintsDrums = { ride: "x.xxx.xx", snare: "..x...x.", kick: "x...x...", pedalHat: "..x...x." };

const bluesHead = `"G7"z2 GA _BB=BG | "C7"z2 GA _B2 AG | "G7"z2 GA _BB=BG | d4 z2 DF | "C7"GG_BG z2 DF | GG_BG z2 cA |
  "G7"z2 GA _BB=BG | "E7"d2 ^c2 B2 ^G2 | "Am7"A2 cA "D7"z2 ^FA | c2 BA G2 FD | "G7"G2 _BG "E7"z2 B^G | "Am7"A2 c2 "D7"d2 ^F2 |`;
const bluesSolo = `"G7"d2 fd _BGFD | "C7"_E2 GE _B2 G2 | "G7"d2 fd _BGFD | G4 z2 D_B | "C7"c_Bcd _e2 c_B | cG_B2 G4 |
  "G7"z2 B,D FGAB | "E7"d2 B^G E4 | "Am7"AceA "D7"d^FAc | _e2 dc A^F D2 | "G7"GB_BA GFDC | "D7"D2 F^F "G7"G4 |`;

const swingHead = `"Dm7"z2 FA c2 AF | "G7"B3 G- G4 | "Cmaj7"z2 EG B2 GE | "A7"^c3 A- A2 z2 | "Dm7"z2 FA c2 dc | "G7"BGFD- D4 |
  "Em7"z2 GB d2 BG | "A7"e2 ^c2 A4 | "Dm7"f2 ed c2 AF | "G7"_A2 GF D2 B,2 | "Cmaj7"E2 GB c2 BG | "Am7"A4 G2 E2 | "Em7"D2 EG "A7"_B2 AG | "Dm7"F2 Ac "G7"B2 _AF | "C6"E2 G4 z2 | "C6"A2 G6 |`;

const folder = "Ragtime & Jazz";

export const jazzTunes: readonly Tune[] = [
  {
    file: `${folder}/Joplin - The Entertainer.mid`,
    title: "The Entertainer",
    by: "Scott Joplin, 1902",
    key: "C major",
    meter: "2/4",
    bpm: 80,
    unit: "1/16",
    chords: `N | N | N | N G7 | ${Array.from({ length: 2 }, () => "C | F | C G7 | C | C | C | D7 | G7 | C | F | C G7 | C | C C7 | F Fm | C G7 | C").join(" | ")}`,
    parts: [
      {
        name: "Piano RH",
        instrument: "Honky-tonk Piano",
        voice: `${entertainerIntro} ${entertainer} "C"c6 ${entertainer} "C"c4 [Cc]2 z2 |`,
        gate: 0.85,
      },
      { name: "Piano LH", instrument: "Honky-tonk Piano", pattern: "stride", low: 45, loudness: 62 },
    ],
  },
  {
    file: `${folder}/When the Saints (dixieland).mid`,
    title: "When the Saints Go Marching In",
    by: "American traditional spiritual",
    key: "F major",
    meter: "4/4",
    bpm: 176,
    unit: "1/4",
    swing: 0.62,
    parts: [
      { name: "Trumpet", instrument: "Trumpet", voice: `${saints} | F ${saints} | F4 |`, gate: 0.88 },
      { name: "Banjo", instrument: "Banjo", pattern: "c c c c", loudness: 58 },
      { name: "Tuba", instrument: "Tuba", pattern: "b . f ." },
      { name: "Trombone", instrument: "Trombone", pattern: "T - - -", low: 48, loudness: 58 },
      { name: "Drums", instrument: "Drum Kit", drums: saintsDrums, loudness: 70 },
    ],
  },
  {
    file: `${folder}/saints_slow_gospel_Bb.mid`,
    title: "When the Saints Go Marching In",
    by: "American traditional spiritual",
    key: "F major",
    transpose: 5,
    meter: "4/4",
    bpm: 92,
    unit: "1/4",
    swing: 0.66,
    parts: [
      { name: "Choir", instrument: "Choir Aahs", voice: `${saints} | F4 |`, octave: -1 },
      { name: "Organ", instrument: "Drawbar Organ", pattern: "block", loudness: 58 },
      { name: "Bass", instrument: "Electric Bass (finger)", pattern: "walking", low: 28 },
    ],
    format: 0,
    without: ["keySignature", "copyright"],
  },
  {
    file: `${folder}/12 bar blues in G.mid`,
    title: "Twelve-Bar Blues in G",
    by: "midiq",
    key: "G mixolydian",
    meter: "4/4",
    bpm: 116,
    swing: 0.655,
    parts: [
      { name: "Tenor Sax", instrument: "Tenor Sax", voice: `${bluesHead} ${bluesSolo} "G7"G8 |`, gate: 0.86 },
      { name: "Guitar", instrument: "Electric Guitar (clean)", pattern: ". c . c", low: 52 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "walking", low: 28 },
      {
        name: "Drums",
        instrument: "Drum Kit",
        drums: { ride: "x.xxx.xx", pedalHat: "..x...x.", snare: "...o...o|...o..ox", kick: "o...o..." },
        loudness: 70,
      },
    ],
    loose: 0.015,
    without: ["keySignature"],
  },
  {
    file: `${folder}/late_train (swing, ii-V-I).mid`,
    title: "Late Train",
    by: "midiq",
    key: "C major",
    meter: "4/4",
    bpm: 138,
    swing: 0.64,
    parts: [
      { name: "Clarinet", instrument: "Clarinet", voice: swingHead },
      { name: "Piano", instrument: "Acoustic Grand Piano", pattern: "c . . c . . . . | . . c . . . c .", low: 50 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "walking", low: 28 },
      {
        name: "Drums",
        instrument: "Drum Kit",
        drums: { ride: "x.xxx.xx", pedalHat: "..x...x.", kick: "o......." },
        loudness: 64,
      },
    ],
    loose: 0.012,
  },
];
