// Traditional songs of the British Isles, America, Russia and Japan, arranged for a few instruments.

import type { Tune } from "../tune.ts";

const greensleevesVerse = `"Am"c2 d e>^f e | "G"d2 B G>A B | "Am"c2 A A>^G A | "E"B2 ^G E2 A |
  "Am"c2 d e>^f e | "G"d2 B G>A B | "Am"c>B A "E"^G>^F ^G |`;
const greensleevesChorus = `"C"g3 g>^f e | "G"d2 B G>A B | "Am"c2 A A>^G A | "E"B2 ^G E3 |
  "C"g3 g>^f e | "G"d2 B G>A B | "Am"c>B A "E"^G>^F ^G |`;
const greensleeves = `A | ${greensleevesVerse} "Am"A3 A3 | ${greensleevesChorus} "Am"A3-A2 A |
  ${greensleevesVerse} "Am"A3 A3 | ${greensleevesChorus} "Am"A6 |`;

const scarborough = `"Am"A2 A | e2 e | "G"B3/2 c/ B | "Am"A3- | A e g | "C"a2 g | e "D"^f d | "Am"e3- |
  e2 a | "C"a2 a | g2 e | "Am"e d c | "G"B G2 | "Am"A2 e | "G"d2 c | B A G | "Am"A3- | A3 |`;

export const amazingGrace = `D | "G"G2 B/G/ | B2 A | "C"G2 E | "G"D2 D | G2 B/G/ | "Em"B2 A | "D7"d3- | d2 B |
  "G"d3/2 B/ d/B/ | G2 D | "C"E3/2 G/ G/E/ | "G"D2 D | "G"G2 B/G/ | "D7"B2 A | "G"G3- | G3 |`;

const auldLangSyne = `C | "F"F3/2 F/ F A | "C7"G3/2 F/ G A | "F"F3/2 F/ A c | "Bb"d3 d |
  "F"c3/2 A/ A F | "C7"G3/2 F/ G A | "Dm"F3/2 D/ "C7"D C | "F"F3 d |
  "F"c3/2 A/ A F | "C7"G3/2 F/ G d | "F"c3/2 A/ A c | "Bb"d3 d |
  "F"c3/2 A/ A F | "C7"G3/2 F/ G A | "Bb"F3/2 D/ "C7"D C | "F"F4 |`;

const risingSun = `z6 | z6 | z6 | z3 z2 A | A4 B2 | c4 e2 | d4 A2 | A4 z a | a4 a2 | g4 e2 | e6- | e4 z a |
  a4 a2 | g4 e2 | d4 c2 | A4 z A | A4 A2 | ^G4 ^G2 | A6- | A6 | z6 |`;

const londonderry = `B,CD | "C"E3 D "C7"E A G E | "F"D C A,3 C E F | "C"G3 A "Am"G E C E | "Dm"D4 "G7"z B, C D |
  "C"E3 D "C7"E A G E | "F"D C A,3 B, C D | "C"E3 F "G7"E D C D | "C"C4 z G A B |
  "Am"c3 B "F"B A G A | "C"G E C2 z G A B | "Am"c3 B "F"B A G E | "D7"D4 "G7"z G G G |
  "C"e3 d "F"d c A c | "C"G E C2 "Am"z B, C D | "C"E A G E "G7"D C A, B, | "C"C8 |`;

const sakura = `"Am"A A B2 | A A B2 | A B c B | "F"A B/A/ F2 | "Am"E C E F | "E5"E E/C/ B,2 | "Am"A B c B | "F"A B/A/ F2 |
  "Am"E C E F | "E5"E E/C/ B,2 | "Am"A A B2 | A A B2 | "F"E F B/A/ F | "E5"E4 |`;

const korobeinikiA = `"E"e B/c/ d c/B/ | "Am"A A/c/ e d/c/ | "E"B3/2 c/ d e | "Am"c A A z |`;
const korobeinikiB = `"Dm"z/ d f/ a g/f/ | "C"e3/2 c/ e d/c/ | "E"B B/c/ d e | "Am"c A A z |`;
const korobeiniki = [korobeinikiA, korobeinikiA, korobeinikiB, korobeinikiB].join("");

const frereJacques = "F G A F | F G A F | A B c2 | A B c2 | c/d/c/B/ A F | c/d/c/B/ A F | F C F2 | F C F2 |";

const susannaVerse = `"D"F A A>B | A F D>E | F F E D | "A7"E3 D/E/ | "D"F A A>B | A F D>E | F F "A7"E E |`;
const ohSusanna = `D/E/ | ${susannaVerse} "D"D3 D/E/ | ${susannaVerse} "D"D4 |
  "G"G2 G2 | B B2 B | "D"A A F D | "A7"E3 D/E/ | ${susannaVerse} "D"D4 |`;

const sailorVerse = `"Dm"A A/A/ A A/A/ | A D F A | "C"G G/G/ G G/G/ | G C E G | "Dm"A A/A/ A A/A/ | A B c d | "C"c A G E | "Dm"D2 D2 |`;
const sailorChorus = `"Dm"A2 A2 | A D F A | "C"G2 G2 | G C E G | "Dm"A2 A2 | A B c d | "C"c A G E | "Dm"D2 D2 |`;

const yankeeDoodle = `"G"GGAB "D7"GBA2 | "G"GGAB G2 "D7"F2 | "G"GGAB "C"cBAG | "D7"FDEF "G"G2 G2 |
  "C"E>FED EFG2 | "G"D>EDC B,2 D2 | "C"E>FED EFGE | "G"DG"D7"FA "G"G2 G2 |`;

const folk = "Folk & Traditional";

export const folkTunes: readonly Tune[] = [
  {
    file: `${folk}/Greensleeves.mid`,
    title: "Greensleeves",
    by: "English traditional, 16th century",
    key: "A minor",
    meter: "6/8",
    bpm: 138,
    parts: [
      { name: "Recorder", instrument: "Recorder", voice: greensleeves },
      { name: "Lute", instrument: "Acoustic Guitar (nylon)", pattern: "rolling", low: 50, pan: 0.3 },
      { name: "Viol", instrument: "Cello", pattern: "bass", low: 38, loudness: 58, pan: -0.3 },
    ],
    loose: 0.012,
    swells: [
      { bar: 1, by: -6 },
      { bar: 10, by: 8 },
      { bar: 33, by: 0 },
    ],
    tempoMarks: [{ bar: 32, bpm: 96, until: 33 }],
  },
  {
    file: `${folk}/Scarborough Fair.mid`,
    title: "Scarborough Fair",
    by: "English traditional",
    key: "A dorian",
    transpose: 5,
    meter: "3/4",
    bpm: 120,
    unit: "1/4",
    parts: [
      { name: "Flute", instrument: "Flute", voice: scarborough, repeat: 2, octave: -1 },
      { name: "Guitar", instrument: "Acoustic Guitar (steel)", pattern: "1 2 3 4 3 2", low: 48 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "bass" },
    ],
    ticksPerQuarter: 384,
    loose: 0.015,
  },
  {
    file: `${folk}/scarborough_fair (A dorian, harp).mid`,
    title: "Scarborough Fair",
    by: "English traditional",
    key: "A dorian",
    meter: "3/4",
    bpm: 96,
    unit: "1/4",
    parts: [
      { name: "Melody", instrument: "Oboe", voice: scarborough },
      { name: "Harp", instrument: "Orchestral Harp", pattern: "1 3 4 5 4 3", low: 45, pedal: true },
    ],
    format: 0,
    without: ["keySignature"],
  },
  {
    file: `${folk}/Amazing Grace.mid`,
    title: "Amazing Grace",
    by: "William Walker, The Southern Harmony, 1835",
    key: "G major",
    meter: "3/4",
    bpm: 84,
    unit: "1/4",
    parts: [
      { name: "Fiddle", instrument: "Fiddle", voice: amazingGrace },
      { name: "Organ", instrument: "Drawbar Organ", pattern: "block", loudness: 52 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "waltzBass" },
    ],
    tempoMarks: [{ bar: 15, bpm: 60, until: 17 }],
  },
  {
    file: `${folk}/Auld Lang Syne.mid`,
    title: "Auld Lang Syne",
    by: "Scottish traditional, words by Robert Burns, 1788",
    key: "F major",
    meter: "4/4",
    bpm: 100,
    unit: "1/4",
    parts: [
      { name: "Accordion", instrument: "Accordion", voice: auldLangSyne },
      { name: "Piano", instrument: "Acoustic Grand Piano", pattern: "b c f c", low: 43 },
      { name: "Choir", instrument: "Choir Aahs", pattern: "block", loudness: 48 },
    ],
    tempoMarks: [{ bar: 15, bpm: 70, until: 17 }],
    swells: [
      { bar: 1, by: -4 },
      { bar: 9, by: 10 },
    ],
  },
  {
    file: `${folk}/house_of_the_rising_sun.mid`,
    title: "House of the Rising Sun",
    by: "American traditional",
    key: "A minor",
    meter: "6/8",
    bpm: 168,
    chords: "Am | C | D | F | Am | C | D | F | Am | C | E | E | Am | C | D | F | Am | E | Am | E | Am",
    parts: [
      { name: "Lead", instrument: "Drawbar Organ", voice: risingSun, loudness: 92 },
      { name: "Guitar", instrument: "Electric Guitar (clean)", pattern: "1 2 3 4 3 2", low: 45, loudness: 72 },
      { name: "Bass", instrument: "Electric Bass (finger)", pattern: "B - - - - F", low: 31 },
      {
        name: "Drums",
        instrument: "Drum Kit",
        drums: { kick: "x....x", snare: "...x..", hat: "xoxxox" },
        loudness: 70,
      },
    ],
    without: ["keySignature"],
  },
  {
    file: `${folk}/Londonderry Air.mid`,
    title: "Londonderry Air",
    by: "Irish traditional, collected by Jane Ross, 1855",
    key: "C major",
    transpose: 3,
    meter: "4/4",
    bpm: 72,
    parts: [
      { name: "Cello", instrument: "Cello", voice: londonderry, octave: -1, loudness: 94 },
      {
        name: "Piano",
        instrument: "Acoustic Grand Piano",
        pattern: "1 2 3 4 3 2 3 2",
        low: 51,
        loudness: 52,
        pedal: true,
      },
      { name: "Bass", instrument: "Contrabass", pattern: "bass", low: 31 },
    ],
    loose: 0.02,
    ticksPerQuarter: 960,
    swells: [
      { bar: 1, by: -6 },
      { bar: 9, by: 2 },
      { bar: 14, by: 12 },
      { bar: 17, by: -12 },
    ],
    tempoMarks: [
      { bar: 9, bpm: 78 },
      { bar: 15, bpm: 60, until: 17 },
    ],
  },
  {
    file: `${folk}/Sakura Sakura.mid`,
    title: "さくらさくら",
    by: "Japanese traditional, Edo period",
    key: "A minor",
    meter: "4/4",
    bpm: 76,
    unit: "1/4",
    parts: [
      { name: "琴", instrument: "Koto", voice: sakura },
      { name: "Shakuhachi", instrument: "Flute", pattern: "B", low: 57, loudness: 50 },
      { name: "Bass koto", instrument: "Koto", pattern: "B . F .", low: 45, loudness: 62 },
    ],
    loose: 0.02,
    without: ["keySignature"],
    ticksPerQuarter: 240,
  },
  {
    file: `${folk}/Korobeiniki.mid`,
    title: "Коробейники",
    by: "Russian traditional, 1861",
    key: "A minor",
    meter: "4/4",
    bpm: 112,
    unit: "1/4",
    parts: [
      { name: "Balalaika", instrument: "Acoustic Guitar (nylon)", voice: korobeiniki, repeat: 2, loudness: 92 },
      { name: "Accordion", instrument: "Accordion", pattern: "offbeats", loudness: 58 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "b . f ." },
      { name: "Drums", instrument: "Drum Kit", drums: { tambourine: "..x...x.", kick: "x...x..." }, loudness: 66 },
    ],
    tempoMarks: [{ bar: 17, bpm: 176, until: 31 }],
  },
  {
    file: `${folk}/Korobeiniki (Em, music box).mid`,
    title: "Korobeiniki",
    by: "Russian traditional, 1861",
    key: "A minor",
    transpose: -5,
    meter: "4/4",
    bpm: 144,
    unit: "1/4",
    parts: [
      { name: "Music Box", instrument: "Music Box", voice: korobeiniki, octave: 1 },
      { name: "Harp", instrument: "Orchestral Harp", pattern: "1 3 2 3 1 3 2 3", low: 52 },
    ],
    format: 0,
    ticksPerQuarter: 120,
  },
  {
    file: `${folk}/Frere Jacques (round).mid`,
    title: "Frère Jacques",
    by: "French traditional, 18th century",
    key: "F major",
    meter: "4/4",
    bpm: 112,
    unit: "1/4",
    encoding: "latin1",
    parts: [
      {
        name: "1st voice",
        instrument: "Clarinet",
        voice: `${frereJacques} ${frereJacques} z4 | z4 | z4 | z4 |`,
        pan: -0.6,
      },
      { name: "2nd voice", instrument: "Oboe", voice: `z4 | z4 | ${frereJacques} ${frereJacques} z4 | z4 |`, pan: 0.6 },
      {
        name: "3rd voice",
        instrument: "Bassoon",
        voice: `z4 | z4 | z4 | z4 | ${frereJacques} ${frereJacques}`,
        octave: -1,
      },
    ],
  },
  {
    file: `${folk}/OH_SUSANNA.MID`,
    title: "Oh! Susanna",
    by: "Stephen Foster, 1848",
    key: "D major",
    meter: "2/4",
    bpm: 104,
    parts: [
      { name: "BANJO", instrument: "Banjo", voice: ohSusanna, repeat: 1, loudness: 92 },
      { name: "GUITAR", instrument: "Acoustic Guitar (steel)", pattern: ". c . c" },
      { name: "BASS", instrument: "Acoustic Bass", pattern: "b f" },
    ],
    format: 0,
    ticksPerQuarter: 96,
    without: ["copyright"],
  },
  {
    file: `${folk}/Drunken Sailor.mid`,
    title: "Drunken Sailor",
    by: "Sea shanty, 19th century",
    key: "D dorian",
    meter: "2/4",
    bpm: 126,
    parts: [
      {
        name: "Accordion",
        instrument: "Accordion",
        voice: [sailorVerse, sailorChorus, sailorVerse, sailorChorus].join(""),
      },
      { name: "Guitar", instrument: "Acoustic Guitar (steel)", pattern: ". c . c" },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "b f" },
      {
        name: "Drums",
        instrument: "Drum Kit",
        drums: { kick: "x...x...", tambourine: "..x...x.", snare: "....x..o" },
        loudness: 68,
      },
    ],
    without: ["keySignature"],
  },
  {
    file: `${folk}/yankee doodle.mid`,
    title: "Yankee Doodle",
    by: "American traditional, 18th century",
    key: "G major",
    meter: "4/4",
    bpm: 132,
    parts: [
      { name: "Fife", instrument: "Piccolo", voice: yankeeDoodle, repeat: 2, octave: 1 },
      { name: "Brass", instrument: "French Horn", pattern: "offbeats", loudness: 52 },
      { name: "Tuba", instrument: "Tuba", pattern: "b . f ." },
      { name: "Drum", instrument: "Drum Kit", drums: { snare: "X.ooX.ooX.ooXoxo" }, loudness: 70 },
    ],
  },
];
