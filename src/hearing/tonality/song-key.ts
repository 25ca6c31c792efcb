/** The key of a whole song, and the keys of its stretches: what the notes say together with what the file says. */

import { type Song, view } from "../../midi/song.ts";
import { tempoMap, ticksAt } from "../../midi/tempo.ts";
import { lastNoteEnd } from "../views.ts";
import { windowChroma } from "./chroma.ts";
import { evidence, evidenceOf } from "./evidence.ts";
import { keyCount, logProbabilities, normalized } from "./key-model.ts";
import { keyWeights } from "./key-weights.ts";
import { scaleStretches } from "./scales.ts";
import { signatureEvidence } from "./signatures.ts";

/** Fewer pitch classes than this make no scale: a bass drum's one pitch, an octave, a bare fifth. */
const fewestPitchClasses = 3;
/** Below this probability no key stands out of the 24: chromatic runs, clusters. */
const weakest = 0.15;
/** How much the mode of the whole song counts in a stretch: songs rarely change it with the tonic. */
const modeLoyalty = 0.5;

/** The key of a song. */
export interface SongKey {
  /** Key, mode * 12 + tonic. */
  readonly key: number;
  /** How likely it is, 0 to 1. */
  readonly confidence: number;
  /** The key that is next likely. */
  readonly second: number;
  /** Log-odds of minor against major by the notes. */
  readonly minorOdds: number;
}

/** A stretch of a song in one key. */
export interface LocalKey {
  /** First tick; 0 for the first stretch. */
  readonly tick: number;
  /** Tick behind the last; the next stretch begins there. */
  readonly endTick: number;
  /** Key, mode * 12 + tonic. */
  readonly key: number;
  /** How likely it is, 0 to 1. */
  readonly confidence: number;
}

/** The key of the whole song; undefined where nothing is tonal. */
export const songKey: (song: Song) => SongKey | undefined = view((song) => songKeyUnder(song, keyWeights));

/** The key of the whole song under other weights of the model. */
export function songKeyUnder(song: Song, weights: ArrayLike<number>): SongKey | undefined {
  const seen = evidence(song);
  if (!seen || pitchClasses(song) < fewestPitchClasses) return undefined;
  const heard = logProbabilities(seen, weights);
  const found = decide(heard, signatureEvidence(song, 0, lastNoteEnd(song).ticks));
  return found.confidence < weakest ? undefined : { ...found, minorOdds: oddsOfMinor(heard) };
}

/** The likeliest key by the notes' log-probabilities and the log-odds of the file's signatures. */
function decide(heard: Float64Array, told: Float64Array | undefined): Omit<SongKey, "minorOdds"> {
  const both = told ? normalized(heard.map((value, key) => value + told[key]!)) : heard;
  let key = 0;
  let second = -1;
  for (let other = 1; other < keyCount; other++) {
    if (both[other]! > both[key]!) {
      second = key;
      key = other;
    } else if (second < 0 || both[other]! > both[second]!) second = other;
  }
  return { key, confidence: Math.exp(both[key]!), second };
}

/**
 * The keys of a song from tick 0 to the end of the last note, one stretch each, without gaps; one stretch in the song's
 * key where it keeps to one scale, none where nothing is tonal. A change between a major key and its relative minor
 * is no change here.
 *
 * @example
 * for (const { tick, key } of localKeys(song)) console.log(tick, formatKey(key));
 */
export const localKeys: (song: Song) => readonly LocalKey[] = view((song) => {
  const whole = songKey(song);
  return whole ? localKeysUnder(song, whole, keyWeights) : [];
});

/** The keys of a song of a known key under other weights of the model. */
export function localKeysUnder(song: Song, whole: SongKey, weights: ArrayLike<number>): readonly LocalKey[] {
  const end = lastNoteEnd(song).ticks;
  const stretches = scaleStretches(song);
  if (stretches.length === 1) return [{ tick: 0, endTick: end, key: whole.key, confidence: whole.confidence }];
  const windows = windowChroma(song);
  const map = tempoMap(song);
  const found: LocalKey[] = [];
  let tick = 0;
  for (const stretch of stretches) {
    const last = stretch.to === windows.length;
    const endTick = last ? end : Math.round(ticksAt(map, windows.start + stretch.to * windows.seconds));
    const heard = logProbabilities(evidenceOf(windows, [stretch]), weights);
    for (let key = 12; key < keyCount; key++) heard[key]! += modeLoyalty * whole.minorOdds;
    const { key, confidence } = decide(normalized(heard), signatureEvidence(song, tick, endTick, stretch.scale));
    const before = found.at(-1);
    if (before?.key === key) found[found.length - 1] = { ...before, endTick };
    else found.push({ tick, endTick, key, confidence });
    tick = endTick;
  }
  // Another scale for a while, the same key after all: the whole song tells that key better than its parts.
  if (found.length === 1) return [{ tick: 0, endTick: end, key: whole.key, confidence: whole.confidence }];
  return found;
}

/** Log-odds of minor against major. */
function oddsOfMinor(probabilities: Float64Array): number {
  const sum = (mode: number): number => {
    let all = 1e-3;
    for (let key = mode; key < mode + 12; key++) all += Math.exp(probabilities[key]!);
    return all;
  };
  return Math.log(sum(12) / sum(0));
}

function pitchClasses(song: Song): number {
  const { chroma } = windowChroma(song);
  let found = 0;
  for (let n = 0; n < chroma.length; n++) if (chroma[n]! > 0) found |= 1 << (n % 12);
  let count = 0;
  for (; found > 0; found &= found - 1) count++;
  return count;
}
