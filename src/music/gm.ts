/** Table of the General MIDI level 1 sound set (MIDI Manufacturers Association, RP-003): 128 programs in 16 families. */

/** Families of eight programs each. */
export const families = [
  "piano",
  "chromatic percussion",
  "organ",
  "guitar",
  "bass",
  "strings",
  "ensemble",
  "brass",
  "reed",
  "pipe",
  "synth lead",
  "synth pad",
  "synth effects",
  "ethnic",
  "percussive",
  "sound effects",
] as const;

/** A family of programs. */
export type Family = (typeof families)[number];

/** Names of the programs 0-127. */
export const programNames: readonly string[] =
  `acoustic grand piano,bright acoustic piano,electric grand piano,honky-tonk piano
electric piano 1,electric piano 2,harpsichord,clavinet
celesta,glockenspiel,music box,vibraphone,marimba,xylophone,tubular bells,dulcimer
drawbar organ,percussive organ,rock organ,church organ,reed organ,accordion,harmonica,tango accordion
nylon guitar,steel guitar,jazz guitar,clean guitar,muted guitar,overdriven guitar,distortion guitar,guitar harmonics
acoustic bass,fingered bass,picked bass,fretless bass,slap bass 1,slap bass 2,synth bass 1,synth bass 2
violin,viola,cello,contrabass,tremolo strings,pizzicato strings,harp,timpani
string ensemble 1,string ensemble 2,synth strings 1,synth strings 2,choir aahs,voice oohs,synth voice,orchestra hit
trumpet,trombone,tuba,muted trumpet,french horn,brass section,synth brass 1,synth brass 2
soprano sax,alto sax,tenor sax,baritone sax,oboe,english horn,bassoon,clarinet
piccolo,flute,recorder,pan flute,blown bottle,shakuhachi,whistle,ocarina
square lead,sawtooth lead,calliope lead,chiff lead,charang lead,voice lead,fifths lead,bass and lead
new age pad,warm pad,polysynth pad,choir pad,bowed pad,metallic pad,halo pad,sweep pad
rain,soundtrack,crystal,atmosphere,brightness,goblins,echoes,sci-fi
sitar,banjo,shamisen,koto,kalimba,bagpipe,fiddle,shanai
tinkle bell,agogo,steel drums,woodblock,taiko drum,melodic tom,synth drum,reverse cymbal
guitar fret noise,breath noise,seashore,bird tweet,telephone ring,helicopter,applause,gunshot`.split(/[,\n]/);

/** Words by which people ask for a program beside its name and family: a contrabass is a bass and one of the strings. */
const words: readonly (readonly [first: number, last: number, word: string])[] = [
  [4, 5, "electric piano"],
  [21, 21, "accordion"],
  [40, 44, "strings"],
  [43, 43, "bass"],
  [48, 51, "strings"],
  [52, 54, "choir"],
  [64, 67, "sax"],
  [72, 79, "flute"],
  [80, 103, "synth"],
  [38, 39, "synth bass"],
  [110, 110, "violin"],
];

/** Family of a program. */
export const familyOf = (program: number): Family => families[program >> 3] as Family;

/** Words of each program. */
export const wordsByProgram: readonly (readonly string[])[] = programNames.map((name, program) => [
  name,
  familyOf(program),
  ...words.filter(([first, last]) => program >= first && program <= last).map(([, , word]) => word),
]);

/** Every word that a query may use for a program: its name, its family, and what else people call it. */
export const wordsOf = (program: number): readonly string[] => wordsByProgram[program] as readonly string[];

/** All of these words, and drums: what a file may be said to have. */
export const instrumentNames: readonly string[] = [...new Set([...wordsByProgram.flat(), "drums"])].sort();

/** The families, and drums. */
export const familyNames: readonly (Family | "drums")[] = [...families, "drums"];

const instrumentWords = new Set(wordsByProgram.flat());
/** Whether a word is the name of an instrument or a family. */
export const isInstrumentWord = (word: string): boolean => instrumentWords.has(word.toLowerCase());

/**
 * The notes of each piece of the General MIDI percussion key map (RP-003). Below it lie the hi-hats of electronic kits:
 * 22 and 26 are its edges, closed and open (Roland V-Drums), 21 its splash and 23 half open (Alesis).
 */
const pieceNotes = {
  kick: [35, 36],
  snare: [38, 40],
  rim: [37],
  clap: [39],
  hat: [21, 22, 42, 44],
  openhat: [23, 26, 46],
  tom: [41, 43, 45, 47, 48, 50],
  crash: [49, 52, 55, 57],
  ride: [51, 53, 59],
  tambourine: [54],
  cowbell: [56],
  conga: [60, 61, 62, 63, 64],
  timbale: [65, 66],
  shaker: [69, 70, 82],
  clave: [75],
  triangle: [80, 81],
} as const;

/** A piece of the drum kit. */
export type DrumPiece = keyof typeof pieceNotes;

/** All pieces of the drum kit. */
export const pieceNames: readonly DrumPiece[] = Object.keys(pieceNotes) as DrumPiece[];

/** Pieces of the drum kit by note number. */
export const drumPieces: ReadonlyMap<number, DrumPiece> = new Map(
  pieceNames.flatMap((piece) => pieceNotes[piece].map((note) => [note, piece] as const)),
);
