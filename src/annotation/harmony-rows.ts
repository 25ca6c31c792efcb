/** Chords and keys of a song as rows. */
import { takeNames } from "../hearing/about/named-values.ts";
import { copyFacts, saidByNames } from "../hearing/about/said-by-names.ts";
import { chordSequence } from "../hearing/harmony/chord-sequence.ts";
import { isWrittenFlat } from "../hearing/harmony/heard-chords.ts";
import { trustedSignatures } from "../hearing/tonality/signatures.ts";
import { type LocalKey, localKeys, songKey } from "../hearing/tonality/song-key.ts";
import { lastNoteEnd } from "../hearing/views.ts";
import type { Song } from "../midi/song.ts";
import { formatChord, romanNumeral } from "../music/chords.ts";
import { formatKey, modeOf, relativeKeys, tonicName, tonicOf } from "../music/keys.ts";
import { nameFacts } from "../music/names/name-facts.ts";
import { namesOf } from "../plugin/names.ts";
import type { ChordRow, KeyRow, Place, Told } from "./annotations.ts";
import { harteOf } from "./harte.ts";
import { placesOf, rounded } from "./places.ts";

/** Chords, and stretches without one, from the first beat to the last. */
export function chordRows(song: Song): readonly ChordRow[] {
  const segments = chordSequence(song).filter(({ tick, endTick }) => endTick > Math.max(0, tick));
  const places = placesOf(
    song,
    Float64Array.from(segments, ({ tick }) => tick),
  );
  const ends = placesOf(
    song,
    Float64Array.from(segments, ({ endTick }) => endTick),
  );
  const keys = localKeys(song);
  const isFlat = isWrittenFlat(song);
  let at = 0;
  return segments.map(({ tick, chord, confidence }, n) => {
    while (at + 1 < keys.length && (keys[at + 1] as LocalKey).tick <= tick) at++;
    const key = keys[at]?.key;
    const tonic = key === undefined ? undefined : tonicName(key, isFlat);
    const place = places[n] as Place;
    return {
      ...place,
      duration: rounded((ends[n] as Place).seconds - place.seconds, 6),
      chord: chord && formatChord(chord, tonic),
      harte: harteOf(chord, tonic),
      numeral: chord && key !== undefined ? romanNumeral(chord, key) : null,
      source: "detected",
      confidence: rounded(confidence, 4),
    };
  });
}

/** Keys of the stretches of a song; where it keeps to one, its name may decide (see `takeNames`). */
export function keyRows(song: Song, path?: string): readonly KeyRow[] {
  const found = localKeys(song);
  const trusted = trustedSignatures(song);
  const local = found.map(({ tick, endTick, key, confidence }) => ({
    tick,
    endTick,
    key,
    source: trusted.some((one) => one.key === key) ? ("event" as const) : ("detected" as const),
    confidence,
  }));
  const stretches = local.length > 1 || song.notes.length === 0 ? local : namedKey(song, local[0], path);
  const places = placesOf(
    song,
    Float64Array.from(stretches, ({ tick }) => tick),
  );
  const ends = placesOf(
    song,
    Float64Array.from(stretches, ({ endTick }) => endTick),
  );
  return stretches.map(({ key, source, confidence }, n) => ({
    ...(places[n] as Place),
    duration: rounded((ends[n] as Place).seconds - (places[n] as Place).seconds, 6),
    key: formatKey(key),
    fifths: fifthsOf(key),
    source,
    confidence: confidence === null ? null : rounded(confidence, 4),
  }));
}

/** A key that holds for a while. */
interface Stretch extends Told {
  readonly tick: number;
  readonly endTick: number;
  readonly key: number;
}

/** The one key of a song as its name may change it. */
function namedKey(song: Song, heard: Stretch | undefined, path: string | undefined): readonly Stretch[] {
  const { key = null, source = null, confidence = null } = heard ?? {};
  const own = heard === undefined ? [] : [heard];
  if (path === undefined) return own;
  const { name, folders } = namesOf(path);
  const values = {
    key,
    key_source: source,
    key_confidence: confidence,
    key_second: songKey(song)?.second ?? null,
  };
  const taken = takeNames(values, saidByNames([copyFacts(nameFacts(name), folders)], values));
  const { key: named, key_confidence: sure } = taken;
  if (typeof named !== "number") return own;
  const whole = heard ?? { tick: 0, endTick: lastNoteEnd(song).ticks };
  return [{ ...whole, key: named, source: "filename", confidence: typeof sure === "number" ? sure : null }];
}

/** Sharps of the signature of a key; flats are negative, and of two spellings the one with fewer signs counts. */
export function fifthsOf(key: number): number {
  const major = tonicOf(modeOf(key) === "major" ? key : (relativeKeys(key)[0] as number));
  const sharps = (major * 7) % 12;
  return sharps > 6 ? sharps - 12 : sharps;
}
