// Carols, all older than 1860.

import type { Tune } from "../tune.ts";

const silentNight = `"C"G>A G E3 | G>A G E3 | "G7"d2 d B3 | "C"c2 c G3 | "F"A2 A c>B A | "C"G>A G E3 | "F"A2 A c>B A | "C"G>A G E3 |
  "G7"d2 d f>d B | "C"c3 e3 | c>G E "G7"G>F D | "C"C6 |`;

const jingleVerse = `D B A G | D3 D/D/ | D B A G | "C"E3 z | E c B A | "D7"F3 z | d d c A | "G"B3 z |
  D B A G | D3 z | D B A G | "C"E2 z E | E c B A | "D7"d d d d | e d c A | "G"G2 "D7"d2 |`;
const jingleBells = `"G"${jingleVerse} "G"B B B2 | B B B2 | B d G3/2 A/ | B4 | "C"c c c3/2 c/ | "G"c B B B/B/ | "A7"B A A B | "D7"A2 d2 |
  "G"B B B2 | B B B2 | B d G3/2 A/ | B4 | "C"c c c3/2 c/ | "G"c B B B/B/ | "D7"d d c A | "G"G4 |`;

const godRest = `E | "Em"E B B A | G F E D | "C"E F G A | "B7"B3 E | "Em"E B B A | G F E D | "C"E F G A | "B7"B3 B |
  "Am"c A B c | "G"d e B A | "Em"G E F G | "D"A2 G A | "G"B2 c B | "B7"B A G F | "Em"E2 G/F/ E | "D"A2 G A | "G"B c d e | "B7"B A G F | "Em"E4 |`;

const weWish = `D2 | "G"G2 GAGF | "C"E2 E2 E2 | "A7"A2 ABAG | "D"F2 D2 D2 | "B7"B2 BcBA | "Em"G2 E2 DD | "C"E2 A2 "D7"F2 | "G"G4 D2 |
  "G"G2 G2 G2 | "D"F4 F2 | "Em"G2 F2 E2 | "D"D4 A2 | "B7"B2 A2 G2 | "D"d2 D2 DD | "C"E2 A2 "D7"F2 | "G"G6 |`;

const deckTheHalls = `"F"c3/2 B/ A G | F G A F | "C7"G/A/B/G/ "F"A3/2 G/ | "C7"F E "F"F2 | c3/2 B/ A G | F G A F | "C7"G/A/B/G/ "F"A3/2 G/ | "C7"F E "F"F2 |
  "C7"G3/2 A/ B G | "F"A3/2 B/ c G | A/=B/ c d/e/ f | "G7"e d "C"c2 | "F"c3/2 B/ A G | F G A F | "Bb"d/d/d/d/ "F"c3/2 B/ | "C7"A G "F"F2 |`;

export const silentNightWords = `Si- _ lent night, ho- _ ly night,
  all is calm, all is bright,
  round yon vir- _ gin, moth- er and child,
  ho- ly in- fant so ten- der and mild,
  sleep in heav- en- ly peace, _
  sleep _ in heav- en- ly peace.`;

export const christmasTunes: readonly Tune[] = [
  {
    file: "Christmas/Silent Night.mid",
    title: "Silent Night",
    by: "Franz Xaver Gruber, 1818",
    key: "C major",
    transpose: -2,
    meter: "6/8",
    bpm: 80,
    parts: [
      { name: "Violin", instrument: "Violin", voice: silentNight, repeat: 2 },
      { name: "Guitar", instrument: "Acoustic Guitar (nylon)", pattern: "rolling", low: 50 },
      { name: "Cello", instrument: "Cello", pattern: "bass", low: 36, loudness: 56 },
    ],
    tempoMarks: [{ bar: 23, bpm: 58, until: 25 }],
    loose: 0.015,
  },
  {
    file: "Christmas/Silent Night (lyrics).mid",
    title: "Silent Night",
    by: "Franz Xaver Gruber, 1818; words by John Freeman Young, 1859",
    key: "C major",
    meter: "6/8",
    bpm: 84,
    words: silentNightWords,
    parts: [
      { name: "Vocal", instrument: "Choir Aahs", voice: silentNight },
      { name: "Organ", instrument: "Church Organ", pattern: "block", loudness: 50 },
    ],
    format: 1,
    without: ["keySignature"],
  },
  {
    file: "Christmas/Jingle Bells.mid",
    title: "Jingle Bells",
    by: "James Lord Pierpont, 1857",
    key: "G major",
    meter: "4/4",
    bpm: 176,
    unit: "1/4",
    parts: [
      { name: "Trumpet", instrument: "Trumpet", voice: jingleBells, gate: 0.8 },
      { name: "Piano", instrument: "Acoustic Grand Piano", pattern: "offbeats" },
      { name: "Tuba", instrument: "Tuba", pattern: "b . f ." },
      {
        name: "Sleigh",
        instrument: "Drum Kit",
        drums: { tambourine: "xoxoxoxo", kick: "x...x...", snare: "..x...x." },
        loudness: 60,
      },
    ],
  },
  {
    file: "Christmas/god_rest_ye.mid",
    title: "God Rest Ye Merry, Gentlemen",
    by: "English traditional, 18th century",
    key: "E minor",
    meter: "4/4",
    bpm: 138,
    unit: "1/4",
    parts: [
      { name: "Horn", instrument: "French Horn", voice: godRest },
      { name: "Strings", instrument: "String Ensemble 1", pattern: "halves", loudness: 56 },
      { name: "Pizzicato", instrument: "Pizzicato Strings", pattern: "walking", low: 40 },
    ],
    ticksPerQuarter: 384,
  },
  {
    file: "Christmas/We Wish You A Merry Christmas.mid",
    title: "We Wish You a Merry Christmas",
    by: "English traditional",
    key: "G major",
    meter: "3/4",
    bpm: 168,
    parts: [
      { name: "Flute", instrument: "Flute", voice: weWish, octave: 1 },
      { name: "Clarinet", instrument: "Clarinet", pattern: "waltz" },
      { name: "Bassoon", instrument: "Bassoon", pattern: "waltzBass", low: 38 },
    ],
    ticksPerQuarter: 96,
    without: ["title"],
  },
  {
    file: "Christmas/Deck the Halls - jazz.mid",
    title: "Deck the Halls",
    by: "Welsh traditional, 16th century",
    key: "F major",
    meter: "4/4",
    bpm: 160,
    unit: "1/4",
    swing: 0.64,
    parts: [
      { name: "Tenor Sax", instrument: "Tenor Sax", voice: deckTheHalls, gate: 0.85 },
      { name: "Piano", instrument: "Acoustic Grand Piano", pattern: "c . . c . . c ." },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "walking", low: 31 },
      {
        name: "Drums",
        instrument: "Drum Kit",
        drums: { ride: "x.xxx.xx", pedalHat: "..x...x.", kick: "o...o..." },
        loudness: 66,
      },
    ],
  },
];
