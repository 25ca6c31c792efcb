/** What each quality of chord says of the tones that should sound, and how rare it is. */
import { type QualityName, qualities, qualityNames, type Triad } from "../../music/chord-qualities.ts";

/** How likely the tones of a chord sound: players leave out the fifth, and the ninth below a thirteenth. */
const certain = { root: 0.92, third: 0.94, fifth: 0.8, colour: 0.9, optional: 0.45, bare: 0.97 };
/** Log-odds of each quality against the plain triads, before anything is heard. */
const rarity: Readonly<Record<QualityName, number>> = {
  maj: 0,
  m: 0,
  "7": 1,
  maj7: 1.2,
  m7: 0.8,
  mmaj7: 2.5,
  "6": 1.5,
  m6: 1.8,
  "9": 2,
  maj9: 2,
  m9: 2,
  add9: 2.4,
  madd9: 2.6,
  sus2: 1.3,
  sus4: 1.2,
  "7sus4": 1.5,
  dim: 1.8,
  dim7: 1.8,
  m7b5: 1.5,
  aug: 2.3,
  "5": 1.5,
  "6/9": 2.6,
  "m6/9": 3.2,
  "11": 4,
  m11: 3,
  "13": 2.8,
  maj13: 3.5,
  m13: 3.8,
  "7b9": 2.4,
  "7#9": 2.4,
  "7alt": 3.2,
  "7#5": 2.8,
  "7b5": 3.2,
  "7#11": 3.6,
  "7b13": 3.4,
  "maj7#11": 3.4,
  "maj7#5": 3.6,
  "9sus4": 2.4,
};

/** What a quality says of the tones above its root. */
export interface Template {
  readonly name: QualityName;
  /** Log-odds against the quality before anything is heard. */
  readonly rarity: number;
  readonly triad: Triad;
  readonly mask: number;
  /** Tones without which a plainer quality is always likelier: sevenths, suspensions and what is added. */
  readonly needed: number;
  readonly tones: readonly number[];
  /** Logarithms of how likely each tone sounds, and does not. */
  readonly sounds: readonly number[];
  readonly lacks: readonly number[];
}

function likelihood(name: QualityName, tone: number): number {
  const { triad } = qualities[name];
  const isTall = /11|13|alt/.test(name) && !name.includes("#11") && !name.includes("b13");
  if (triad === "power") return certain.bare;
  if (tone === 0) return certain.root;
  if (tone === 3 || tone === 4) return name === "7#9" && tone === 3 ? certain.colour : certain.third;
  if (tone === 7) return certain.fifth;
  if (tone === 6 || tone === 8) return name === "7alt" ? 0.7 : certain.colour;
  if (isTall && tone === 2) return certain.optional;
  return triad === "suspended" && (tone === 2 || tone === 5) ? certain.third : certain.colour;
}

const isThird = (tone: number): boolean => tone === 3 || tone === 4;
const maskOf = (tones: readonly number[]): number => tones.reduce((mask, tone) => mask | (1 << tone), 0);

/** All qualities. */
export const templates: readonly Template[] = qualityNames.map((name) => {
  const { triad } = qualities[name];
  const tones: readonly number[] = qualities[name].tones;
  const likely = tones.map((tone) => likelihood(name, tone));
  return {
    name,
    rarity: rarity[name],
    triad,
    tones,
    mask: maskOf(tones),
    needed: maskOf(
      tones.filter((tone, n) => tone > 0 && tone !== 7 && !isThird(tone) && likely[n] !== certain.optional),
    ),
    sounds: likely.map(Math.log),
    lacks: likely.map((value) => Math.log(1 - value)),
  };
});
