// Themes and short pieces of composers who died before 1930, arranged for a few instruments.

import type { Tune } from "../tune.ts";
import { preludeInC } from "./prelude.ts";

const joyTheme = `"D"F F "A7"G A | "D"A "A7"G "D"F "A7"E | "D"D D "A7"E F`;
const joyMiddle = `"A"E E "D"F D | "A"E F/G/ "D"F D | "A"E F/G/ "F#7"F E | "Bm"D "E7"E "A"A, "D"F- | "D"F F "A7"G A | "D"A "A7"G "D"F "A7"E | "D"D D "A7"E F | "A7"E3/2 D/ "D"D2 |`;
const odeToJoy = `${joyTheme} | "D"F3/2 E/ "A7"E2 | ${joyTheme} | "A7"E3/2 D/ "D"D2 | ${joyMiddle} ${joyMiddle}`;

const canon = [
  "f2 e2 d2 c2 | B2 A2 B2 c2 |",
  "d2 c2 B2 A2 | G2 F2 G2 E2 |",
  "dfag fdfe | dBda gbag |",
  "d/c/d/D/ C/A/E/F/ D/d/c/B/ c/f/a/b/ | g/f/e/g/ f/e/d/c/ B/A/G/F/ E/G/F/E/ |",
  "af/g/ af/g/ a/A/B/c/ d/e/f/g/ | fd/e/ fF/G/ A/B/A/G/ A/F/G/A/ |",
  "GB/A/ GF/E/ F/E/D/E/ F/G/A/B/ | GB/A/ Bc/d/ A/B/c/d/ e/f/g/a/ |",
];
/** The canon's violins play the same line, each two bars after the one before. */
const canonVoice = (delay: number): string =>
  `${"z8 | ".repeat(2 * (delay + 1))} ${canon.join(" ")} ${["f2 e2 d2 c2 | B2 A2 G2 A2 |", "dfag fdfe | dBda gbag |"].slice(0, 2 - delay).join(" ")} ${["f8", "d8", "A8"][delay]} |`;
const canonChords = Array.from({ length: 9 }, () => "D A Bm F#m | G D G A").join(" | ");

const minuetA = "d2 GABc | d2 G2 G2 | e2 cdef | g2 G2 G2 | c2 dcBA | B2 cBAG |";
const minuetB = `b2 gabg | a2 defd | g2 efgd | ^c2 B^cA2 | AB^cdef | g2 f2 e2 | f2 A2 ^c2 | d6 |
  d2 GFG2 | e2 GFG2 | d2 c2 B2 | AGFG A2 | DEFGAB | c2 B2 A2 | Bd G2 F2 | G6 |`;
const minuet = `${minuetA} F2 GABG | A6 | ${minuetA} A2 BAGF | G6 | ${minuetB}`;
const minuetLeft = `[G,B,D]4 A,2 | B,6 | C6 | B,6 | A,6 | G,6 | D2 B,2 G,2 | D2 DCB,A, |
  B,4 A,2 | G,2 B,2 G,2 | C6 | B,2 CB,A,G, | A,4 F,2 | G,4 B,2 | C2 D2 D,2 | G,4 G,,2 |
  G,6 | F,6 | E,2 G,2 E,2 | A,4 A,,2 | A,6 | B,2 D2 ^C2 | D2 F,2 A,2 | D2 D,2 C2 |
  B,2 D2 B,2 | C2 E2 C2 | B,2 A,2 G,2 | D4 z2 | z4 F,2 | E,2 G,2 F,2 | G,2 B,,2 D,2 | G,2 D,2 G,,2 |`;

const celloPrelude = `G,D B A B D B D G,D B A B D B D | G,E c B c E c E G,E c B c E c E | G,F c B c F c F G,F c B c F c F |
  G,G B A B G B G G,G B A B G B F | G,E B A B G F G E G F G B,D ^C B, | ^C G A G A G A G ^C G A G A G A G |
  F A d ^c d A G A F A G A D F E D | E,B, G F G B, G B, E,B, G F G B, G B, | E,^C D E D ^C B, A, G F E d ^c B A G |
  F E D d A d F A D E F A G F E D | [G,DBg]16 |`;

const eliseOpening = "e^deB=dc | A2 z CEA | B2 z E^GB | c2 z E e^d | e^deB=dc | A2 z CEA | B2 z EcB |";
const eliseMiddle = "e3 Gfe | d3 Fed | c3 Edc | B2 z Eez | zee' z z ^d | ez z ^de^d |";
const elise = `e^d | ${eliseOpening} A2 z2 e^d | ${eliseOpening} A2 z Bcd | ${eliseMiddle} ${eliseOpening} A2 z Bcd | ${eliseMiddle} ${eliseOpening} A6 |`;
const eliseBassOpening = "z6 | A,,E,A, z3 | E,,E,^G, z3 | A,,E,A, z3 | z6 | A,,E,A, z3 | E,,E,^G, z3 |";
const eliseBassMiddle = "C,G,C z3 | G,,G,B, z3 | A,,E,A, z3 | E,,E,E z z E | e z z ^d e z | z ^d e z3 |";
const eliseBass = `z6 | ${eliseBassOpening} A,,E,A, z3 | ${eliseBassOpening} A,,E,A, z3 | ${eliseBassMiddle} ${eliseBassOpening} A,,E,A, z3 | ${eliseBassMiddle} ${eliseBassOpening} [A,,A,]6 |`;

const lullaby = `AA | "F"c3 A A2 | c2 z2 Ac | f2 e3 d | d2 c2 GA | "C7"B2 G2 GA | B2 z2 GB | ed c2 e2 | "F"f2 z2 FF |
  "Bb"f4 dB | "F"c4 AF | "C7"B2 c2 d2 | "F"c4 FF | "Bb"f4 dB | "F"c4 AF | "C7"B2 A2 G2 | "F"F6 |`;

const danube = `D | "D"D F A | A2 a | a2 f | f2 D | D F A | A2 a | "A7"a2 g | g2 C | C E B | B2 b | b2 g | g2 C | C E B | B2 b | "D"b2 f | f2 D |
  D F A | d2 d' | d'2 a | a2 D | D F A | d2 d' | "G"d'2 b | b2 E | "Em"E G B | B3- | B ^G A | "D"f3- | f d F | "A7"F2 E | B2 A | "D"D3 |`;

const spring = `e | "E"ggg f/e/ b3 b/a/ | ggg f/e/ b3 b/a/ | g "A"a/g/ "E"g2 "B"f3 e | "E"ggg f/e/ b3 b/a/ | ggg f/e/ b3 b/a/ | g "A"a/g/ "E"g2 "B"f3 e |
  "E"b a/g/ "A"a b "E"c' b2 e | b a/g/ "A"a b "E"c' b e a | "E"g f/e/ "B"f>e "E"e3 e | b a/g/ "A"a b "E"c' b2 e | b a/g/ "A"a b "E"c' b e a | "E"g f/e/ "B"f>e "E"e4 |`;

const morningCall = "bgf efg | bgf e(f/g/)f/g/ |".replaceAll(/[()]/g, "");
const morning = `"E"${morningCall} "C#m"bgb c'gc' | "E"bgf e3 |`;
const morningLow = morning.replaceAll(/([a-g])'?/g, (note) =>
  note.endsWith("'") ? note.charAt(0) : note.toUpperCase(),
);

const hallHigh = "B,CDE FDF2 | ^EC^E2 =E=C=E2 | B,^CDE FDFB | AFDF A4 |";
const hallUp = "F^G^AB c^Ac2 | d^Ad2 c^Ac2 | F^G^AB c^Ac2 | d^Ad2 c4 |";
const hall = [hallHigh, hallHigh, hallUp, hallUp, hallHigh, hallHigh].join(" ");
const hallChords =
  "Bm | C# C | Bm | D | Bm | C# C | Bm | D | F# | F# | F# | F# | F# | F# | F# | F# | Bm | C# C | Bm | D | Bm | C# C | Bm | D";

const canCanTail = `"G7"D2 D2 | DFED |`;
const canCanLoop = `"C"C4 | "G7"DFED | "C"G2 G2 | GAEF | ${canCanTail}`;
const canCan =
  [0, 1, 2].map(() => `${canCanLoop} "C"Cc"G7"BA | "G7"GFED |`).join(" ") +
  ` ${canCanLoop} "C"Cc"G7"BA | "G7"GFED | "C"C2 G2 | C2 z2 |`;

const jesu = `"G"zGA Bdc "C"ced | "G"dgf gdB "Em"GAB | "C"cde dcB "G"ABG | "D"FGA DFA "D7"cBA | "G"BGA Bdc "C"ced | "G"dgf gdB "Em"GAB`;
const jesuJoy = `${jesu} | "C"Edc "D7"BAG DGF | "G"GBd gdB GBd | ${jesu} | "C"Edc "D7"BAG DGF | "G"G9 |`;

const turkishA = `"Am"c2 z2 dcBc | e2 z2 fe^de | ba^gab a^ga | c'4 a2 c'2 | "Em"b2 a2 g2 a2 | b2 a2 g2 a2 | b2 a2 "B7"g2 ^f2 |`;
const turkishB = `"C"g2 g2 agfe | "G"d4 e2 f2 | "C"g2 g2 agfe | "G"d4 c2 d2 | "Am"e2 e2 fedc | "E"B4 c2 d2 | "Am"e2 e2 fedc | "E"B4 BA^GA |`;
const turkishEnd = `"Am"c2 z2 dcBc | e2 z2 fe^de | ba^gab a^ga | "F"c'4 a2 b2 | "Am"c'2 b2 "E"a2 ^g2 | "F"a2 e2 "Dm"f2 d2 | "Am"c4 "E"B3 A | "Am"A4`;
const turkish = `BA^GA | ${turkishA} "Em"e4 BA^GA | ${turkishA} "Em"e4 e2 f2 | ${turkishB} ${turkishEnd} e2 f2 | ${turkishB} ${turkishEnd} z4 |`;

const gymnopedie = `z3 | z3 | z3 | z3 | z f a | g f c | B c d | A3 | F3- | F3- | F3- | F3 | z f a | g f c | B c d | A3 | F3- | F3- | F3- | F3 | z3 | z3 |`;

const largo = `"C"E>G G2 "F"E>D "C"C2 | "G7"D>E G>E D4 | "C"E>G G2 "F"E>D "C"C2 | "G7"D>E D>C "C"C4 |
  "F"A>c c2 "Em"B>G "F"A2 | "F"A>c "Em"B>G "F"A4 | "F"A>c c2 "Em"B>G "F"A2 | "F"A>c "Em"B>G "Dm"A4 |
  "C"E>G G2 "F"E>D "C"C2 | "G7"D>E G>E D4 | "C"E>G G2 "Am"c>d "F"e2 | "C"d>c "G7"d>A "C"c4 |`;

const swan = `"Bm"f4 Bcde | f3 d f3 d | "G"f3 B dBGd | "Bm"B5 edc | f4 Bcde | f3 d f3 d | "G"f3 B dBGd |`;
const swanLake = `${swan} "Bm"B5 edc | ${swan} "Bm"B8 |`;

const folder = "Classical";

export const classicalTunes: readonly Tune[] = [
  {
    file: `${folder}/Beethoven - Ode to Joy.mid`,
    title: "Ode to Joy (Symphony No. 9)",
    by: "Ludwig van Beethoven, 1824",
    key: "D major",
    meter: "4/4",
    bpm: 112,
    unit: "1/4",
    parts: [
      { name: "Violins", instrument: "String Ensemble 1", voice: odeToJoy, octave: 1 },
      { name: "Horns", instrument: "French Horn", pattern: "quarters", loudness: 50, gate: 0.8 },
      { name: "Cellos", instrument: "Cello", pattern: "B - B -", low: 38 },
    ],
    swells: [
      { bar: 1, by: -14 },
      { bar: 9, by: 0 },
      { bar: 17, by: 12 },
    ],
  },
  {
    file: `${folder}/ode to joy easy piano C.mid`,
    title: "Ode to Joy (easy piano)",
    by: "Ludwig van Beethoven, 1824",
    key: "D major",
    transpose: -2,
    meter: "4/4",
    bpm: 120,
    unit: "1/4",
    parts: [
      { name: "Right hand", instrument: "Acoustic Grand Piano", voice: odeToJoy },
      { name: "Left hand", instrument: "Acoustic Grand Piano", pattern: "alberti", low: 41, loudness: 54 },
    ],
    format: 0,
    without: ["tempo", "keySignature"],
    ticksPerQuarter: 96,
  },
  {
    file: `${folder}/Pachelbel - Canon in D.mid`,
    title: "Canon in D",
    by: "Johann Pachelbel, about 1690",
    key: "D major",
    meter: "4/4",
    bpm: 60,
    chords: `${canonChords} | D`,
    parts: [
      { name: "Violin I", instrument: "Violin", voice: canonVoice(0), pan: -0.5 },
      { name: "Violin II", instrument: "Violin", voice: canonVoice(1), pan: 0, loudness: 78 },
      { name: "Violin III", instrument: "Viola", voice: canonVoice(2), pan: 0.5, loudness: 74 },
      { name: "Continuo", instrument: "Harpsichord", pattern: "1 2 3 2 1 2 3 2 1 2 3 2 1 2 3 2", loudness: 48 },
      { name: "Cello", instrument: "Cello", pattern: "B B B B", low: 42, loudness: 72 },
    ],
    swells: [
      { bar: 1, by: -10 },
      { bar: 13, by: 8 },
    ],
    tempoMarks: [{ bar: 18, bpm: 46, until: 19 }],
  },
  {
    file: `${folder}/Petzold - Minuet in G.mid`,
    title: "Minuet in G (BWV Anh. 114)",
    by: "Christian Petzold, about 1725",
    key: "G major",
    meter: "3/4",
    bpm: 126,
    parts: [
      { name: "Right hand", instrument: "Harpsichord", voice: minuet },
      { name: "Left hand", instrument: "Harpsichord", voice: minuetLeft, loudness: 70 },
    ],
  },
  preludeInC(`${folder}/Bach - Prelude in C (WTC I).mid`),
  {
    file: `${folder}/bach cello prelude.mid`,
    title: "Prelude from Cello Suite No. 1 (opening)",
    by: "Johann Sebastian Bach, about 1720",
    key: "G major",
    meter: "4/4",
    bpm: 72,
    unit: "1/16",
    parts: [{ name: "Cello", instrument: "Cello", voice: celloPrelude, octave: -1, loudness: 78 }],
    loose: 0.02,
    ticksPerQuarter: 960,
    tempoMarks: [{ bar: 10, bpm: 50, until: 11 }],
  },
  {
    file: `${folder}/Fur Elise (opening).mid`,
    title: "Für Elise",
    by: "Ludwig van Beethoven, 1810",
    key: "A minor",
    meter: "3/8",
    bpm: 72,
    unit: "1/16",
    parts: [
      { name: "Right hand", instrument: "Acoustic Grand Piano", voice: elise, loudness: 74 },
      { name: "Left hand", instrument: "Acoustic Grand Piano", voice: eliseBass, loudness: 60 },
    ],
    loose: 0.012,
    tempoMarks: [{ bar: 44, bpm: 52, until: 46 }],
  },
  {
    file: `${folder}/Brahms - Lullaby.mid`,
    title: "Wiegenlied",
    by: "Johannes Brahms, 1868",
    key: "F major",
    transpose: -2,
    meter: "3/4",
    bpm: 80,
    parts: [
      { name: "Clarinet", instrument: "Clarinet", voice: lullaby, repeat: 1 },
      { name: "Piano", instrument: "Acoustic Grand Piano", pattern: "B 2 3 2 3 2", low: 46, loudness: 50, pedal: true },
    ],
    loose: 0.015,
    swells: [{ bar: 1, by: -8 }],
  },
  {
    file: `${folder}/Strauss - Blue Danube (1st waltz).mid`,
    title: "An der schönen blauen Donau",
    by: "Johann Strauss II, 1866",
    key: "D major",
    meter: "3/4",
    bpm: 170,
    unit: "1/4",
    encoding: "latin1",
    parts: [
      { name: "Violins", instrument: "String Ensemble 1", voice: danube },
      { name: "Horns", instrument: "French Horn", pattern: "waltz", loudness: 54 },
      { name: "Basses", instrument: "Contrabass", pattern: "waltzBass", low: 31 },
    ],
  },
  {
    file: `${folder}/Vivaldi - Spring.mid`,
    title: "Spring, I. Allegro (ritornello)",
    by: "Antonio Vivaldi, 1725",
    key: "E major",
    meter: "4/4",
    bpm: 100,
    parts: [
      { name: "Violins", instrument: "String Ensemble 1", voice: spring },
      { name: "Harpsichord", instrument: "Harpsichord", pattern: "C . C C C . C C", loudness: 52 },
      { name: "Cello", instrument: "Cello", pattern: "B B B B B B B B", low: 40, loudness: 62 },
    ],
    swells: [
      { bar: 2, by: 6 },
      { bar: 4.99, by: 6 },
      { bar: 5, by: -14 },
      { bar: 7.99, by: -14 },
      { bar: 8, by: 6 },
    ],
  },
  {
    file: `${folder}/Grieg - Morning Mood.mid`,
    title: "Morning Mood (Peer Gynt)",
    by: "Edvard Grieg, 1875",
    key: "E major",
    meter: "6/8",
    bpm: 75,
    chords: "E | E | C#m | E | E | E | C#m | E | E | E | C#m | E | E | E | C#m | E | E",
    parts: [
      {
        name: "Flute",
        instrument: "Flute",
        voice: `${morning} z6 | z6 | z6 | z6 | ${morning} z6 | z6 | z6 | z6 | b6 |`,
      },
      {
        name: "Oboe",
        instrument: "Oboe",
        voice: `z6 | z6 | z6 | z6 | ${morningLow} z6 | z6 | z6 | z6 | ${morningLow} B6 |`,
      },
      { name: "Strings", instrument: "String Ensemble 1", pattern: "block", loudness: 44 },
      { name: "Basses", instrument: "Contrabass", pattern: "bass", low: 28, loudness: 48 },
    ],
    swells: [
      { bar: 1, by: -6 },
      { bar: 13, by: 14 },
      { bar: 17, by: -8 },
    ],
  },
  {
    file: `${folder}/Grieg_Hall_of_the_Mountain_King.mid`,
    title: "In the Hall of the Mountain King (Peer Gynt)",
    by: "Edvard Grieg, 1875",
    key: "B minor",
    meter: "4/4",
    bpm: 108,
    chords: `${hallChords} | ${hallChords} | Bm`,
    parts: [
      { name: "Bassoon", instrument: "Bassoon", voice: `${hall} ${"z8 | ".repeat(24)} B,8 |`, octave: -1, gate: 0.55 },
      {
        name: "Violins",
        instrument: "Pizzicato Strings",
        voice: `${"z8 | ".repeat(24)} ${hall} b8 |`,
        octave: 1,
        gate: 0.55,
      },
      { name: "Cellos", instrument: "Pizzicato Strings", pattern: "b f b f", low: 35, loudness: 60 },
      { name: "Horns", instrument: "French Horn", pattern: ". c . c", loudness: 44 },
    ],
    tempoMarks: [{ bar: 17, bpm: 180, until: 47 }],
    swells: [
      { bar: 1, by: -26 },
      { bar: 49, by: 26 },
    ],
  },
  {
    file: `${folder}/CANCAN.MID`,
    title: "Can-Can (Infernal Galop)",
    by: "Jacques Offenbach, 1858",
    key: "C major",
    transpose: 2,
    meter: "2/4",
    bpm: 152,
    parts: [
      { name: "Violins", instrument: "String Ensemble 1", voice: canCan, octave: 1, gate: 0.75 },
      { name: "Brass", instrument: "Brass Section", pattern: ". c . c", loudness: 58 },
      { name: "Tuba", instrument: "Tuba", pattern: "b f" },
      {
        name: "Drums",
        instrument: "Drum Kit",
        drums: { kick: "x.", snare: ".x", crash: "x.|..|..|..|..|..|..|.." },
        loudness: 70,
      },
    ],
    ticksPerQuarter: 192,
  },
  {
    file: `${folder}/Bach - Jesu Joy of Man's Desiring.mid`,
    title: "Jesu, Joy of Man's Desiring (BWV 147)",
    by: "Johann Sebastian Bach, 1723",
    key: "G major",
    meter: "9/8",
    bpm: 96,
    parts: [
      { name: "Violin", instrument: "Violin", voice: jesuJoy },
      { name: "Organ", instrument: "Church Organ", pattern: "C C C", loudness: 46 },
      { name: "Cello", instrument: "Cello", pattern: "B B B", low: 36, loudness: 60 },
    ],
    tempoMarks: [{ bar: 15, bpm: 76, until: 16 }],
  },
  {
    file: `${folder}/Mozart - Turkish March.mid`,
    title: "Rondo alla Turca (opening)",
    by: "Wolfgang Amadeus Mozart, 1783",
    key: "A minor",
    meter: "2/4",
    bpm: 126,
    unit: "1/16",
    parts: [
      { name: "Right hand", instrument: "Acoustic Grand Piano", voice: turkish, gate: 0.8 },
      { name: "Left hand", instrument: "Acoustic Grand Piano", pattern: "b c c c", low: 45, loudness: 56 },
    ],
  },
  {
    file: `${folder}/Satie - Gymnopedie No 1.mid`,
    title: "Gymnopédie No. 1 (opening)",
    by: "Erik Satie, 1888",
    key: "D major",
    meter: "3/4",
    bpm: 70,
    unit: "1/4",
    chords: Array.from({ length: 11 }, () => "Gmaj7 | Dmaj7").join(" | "),
    parts: [
      { name: "Piano", instrument: "Acoustic Grand Piano", voice: gymnopedie, loudness: 66 },
      { name: "Piano left", instrument: "Acoustic Grand Piano", pattern: ". C -", low: 57, loudness: 42, pedal: true },
      { name: "Piano bass", instrument: "Acoustic Grand Piano", pattern: "B", low: 38, loudness: 46 },
    ],
    loose: 0.02,
    without: ["keySignature"],
  },
  {
    file: `${folder}/Dvorak - Largo (New World).mid`,
    title: "Largo (Symphony No. 9, From the New World)",
    by: "Antonín Dvořák, 1893",
    key: "C major",
    transpose: 1,
    meter: "4/4",
    bpm: 60,
    parts: [
      { name: "Cor anglais", instrument: "Oboe", voice: largo, repeat: 1 },
      { name: "Strings", instrument: "String Ensemble 1", pattern: "block", low: 48, loudness: 44 },
      { name: "Basses", instrument: "Contrabass", pattern: "bass", low: 30, loudness: 46 },
    ],
    loose: 0.02,
    tempoMarks: [{ bar: 11, bpm: 44, until: 13 }],
  },
  {
    file: `${folder}/swan_lake_theme.mid`,
    title: "Swan Lake (theme)",
    by: "Pyotr Ilyich Tchaikovsky, 1876",
    key: "B minor",
    meter: "4/4",
    bpm: 88,
    parts: [
      { name: "Oboe", instrument: "Oboe", voice: swanLake, loudness: 88 },
      {
        name: "Harp",
        instrument: "Orchestral Harp",
        pattern: "1 2 3 4 5 4 3 2 1 2 3 4 5 4 3 2",
        low: 47,
        loudness: 52,
      },
      { name: "Strings", instrument: "String Ensemble 1", pattern: "block", low: 54, loudness: 40 },
    ],
    swells: [
      { bar: 1, by: -4 },
      { bar: 9, by: 4 },
      { bar: 15, by: 14 },
      { bar: 16, by: -10 },
    ],
  },
];
