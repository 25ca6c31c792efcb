/**
 * The name of a chord by the evidence of its notes: each quality on each likely root says which tones should sound,
 * and the likeliest wins. Tones are independent given the chord (naive Bayes); the triad that was decoded and the bass
 * count as evidence of their own, so that A C E G is Am7 over A and C6 over C.
 */
import type { Chord } from "../../music/chords.ts";
import type { BeatChroma } from "./beat-chroma.ts";
import { type Template, templates } from "./chord-templates.ts";

/** The least that a tone in full sounds, of the loudest. */
const leastFull = 0.5;
/** Shares of a tone in full between which a tone is more and more heard. */
const unheard = 0.25;
const heard = 0.6;
/** A third that is heard so little is enough against a chord without one. */
const faintThird = 0.2;
/** How much more a third of the melody counts against a power chord, and log-odds against one that is not alone. */
const melodic = 12;
const alone = 5;
/** How likely a tone sounds that is not of the chord. */
const foreign = 0.04;
/** What the first beat counts more for the bass, in beats. */
const firstBeat = 0.5;
/** Log-odds against a bass that is not heard at all. */
const otherBass = 4;

/** Log-odds against a bass by its interval above the root: thirds and fifths are usual, sixths and ninths are not. */
const inversion = [0, 6, 4.5, 2.2, 2.2, 4.5, 3.5, 2.4, 4, 5, 2.6, 2.8] as const;
/** A root that is heard less than this is absent. */
const absent = 0.2;
/** Log-odds against another root than the decoded one: if the chord holds the decoded triad, and if it does not. */
const reread = 0.5;
const overruled = 4;
/** The part of the latter that remains where the decoded third does not sound. */
const doubted = 0.3;
/** Log-odds against the other third on the decoded root. */
const otherThird = 5;
const half = 0.5;

const byName = new Map(templates.map((template) => [template.name, template]));
const major = byName.get("maj") as Template;
const minor = byName.get("m") as Template;
const foreignSounds = Math.log(foreign);
const foreignLacks = Math.log(1 - foreign);

/** The evidence of a stretch of beats. */
export interface Evidence {
  /** How far each pitch class is heard, 0-1. */
  readonly present: Float64Array;
  /** Those that are heard at all, bit 0 is C. */
  readonly mask: number;
  /** The logarithm of how likely all this is if every tone is foreign. */
  readonly foreign: number;
  /** What each pitch class sounds, of a tone in full. */
  readonly share: Float64Array;
  /** Share of the stretch in which each pitch class is the lowest, 0-1. */
  readonly bass: Float64Array;
  /** The pitch class that is lowest most of the time. */
  readonly low: number;
  /** It sounds in the bass only, below all other tones: it may stand under a chord that it does not belong to. */
  readonly isBare: boolean;
}

/** Evidence of the beats `from` up to `to`. */
export function evidenceOver({ chroma, bass, top }: BeatChroma, from: number, to: number): Evidence {
  const present = new Float64Array(12);
  const low = new Float64Array(12);
  const share = new Float64Array(12);
  const [begin, end] = [from * 12, to * 12];
  let all = 1e-9;
  // What a tone in full sounds: the third of the loudest, since a held bass is louder than the broken chord over it.
  let [first, second, third] = [1e-9, 0, 0];
  for (let n = 0; n < 12; n++) {
    let value = 0;
    let below = firstBeat * bass[begin + n]!;
    for (let cell = begin + n; cell < end; cell += 12) {
      value += chroma[cell]!;
      below += bass[cell]!;
    }
    share[n] = value;
    if (value > first) [first, second, third] = [value, first, second];
    else if (value > second) [second, third] = [value, second];
    else if (value > third) third = value;
    low[n] = below;
    all += below;
  }
  const full = Math.max(third, leastFull * first);
  let mask = 0;
  let allForeign = 12 * foreignLacks;
  let lowest = 0;
  for (let n = 0; n < 12; n++) {
    low[n]! /= all;
    if (low[n]! > low[lowest]!) lowest = n;
    const own = share[n]! / full;
    share[n] = own;
    if (own <= unheard) continue;
    const value = own >= heard ? 1 : (own - unheard) / (heard - unheard);
    present[n] = value;
    mask |= 1 << n;
    allForeign += value * (foreignSounds - foreignLacks);
  }
  return {
    present,
    mask,
    foreign: allForeign,
    share,
    bass: low,
    low: lowest,
    isBare: isBareBass(top, from, to, lowest),
  };
}

/** The bits of pitch classes seen from a root. */
const rotated = (mask: number, root: number): number => ((mask >> root) | (mask << (12 - root))) & 0xfff;

/** Whether a pitch class stays below all others in most of the beats. */
function isBareBass(top: Uint8Array, from: number, to: number, low: number): boolean {
  let below = 0;
  for (let beat = from; beat < to; beat++) {
    const own = top[beat * 12 + low]!;
    let isBelow = true;
    for (let n = 0; n < 12 && isBelow; n++)
      isBelow = n === low || top[beat * 12 + n] === 0 || top[beat * 12 + n]! > own;
    if (isBelow) below++;
  }
  return below * 2 > to - from;
}

/** A decoded triad: its root and its third in semitones. */
export interface Decoded {
  readonly root: number;
  readonly third: 3 | 4;
}

/** A chord with the logarithm of how likely the evidence is under it. */
export interface Named {
  readonly chord: Chord;
  readonly score: number;
}

/** The likeliest chord of a stretch whose decoded triad is known: on its root, on the bass, or on the root that the bass suggests. */
export function nameChord(evidence: Evidence, decoded: Decoded): Named {
  const { low } = evidence;
  const plain = decoded.third === 4 ? major : minor;
  if (low === decoded.root && rotated(evidence.mask, low) === plain.mask) {
    // All tones of the triad over its root, and no other: every other chord has a tone too many or too few.
    const score = scoreOf(evidence, low, plain) - otherBass * (1 - evidence.bass[low]!);
    return { chord: { root: low, quality: plain.name, bass: low }, score };
  }
  let best: Named | undefined;
  // A triad whose root does not sound may be the diminished one on its third, and one above a tone that sounds a third below
  // it the upper part of a seventh chord, where its root is not the bass: Eb G Bb of Cm9/G.
  const below = (decoded.root + (decoded.third === 4 ? 9 : 8)) % 12;
  const third =
    evidence.present[decoded.root]! < absent
      ? (decoded.root + 4) % 12
      : low !== decoded.root && evidence.present[below]! > half
        ? below
        : decoded.root;
  for (let n = 0; n < 3; n++) {
    const root = n === 0 ? decoded.root : n === 1 ? low : third;
    if (n > 0 && (root === decoded.root || (n === 2 && root === low))) continue;
    const sounding = rotated(evidence.mask, root);
    const bassScore = basses(evidence.bass, root, low);
    for (const template of templates) {
      if ((template.needed & sounding) !== template.needed) continue;
      const score = scoreOf(evidence, root, template) - against(evidence, decoded, root, template) + bassScore.score;
      if (best === undefined || score > best.score) {
        best = { chord: { root, quality: template.name, bass: bassScore.bass }, score };
      }
    }
  }
  return best as Named;
}

/** How likely the evidence is under one chord, on the same scale as `nameChord`. */
export function scoreUnder(evidence: Evidence, chord: Chord, decoded: Decoded): number {
  const template = byName.get(chord.quality) as Template;
  const isRoot = chord.bass === chord.root;
  const missing = otherBass * (1 - evidence.bass[chord.bass]!);
  const turned = isRoot ? 0 : inversion[(chord.bass - chord.root + 12) % 12]!;
  return scoreOf(evidence, chord.root, template) - against(evidence, decoded, chord.root, template) - missing - turned;
}

function scoreOf(evidence: Evidence, root: number, { rarity, triad, mask, tones, sounds, lacks }: Template): number {
  const { present, share, low, isBare } = evidence;
  let score = evidence.foreign - rarity;
  // A bare bass below a chord is no foreign tone of it.
  if (isBare && (mask & (1 << ((low - root + 12) % 12))) === 0) score -= present[low]! * (foreignSounds - foreignLacks);
  for (let n = 0; n < tones.length; n++) {
    const heardHere = present[(root + tones[n]!) % 12]!;
    score += heardHere * (sounds[n]! - foreignSounds) + (1 - heardHere) * (lacks[n]! - foreignLacks);
  }
  if (triad === "power") score -= alone * impurity(evidence, root);
  else if (triad === "suspended") {
    for (let third = 3; third <= 4; third++) {
      const at = (root + third) % 12;
      score += (Math.min(1, share[at]! / faintThird) - present[at]!) * (foreignSounds - foreignLacks);
    }
  }
  return score;
}

/**
 * How far a power chord on a root is none, 0-2: the least third in any part, even the melody, or a bass that leaves the
 * root. A fifth that a bass reaches by itself is no chord.
 */
function impurity({ share, bass }: Evidence, root: number): number {
  const third = Math.min(1, (melodic / faintThird) * Math.max(share[(root + 3) % 12]!, share[(root + 4) % 12]!));
  return third + Math.min(1, 3 * (1 - bass[root]!));
}

function against({ present }: Evidence, decoded: Decoded, root: number, { triad, mask }: Template): number {
  if (root === decoded.root) {
    const third = triad === "minor" || triad === "diminished" ? 3 : triad === "major" || triad === "augmented" ? 4 : 0;
    if (third === 0 || third === decoded.third) return 0;
    // Where both thirds sound, one of them is a sharp ninth, and the decoder cannot tell which.
    const isBoth = present[(root + 3) % 12]! > half && present[(root + 4) % 12]! > half;
    return isBoth ? reread : otherThird;
  }
  const up = (decoded.root - root + 12) % 12;
  const triadMask = (1 << up) | (1 << ((up + decoded.third) % 12)) | (1 << ((up + 7) % 12));
  // Where the decoded third is not heard, the decoder guessed.
  const sure = doubted + (1 - doubted) * present[(decoded.root + decoded.third) % 12]!;
  return (mask & triadMask) === triadMask ? reread : overruled * sure;
}

/** The bass under a root: the lowest tone, or the root where that is likelier. */
function basses(bass: Float64Array, root: number, low: number): { readonly bass: number; readonly score: number } {
  const onRoot = -otherBass * (1 - bass[root]!);
  const turned = -otherBass * (1 - bass[low]!) - inversion[(low - root + 12) % 12]!;
  return low !== root && turned > onRoot ? { bass: low, score: turned } : { bass: root, score: onRoot };
}
