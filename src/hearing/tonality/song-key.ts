/** The key of a whole song, and the keys of its stretches: what the notes say together with what the file says. */

import { type Song, view } from "../../midi/song.ts";
import { tempoMap, ticksAt } from "../../midi/tempo.ts";
import { parentKey } from "../../music/keys.ts";
import { lastNoteEnd } from "../views.ts";
import { windowChroma } from "./chroma.ts";
import { evidence, evidenceOf } from "./evidence.ts";
import { keyCount, logProbabilities, modelModes, modesByThird, normalized } from "./key-model.ts";
import { keyWeights } from "./key-weights.ts";
import { soundingClasses, withLoneTriad } from "./lone-triad.ts";
import { relativeParts } from "./relative-parts.ts";
import { scaleStretches } from "./scales.ts";
import { signatureEvidence } from "./signatures.ts";
import { isTonal } from "./tonalness.ts";

/** Fewer pitch classes than this make no scale: a bass drum's one pitch, an octave, a bare fifth. */
const fewestPitchClasses = 3;
/**
 * Log-odds against a mode other than major and minor, beside what the weights hold: those learned from as many songs in the
 * modes as there are in music that has them. `bun run eval key` shows what is lost and won.
 */
const modeDoubt = 1.5;
/** How much the mode of the whole song counts in a stretch: songs rarely change it with the tonic. */
const modeLoyalty = 0.5;

/** The key of a song. */
export interface SongKey {
  /** Key, mode * 12 + tonic; in a mode other than major and minor where that is heard. */
  readonly key: number;
  /** How likely it is, 0 to 1. */
  readonly confidence: number;
  /** The next likely key of another parent: another tonic, or another third. */
  readonly second: number;
  /** Logarithms of the probabilities of the modes by the notes. */
  readonly modes: Float64Array;
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
  const classes = soundingClasses(song);
  if (!seen || classes.length < fewestPitchClasses || !isTonal(song)) return undefined;
  const heard = withLoneTriad(doubted(logProbabilities(seen, weights)), classes);
  const found = decide(heard, signatureEvidence(song, 0, lastNoteEnd(song).ticks));
  return { ...found, modes: oddsOfModes(heard) };
}

/**
 * The likeliest key by the notes' log-probabilities and the log-odds of the file's signatures. First the likeliest major or
 * minor key together with its modes, then which of these: a doubt about the mode costs the tonic nothing.
 */
function decide(heard: Float64Array, told: Float64Array | undefined): Omit<SongKey, "modes"> {
  const both = told ? normalized(heard.map((value, key) => value + told[key]!)) : heard;
  const likely = new Float64Array(24);
  for (let key = 0; key < keyCount; key++) likely[parentKey(key)]! += Math.exp(both[key]!);
  const parent = greatest(likely);
  const key = greatestOf(both, parent);
  likely[parent] = -1;
  return { key, confidence: rounded(Math.exp(both[key]!)), second: greatestOf(both, greatest(likely)) };
}

/** Log-probabilities with less of the modes, in place. */
function doubted(heard: Float64Array): Float64Array {
  for (let key = 24; key < keyCount; key++) heard[key]! -= modeDoubt;
  return normalized(heard);
}

/** Index of the greatest value. */
function greatest(values: Float64Array): number {
  let best = 0;
  for (let n = 1; n < values.length; n++) if (values[n]! > values[best]!) best = n;
  return best;
}

/** The likeliest of the keys with a parent. */
function greatestOf(logs: Float64Array, parent: number): number {
  let best = parent;
  for (const mode of modesByThird[Math.floor(parent / 12)]!) {
    const key = mode * 12 + (parent % 12);
    if (logs[key]! > logs[best]!) best = key;
  }
  return best;
}

/** Four decimals: sums in another order, as of a transposed song, differ far behind them. */
const rounded = (confidence: number): number => Math.round(confidence * 1e4) / 1e4;

/**
 * The keys of a song from tick 0 to the end of the last note, one stretch each, without gaps; one stretch in the song's
 * key where it keeps to one key, none where nothing is tonal. A verse in minor and a chorus in the relative major are
 * two stretches.
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
  const windows = windowChroma(song);
  const stretches = scaleStretches(song).flatMap((stretch) => relativeParts(windows, stretch));
  if (stretches.length === 1) return [{ tick: 0, endTick: end, key: whole.key, confidence: whole.confidence }];
  const map = tempoMap(song);
  const found: LocalKey[] = [];
  let tick = 0;
  for (const stretch of stretches) {
    const last = stretch.to === windows.length;
    const endTick = last ? end : Math.round(ticksAt(map, windows.start + stretch.to * windows.seconds));
    const heard = doubted(logProbabilities(evidenceOf(windows, [stretch]), weights));
    for (let key = 0; key < keyCount; key++) heard[key]! += modeLoyalty * whole.modes[Math.floor(key / 12)]!;
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

/** Logarithm of the probability of each mode, whatever the tonic. */
function oddsOfModes(probabilities: Float64Array): Float64Array {
  return Float64Array.from({ length: modelModes }, (_, mode) => {
    let all = 1e-3;
    for (let key = 12 * mode; key < 12 * mode + 12; key++) all += Math.exp(probabilities[key]!);
    return Math.log(all);
  });
}
