/** The annotated songs of the corpus as clips. */
import { basename } from "node:path";
import { type Random, randomIntegers } from "../../fuzz/random.ts";
import type { Song } from "../../src/midi/mod.ts";
import { type Annotated, annotated } from "../corpus.ts";
import { meterClass } from "../meter-class.ts";
import { cutSong, wholeBars } from "./cut.ts";

/** Sources whose own time signatures lay their bars out. */
export const cutSources: readonly string[] = [
  "nottingham-full",
  "nottingham-melody",
  "openscore-lieder",
  "openscore-quartets",
  "synth",
  "gmd",
];
const lengths = [1, 2, 4, 8];
/** Tries to find bars that can be cut. */
const tries = 8;

/** A clip out of a song. */
export interface CutClip {
  readonly song: Song;
  readonly source: string;
  readonly meter: string;
  readonly bars: number;
  readonly signed: boolean;
  readonly name: string;
  /** File of the song. */
  readonly path: string;
}

/** Clips of some songs of each source: of each length one, with and without its signature. */
export function* cutClips(corpus: string, songs: number, seed: number): Generator<CutClip> {
  const random = randomIntegers(seed);
  for (const source of cutSources) {
    const files = [...annotated(corpus, [source])].filter(({ meter }) => meter !== "");
    const chosen = files
      .map((file) => ({ file, place: random(2 ** 31) }))
      .sort((a, b) => a.place - b.place)
      .slice(0, songs);
    for (const { file } of chosen) yield* clipsOf(file, random);
  }
}

/** Clips of one song. */
export function* clipsOf({ song, source, meter, path }: Annotated, random: Random): Generator<CutClip> {
  const whole = wholeBars(song);
  for (const bars of lengths) {
    if (whole < bars + 1) continue;
    for (let attempt = 0; attempt < tries; attempt++) {
      // The first bar may be a pickup.
      const bar = 1 + random(whole - bars);
      const end = random(2) === 0 ? "bar" : "note";
      const clips = [true, false].map((signed) => ({ signed, clip: cutSong(song, { bar, bars, signed, end }) }));
      if (clips.some(({ clip }) => clip === undefined || !isOf(clip, meter))) continue;
      for (const { signed, clip } of clips) {
        const name = `${source} ${basename(path)} bar ${bar}, ${bars} bars, end at ${end}, ${signed ? "signed" : "unsigned"}`;
        yield { song: clip!, source, meter, bars, signed, name, path };
      }
      break;
    }
  }
}

/** Whether the bars of a clip are of the song's main meter: another one holds for parts of some songs. */
function isOf(clip: Song, meter: string): boolean {
  const { numerator, denominator } = clip.timeSignatures;
  return numerator.length === 0 || meterClass(`${numerator[0]}/${denominator[0]}`) === meterClass(meter);
}

/** Length of a bar in quarters. */
export function quartersOf(meter: string): number {
  const [numerator = 0, denominator = 4] = meter.split("/").map(Number);
  return (numerator * 4) / denominator;
}
