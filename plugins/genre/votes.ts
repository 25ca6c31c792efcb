/** Table of what in the music votes for a genre. A genre needs votes of two kinds of evidence at least. */

/** Values of the fields that the votes look at; null where an analyzer does not know. */
export interface Heard {
  readonly bpm: number | null;
  readonly tempoChanges: boolean | null;
  readonly swing: number | null;
  readonly syncopation: number | null;
  readonly timing: string | null;
  readonly beat: string | null;
  readonly hasDrums: boolean | null;
  readonly kit: readonly string[] | null;
  readonly programs: readonly number[] | null;
  readonly families: readonly string[] | null;
  readonly chords: readonly string[] | null;
}

export interface Vote {
  readonly genre: string;
  readonly kind: "tempo" | "beat" | "feel" | "kit" | "instruments" | "harmony";
  /** 0 to 1: how far this alone would say it. */
  readonly weight: number;
  /** What was found, in words; undefined where it was not. */
  readonly found: (heard: Heard) => string | undefined;
}

const vote = (genre: string, kind: Vote["kind"], weight: number, found: Vote["found"]): Vote => ({
  genre: `genre:${genre}`,
  kind,
  weight,
  found,
});

const within = (value: number | null, from: number, to: number): value is number =>
  value !== null && value >= from && value <= to;
/** Programs, 1 to 128, of which some play. */
const anyOf =
  (what: string, ...programs: readonly number[]): Vote["found"] =>
  (heard) =>
    heard.programs?.some((program) => programs.includes(program)) ? what : undefined;
const span = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

const synths = ["synth lead", "synth pad", "synth effects"];
/** Pianos, harpsichord, church organ, strings and harp, orchestra, choir, brass, woodwinds but saxophones. */
const orchestral = new Set([1, 2, 7, 20, 21, ...span(41, 50), 53, 54, ...span(57, 62), ...span(69, 75)]);
/** Those of them that pop music seldom has alone. */
const chamber = new Set([7, 20, ...span(41, 48), ...span(58, 59), 61, ...span(69, 75)]);
const richChords = new Set(["maj7", "m7", "9", "maj9", "m9", "13", "m7b5", "6", "m6", "7"]);

const heardOf = (some: readonly string[] | null, words: readonly string[]): readonly string[] =>
  (some ?? []).filter((one) => words.includes(one));

export const votes: readonly Vote[] = [
  vote("jazz", "feel", 0.5, ({ swing, hasDrums }) =>
    hasDrums && within(swing, 58, 74) ? `swing ${Math.round(swing)}` : undefined,
  ),
  vote("jazz", "kit", 0.4, ({ kit, beat }) =>
    kit?.includes("ride") && beat === "other" ? "a ride, no backbeat" : undefined,
  ),
  vote("jazz", "instruments", 0.5, anyOf("acoustic bass", 33)),
  vote(
    "jazz",
    "instruments",
    0.3,
    anyOf("vibraphone, jazz guitar, saxophone or muted trumpet", 12, 27, 60, ...span(65, 68)),
  ),
  vote("jazz", "harmony", 0.4, ({ chords }) => {
    const rich = (chords ?? []).filter((chord) => richChords.has(chord));
    return rich.length >= 5 ? rich.join(", ") : undefined;
  }),
  vote("rock", "instruments", 0.6, anyOf("overdriven or distorted guitar", 30, 31)),
  vote("rock", "beat", 0.3, ({ beat }) => (beat === "backbeat" ? "a backbeat" : undefined)),
  vote("edm", "beat", 0.5, ({ beat, timing }) =>
    beat === "four-on-the-floor" && timing === "quantised" ? "four on the floor, quantised" : undefined,
  ),
  vote("edm", "instruments", 0.3, ({ families }) => {
    const playing = heardOf(families, synths);
    return playing.length > 0 && !families?.includes("guitar") ? playing.join(", ") : undefined;
  }),
  vote("edm", "tempo", 0.2, ({ bpm }) => (within(bpm, 118, 150) ? `${Math.round(bpm)} bpm` : undefined)),
  vote("drum-and-bass", "tempo", 0.4, ({ bpm }) => (within(bpm, 164, 182) ? `${Math.round(bpm)} bpm` : undefined)),
  vote("drum-and-bass", "instruments", 0.4, ({ programs, families }) =>
    programs?.some((program) => program === 39 || program === 40) && !families?.includes("guitar")
      ? "synth bass"
      : undefined,
  ),
  vote("funk", "instruments", 0.5, anyOf("slap bass or clavinet", 8, 37, 38)),
  vote("funk", "beat", 0.3, ({ beat, syncopation }) =>
    beat === "backbeat" && within(syncopation, 0.2, 1) ? "a backbeat under syncopation" : undefined,
  ),
  vote("latin", "kit", 0.5, ({ kit }) => {
    const hit = heardOf(kit, ["conga", "timbale", "clave", "cowbell"]);
    return hit.length > 1 ? hit.join(", ") : undefined;
  }),
  vote("latin", "feel", 0.3, ({ beat, syncopation }) =>
    beat === "other" && within(syncopation, 0.15, 1) ? "syncopation, no backbeat" : undefined,
  ),
  vote("latin", "instruments", 0.3, anyOf("nylon guitar, marimba or trumpet", 13, 25, 57)),
  vote("bluegrass", "instruments", 0.6, anyOf("banjo", 106)),
  vote("bluegrass", "kit", 0.3, ({ hasDrums, programs }) =>
    hasDrums === false && programs?.some((program) => program === 111 || program === 26)
      ? "fiddle or steel guitar, no drums"
      : undefined,
  ),
  vote("classical", "instruments", 0.6, ({ programs, hasDrums }) =>
    hasDrums === false && programs?.every((one) => orchestral.has(one)) && programs.some((one) => chamber.has(one))
      ? "only instruments of the orchestra"
      : undefined,
  ),
  vote("classical", "tempo", 0.4, ({ tempoChanges }) => (tempoChanges ? "the tempo changes" : undefined)),
  vote("chiptune", "instruments", 0.6, ({ programs }) =>
    programs && programs.length > 0 && programs.every((one) => one === 81 || one === 82)
      ? "square and saw waves alone"
      : undefined,
  ),
  vote("chiptune", "kit", 0.3, ({ kit }) => (kit && kit.length <= 3 ? "hardly a drum" : undefined)),
];
