// Irish dance tunes: jigs in 6/8 and a reel, each part twice as dancers expect.

import type { Tune } from "../tune.ts";

const washerwomanA = `"G"BGG DGG | BGB dcB | "D7"cAA EAA | cAc edc | "G"BGG DGG | BGB dcB | "C"cBc "D7"Adc | "G"BGG`;
const washerwomanB = `"G"gdg gdg | gdg bag | "D"fdf fdf | fdf agf | "C"egg "G"dgg | "C"cgg "G"Bgg | "C"cBc "D7"Adc | "G"BGG`;
const washerwoman = `d/c/ | ${washerwomanA} G2 d/c/ | ${washerwomanA} G3 | ${washerwomanB} G3 | ${washerwomanB} G3 |`;

const keshA = `"G"G3 GAB | "D"A3 ABd | "C"edd "G"gdd | "C"edB "D"dBA | "G"G3 GAB | "D"A3 ABd | "C"edd "G"gdB | "D"AGF "G"G3 |`;
const keshB = `"G"B2B d2d | "C"ege "G"dBA | "G"B2B dBG | "D7"ABA AGA | "G"B2B d2d | "C"ege "G"dBd | "G"gfg "D"aga | "G"bgg g3 |`;
const kesh = [keshA, keshA, keshB, keshB].join("");

const swallowtailA = `"Em"GEE BEE | GEG B2A | "D"FDD ADD | dcd AGF | "Em"GEE BEE | GEG B2c | "D"dcd AGF | "Em"GEE E3 |`;
const swallowtailB = `"Em"Bcd e2f | e2f edB | Bcd e2f | "D"edB d3 | "Em"Bcd e2f | e2f edB | "D"dcd AGF | "Em"GEE E3 |`;
const swallowtail = [swallowtailA, swallowtailA, swallowtailB, swallowtailB].join("");

const banishA = `"D"fed "C"cAG | "D"A2d "C"cAG | "D"F2D DED | "C"FEF GFG | "D"AGA "C"cAG | "D"AGA cde | "D"fed "C"cAG | "D"Ad^c d3 |`;
const banishB = `"D"f2d d^cd | "G"f2g "D"agf | "C"e2c cBc | e2f gfe | "D"f2g agf | "C"e2f gfe | "D"fed "C"cAG | "D"Ad^c d3 |`;
const banishC = `"D"f2g "C"e2f | "D"d2e "C"c2d | "D"ABA "C"GAG | "D"F2F "C"GED | "C"c3 cAG | "D"AGA cde | "D"fed "C"cAG | "D"Ad^c d3 |`;
const banish = [banishA, banishA, banishB, banishB, banishC, banishC].join("");

const maggieA = `"Em"E2BE dEBE | E2BE "D"AFDF | "Em"E2BE dEBE | BABc "D"dAFD |`;
const maggieB = `"D"d2fd "A"c2ec | "D"defg afge | d2fd "A"c2ec | "Bm"BABc "D"dAFA | d2fd "A"c2ec | "D"defg afge | afge "A"fdec | "Bm"BABc "D"dAFD |`;
const drowsyMaggie = [maggieA, maggieA, maggieB, maggieA, maggieA].join("");

const folder = "Folk & Traditional/Irish session";

export const irishTunes: readonly Tune[] = [
  {
    file: `${folder}/Irish Washerwoman.mid`,
    title: "The Irish Washerwoman",
    by: "Irish traditional jig, 18th century",
    key: "G major",
    meter: "6/8",
    bpm: 171,
    parts: [
      { name: "Fiddle", instrument: "Fiddle", voice: washerwoman, gate: 0.85 },
      { name: "Guitar", instrument: "Acoustic Guitar (steel)", pattern: "c . c c . c", low: 50 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "jigBass" },
    ],
    loose: 0.012,
  },
  {
    file: `${folder}/The Kesh.mid`,
    title: "The Kesh Jig",
    by: "Irish traditional jig",
    key: "G major",
    meter: "6/8",
    bpm: 165,
    parts: [
      { name: "Whistle", instrument: "Whistle", voice: kesh, gate: 0.88 },
      { name: "Accordion", instrument: "Accordion", pattern: "jigChords", loudness: 54 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "jigBass" },
    ],
    ticksPerQuarter: 192,
  },
  {
    file: `${folder}/swallowtail jig.mid`,
    title: "The Swallowtail Jig",
    by: "Irish traditional jig",
    key: "E dorian",
    meter: "6/8",
    bpm: 174,
    parts: [
      { name: "Flute", instrument: "Flute", voice: swallowtail, gate: 0.86 },
      { name: "Bouzouki", instrument: "Acoustic Guitar (steel)", pattern: "c . c c . c", low: 52 },
      { name: "Bodhran", instrument: "Drum Kit", drums: { lowTom: "X.oxox" }, loudness: 62 },
    ],
    without: ["keySignature"],
  },
  {
    file: `${folder}/Banish Misfortune.mid`,
    title: "Banish Misfortune",
    by: "Irish traditional jig",
    key: "D mixolydian",
    meter: "6/8",
    bpm: 162,
    parts: [
      { name: "Pipes", instrument: "Bag pipe", voice: banish, gate: 0.97 },
      { name: "Guitar", instrument: "Acoustic Guitar (steel)", pattern: "jigChords", low: 50 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "jigBass" },
    ],
  },
  {
    file: `${folder}/Drowsy Maggie (reel).mid`,
    title: "Drowsy Maggie",
    by: "Irish traditional reel",
    key: "E dorian",
    meter: "4/4",
    bpm: 180,
    parts: [
      { name: "Fiddle", instrument: "Fiddle", voice: `${drowsyMaggie} "Em"E8 |`, gate: 0.84 },
      { name: "Guitar", instrument: "Acoustic Guitar (steel)", pattern: "c . c c . c c .", low: 50 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "twoBeatBass" },
      { name: "Bodhran", instrument: "Drum Kit", drums: { lowTom: "X.oxx.ox" }, loudness: 60 },
    ],
    swing: 0.54,
  },
];
