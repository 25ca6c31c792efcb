// Loops of our own in the manner of a producer's sample pack: drums, bass lines, chords, arpeggios.

import type { DrumGrid } from "../drums.ts";
import type { Part, Tune } from "../tune.ts";

const drumKit = (drums: DrumGrid, loudness = 92): Part => ({ name: "Drums", instrument: "Drum Kit", drums, loudness });
const ours = { by: "midiq", meter: "4/4", loop: true } as const;
const bare = { ...ours, without: ["keySignature", "copyright"] } as const;

const fourOnTheFloor: DrumGrid = {
  kick: "X...X...X...X...",
  clap: "....x.......x...",
  openHat: "..x...x...x...x.",
  hat: "xoooxoooxoooxooo",
  shaker: "o.o.o.o.o.o.o.o.",
};
const samba: DrumGrid = {
  surdoMute: "x.......x.......",
  surdo: "....X.......X...",
  shaker: "xooxxooxxooxxoox",
  tambourine: "x.xo.x.xx.xo.x.x",
  agogoHigh: "x.x...x....x.x..",
  agogoLow: "....x...x.......",
  snare: "oxoxooxooxoxooxo",
};
const oneDrop: DrumGrid = { kick: "........X.......", rim: "........x.......", hat: "x.o.x.o.x.o.x.ox" };
const bossaDrums: DrumGrid = { kick: "x..xx..xx..xx..x", rim: "x..x..x...x..x..", hat: "xoxoxoxoxoxoxoxo" };

const drumTunes: readonly [string, string, number, DrumGrid][] = [
  [
    "Drums/dnb_break_174.mid",
    "DnB break",
    174,
    {
      kick: "X.........x.....|X.........x..x..",
      snare: "....X..o.o..X...|....X..o.o..X.oo",
      hat: "x.x.x.x.x.x.x.x.",
      ride: "x...x...x...x...",
    },
  ],
  [
    "Drums/chopped_break_165.mid",
    "Chopped break",
    165,
    {
      kick: "x.x.......xx....|x.x.......xx....|x.x.......x.....|..xx......x.....",
      snare: "....X..o.o..X..o|....X..o.o..X..o|....X..o.o....X.|.o..X..o.o....X.",
      ride: "x.x.x.x.x.x.x.x.",
      crash: "................|................|................|..........x.....",
    },
  ],
  [
    "Drums/Trap Hats 140.mid",
    "Trap hats",
    140,
    {
      kick: "x.....x.........|x.....x...x.....",
      snare: "........X.......|........X.......",
      hat: "x.x.x.x.x.x.x.x. x.x.x.x.x.x.x.x.|x.x.x.x.xxxxxxxx x.x.x.x.x.xxxoxo",
      openHat: "................|..............x.",
    },
  ],
  ["Drums/house_124_full.mid", "House beat", 124, fourOnTheFloor],
  ["Drums/SAMBA 100.mid", "Samba batucada", 100, samba],
  ["Drums/one drop 72.mid", "One drop", 72, oneDrop],
  [
    "Drums/boom bap 90.mid",
    "Boom bap",
    90,
    { kick: "X..x......x.....|X..x......xx....", snare: "....X.......X..o", hat: "x.x.x.x.x.x.x.xo" },
  ],
];

interface LoopTune extends Omit<Tune, "by" | "meter" | "file"> {
  readonly file: string;
  readonly meter?: string;
}

const deepHouse = "Am7 | Fmaj7 | Cmaj7 | G6";
const tunes: readonly LoopTune[] = [
  {
    file: "House/Deep House Chords Am 122bpm.mid",
    title: "Deep House Chords",
    key: "A minor",
    bpm: 122,
    chords: `${deepHouse} | ${deepHouse}`,
    parts: [
      { name: "Rhodes", instrument: "Electric Piano 1", pattern: "houseStabs", loudness: 78 },
      { name: "Sub", instrument: "Synth Bass 1", pattern: ". . b . . b . . . . b . . b b .", low: 33 },
    ],
  },
  {
    file: "House/house_groove_C_124.mid",
    title: "House Groove I-V-vi-IV",
    key: "C major",
    bpm: 124,
    chords: "C | G | Am | F | C | G | Am | F",
    parts: [
      drumKit(fourOnTheFloor),
      { name: "Piano", instrument: "Acoustic Grand Piano", pattern: "houseStabs", loudness: 84 },
      { name: "Bass", instrument: "Synth Bass 2", pattern: "offbeatBass", low: 36 },
    ],
  },
  {
    file: "House/ii-V-I keys Bb 120.mid",
    title: "ii-V-I Keys",
    key: "Bb major",
    bpm: 120,
    chords: "Cm9 | F9 | Bbmaj9 | Bbmaj9 | Cm9 | F9 | Bbmaj9 | Gm7",
    parts: [{ name: "EP", instrument: "Electric Piano 2", pattern: "c . . C - - . c . . C - - - . .", low: 53 }],
  },
  {
    file: "Bass/bassline_Em_98_4bars.mid",
    title: "Bass line in E minor",
    key: "E minor",
    bpm: 98,
    unit: "1/16",
    parts: [
      {
        name: "Bass",
        instrument: "Electric Bass (finger)",
        octave: -1,
        gate: 0.8,
        voice:
          "E,2z E,G,2A,2 z2 B,2A,G,E,2 | E,2z E,G,2A,2 z2 D2 B,2A,2 | C,2z C,E,2G,2 z2 A,2G,E,C,2 | D,2z D,F,2A,2 z2 A,2 F,2D,2 |",
      },
    ],
  },
  {
    file: "Bass/FUNK BASS E7 104 (8 bars).mid",
    title: "Funk bass",
    key: "E mixolydian",
    bpm: 104,
    unit: "1/16",
    parts: [
      {
        name: "Slap",
        instrument: "Slap Bass 1",
        octave: -1,
        gate: 0.7,
        voice:
          "E,2zE z2DE z2B,D zE,G,^G, | E,2zE z2DE z2C^C zB,A,G, | E,2zE z2DE z2B,D zE,G,^G, | A,2zA z2GA z2EG zA,=C^C | A,2zA z2GA z2EG zB,A,G, | E,2zE z2DE z2B,D zE,G,^G, | B,2zB, A,2zA, G,2zG, ^G,2B,2 | E,4 z4 E2D2B,2G,2 |",
      },
    ],
  },
  {
    file: "Bass/techno_rolling_bass_Fm_132.mid",
    title: "Rolling bass",
    key: "F minor",
    bpm: 132,
    chords: "Fm | Fm | Db | Eb",
    parts: [
      { name: "Bass", instrument: "Synth Bass 1", pattern: ". b b b . b b b . b b o . b b b", low: 29 },
      drumKit({ kick: "X...X...X...X...", hat: "..x...x...x...x." }),
    ],
  },
  {
    file: "Synth/Arp Cm 128.mid",
    title: "Arpeggio in C minor",
    key: "C minor",
    bpm: 128,
    chords: "Cm | Ab | Eb | Bb | Cm | Ab | Fm | Gm",
    parts: [
      {
        name: "Arp",
        instrument: "Lead 2 (sawtooth)",
        pattern: "1 2 3 4 5 4 3 2 1 2 3 4 5 6 5 4",
        low: 55,
        gate: 0.7,
        loudness: 80,
      },
    ],
    ticksPerQuarter: 96,
  },
  {
    file: "Synth/warm pad Dm 90.mid",
    title: "Warm pad",
    key: "D minor",
    bpm: 90,
    chords: "Dm9 | Bbmaj7 | Fmaj9 | C | Dm9 | Bbmaj7 | Gm9 | Asus4 A",
    parts: [
      { name: "Pad", instrument: "Pad 2 (warm)", pattern: "block", low: 50 },
      { name: "Choir", instrument: "Pad 4 (choir)", pattern: "B", low: 62, loudness: 44 },
    ],
    swells: [
      { bar: 1, by: -14 },
      { bar: 9, by: 16 },
    ],
  },
  {
    file: "World/Bossa Nova Dm7 G7 132.mid",
    title: "Bossa groove",
    key: "C major",
    bpm: 132,
    chords: "Dm9 | G7 | Cmaj7 | A7b9 | Dm9 | G7 | Em7 A7 | Dm7 G7",
    parts: [
      { name: "Nylon", instrument: "Acoustic Guitar (nylon)", pattern: "bossaChords", loudness: 72 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "B - - F F - - B", low: 33 },
      drumKit(bossaDrums, 70),
    ],
    loose: 0.01,
  },
  {
    file: "World/reggae_one_drop_G_74.mid",
    title: "Reggae one drop",
    key: "G major",
    bpm: 74,
    chords: "G | Am | G | D | G | Am | C | D",
    parts: [
      { name: "Skank", instrument: "Electric Guitar (clean)", pattern: "skank", loudness: 74 },
      { name: "Organ", instrument: "Drawbar Organ", pattern: ". . c . . c c .", loudness: 52 },
      { name: "Bass", instrument: "Electric Bass (finger)", pattern: "B - - F B - T F", low: 31 },
      drumKit(oneDrop),
    ],
    swing: 0.58,
  },
  {
    file: "Synth/lofi keys Eb 78.mid",
    title: "Lo-fi keys",
    key: "Eb major",
    bpm: 78,
    chords: "Abmaj7 | Gm7 | Fm9 | Bb7 Ebmaj7",
    parts: [
      { name: "Keys", instrument: "Electric Piano 1", pattern: "C - - - . c C - - - . .", low: 53 },
      drumKit({ kick: "x..x...x..x.....", snare: "....x.......x...", hat: "x.xox.x.x.xox.x." }, 74),
    ],
    swing: 0.59,
    loose: 0.02,
    without: ["tempo"],
  },
  {
    file: "odd meters/seven_eight_Bm_140.mid",
    title: "Seven Eight Groove",
    key: "B minor",
    meter: "7/8",
    bpm: 140,
    chords: "Bm | G | A | F#m | Bm | G | Em | F#m",
    parts: [
      { name: "Guitar", instrument: "Electric Guitar (clean)", pattern: "1 2 1 3 1 4 3", low: 47, loudness: 76 },
      { name: "Bass", instrument: "Electric Bass (pick)", pattern: "B - B - F - O", low: 31 },
      drumKit({ kick: "x.x.x..", snare: "....x..|....x.o", hat: "xoxoxoo" }),
    ],
  },
  {
    file: "odd meters/five four Fm 150.mid",
    title: "Five Four",
    key: "F minor",
    meter: "5/4",
    bpm: 150,
    chords: "Fm7 | Bbm7 | Fm7 | C7 | Dbmaj7 | Bbm7 | C7 | Fm7",
    parts: [
      { name: "Piano", instrument: "Acoustic Grand Piano", pattern: "C - . C . . C - C .", loudness: 72 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "B - - F F - B - O -", low: 29 },
      drumKit({ ride: "x.xxx.x.xx", pedalHat: "..x...x...", kick: "x.....x...", snare: "...o....x." }, 72),
    ],
    swing: 0.62,
  },
];

/** Drum loops last four bars. */
const repeats = (drums: DrumGrid): number => 4 / Math.max(...Object.values(drums).map((row) => row.split("|").length));

export const loopTunes: readonly Tune[] = [
  ...drumTunes.map(
    ([file, title, bpm, drums]): Tune => ({
      ...bare,
      file: `Loops/${file}`,
      title,
      bpm,
      key: null,
      parts: [{ ...drumKit(drums), repeat: repeats(drums) }],
      format: 0,
    }),
  ),
  ...tunes.map(
    (tune): Tune => ({ ...bare, ...tune, file: tune.file.startsWith("odd") ? tune.file : `Loops/${tune.file}` }),
  ),
];
