/** The tempo map: ticks to seconds and back, and every note's onset and duration in seconds. */
import { type Song, view } from "./song.ts";

/** Tempo of a file that says none: 120 bpm (SMF 1.0). */
const defaultMicrosecondsPerQuarter = 500_000;
/** Microseconds of a second. */
const million = 1e6;
/** Segments to walk before searching: most notes end in the segment where they begin, or in the next. */
const walk = 4;

/** Stretches of constant tempo; the first begins at tick 0, ticks strictly ascend. */
export interface TempoMap {
  /** Tick where each segment begins. */
  readonly tick: Int32Array;
  /** Seconds where each segment begins. */
  readonly seconds: Float64Array;
  /** Tempo of each segment. Under an SMPTE division 500000, since a quarter is half a second there. */
  readonly microsecondsPerQuarter: Int32Array;
  /** Of the song; fractional where an SMPTE division has an odd number of ticks in a second. */
  readonly ticksPerQuarter: number;
}

/**
 * Tempo map of a song. Of several tempo events on one tick the last wins; before the first the default of 120 bpm
 * holds. Under an SMPTE division ticks have a fixed length and tempo events mean nothing. In format 2 each track is a
 * piece with a tempo of its own (SMF 1.0); this is the map of the first that has notes, `trackTempoMap` has the others.
 */
export const tempoMap: (song: Song) => TempoMap = view((song) => {
  if (song.format !== 2) return mapOf(song, song.tempos);
  const first = song.tracks.findIndex(({ noteCount }) => noteCount > 0);
  return trackTempoMap(song, Math.max(0, first));
});

/** Tempo map of one track: of the song, except in format 2, where a track with tempos goes by these alone. */
export function trackTempoMap(song: Song, track: number): TempoMap {
  return song.format === 2 ? (trackMaps(song)[track] ?? mapOf(song, song.tempos)) : tempoMap(song);
}

const trackMaps: (song: Song) => readonly TempoMap[] = view((song) => {
  const whole = mapOf(song, song.tempos);
  const { tempos } = song;
  const own = Map.groupBy(tempos.tick.keys(), (event) => tempos.track[event]!);
  return song.tracks.map((_, track) => {
    const events = own.get(track);
    if (!events) return whole;
    return mapOf(song, {
      tick: Int32Array.from(events, (event) => tempos.tick[event]!),
      microsecondsPerQuarter: Int32Array.from(events, (event) => tempos.microsecondsPerQuarter[event]!),
    });
  });
});

function mapOf(song: Song, tempos: Pick<Song["tempos"], "tick" | "microsecondsPerQuarter">): TempoMap {
  const { ticksPerQuarter } = song;
  const fixed = song.division.kind === "smpte";
  const events = fixed ? 0 : tempos.tick.length;
  const tick = new Int32Array(events + 1);
  const seconds = new Float64Array(events + 1);
  const microsecondsPerQuarter = new Int32Array(events + 1);
  microsecondsPerQuarter[0] = defaultMicrosecondsPerQuarter;
  let last = 0;
  for (let event = 0; event < events; event++) {
    const at = tempos.tick[event]!;
    const passed = at - tick[last]!;
    if (passed > 0) {
      seconds[last + 1] = seconds[last]! + (passed * microsecondsPerQuarter[last]!) / (million * ticksPerQuarter);
      tick[++last] = at;
    }
    microsecondsPerQuarter[last] = tempos.microsecondsPerQuarter[event]!;
  }
  return {
    tick: tick.subarray(0, last + 1),
    seconds: seconds.subarray(0, last + 1),
    microsecondsPerQuarter: microsecondsPerQuarter.subarray(0, last + 1),
    ticksPerQuarter,
  };
}

/** Seconds from the start of the file at a tick (which may be fractional). */
export function secondsAt(map: TempoMap, tick: number): number {
  return secondsIn(map, segmentAt(map.tick, tick, 0), tick);
}

/** Tick, fractional, at a time in seconds from the start of the file. */
export function ticksAt(map: TempoMap, seconds: number): number {
  const segment = segmentAt(map.seconds, seconds, 0);
  const microseconds = (seconds - map.seconds[segment]!) * million;
  return map.tick[segment]! + (microseconds * map.ticksPerQuarter) / map.microsecondsPerQuarter[segment]!;
}

/** Onset and duration of every note in seconds, in the order of `song.notes`. */
export interface NoteSeconds {
  readonly onset: Float64Array;
  readonly duration: Float64Array;
}

/** Seconds of all notes: a cursor walks over the tempo map with the notes of each track, which are in order of onset. */
export const noteSeconds: (song: Song) => NoteSeconds = view((song) => {
  const map = tempoMap(song);
  const { length, onset: onsetTicks, duration: durationTicks } = song.notes;
  const onset = new Float64Array(length);
  const duration = new Float64Array(length);
  if (map.tick.length === 1 && song.format !== 2) {
    const microseconds = map.microsecondsPerQuarter[0]!;
    const divisor = million * map.ticksPerQuarter;
    for (let note = 0; note < length; note++) {
      onset[note] = (onsetTicks[note]! * microseconds) / divisor;
      duration[note] = (durationTicks[note]! * microseconds) / divisor;
    }
    return { onset, duration };
  }
  for (const [index, track] of song.tracks.entries()) {
    const map = trackTempoMap(song, index);
    let segment = 0;
    for (let note = track.firstNote; note < track.firstNote + track.noteCount; note++) {
      const begin = onsetTicks[note]!;
      segment = segmentAt(map.tick, begin, segment);
      const seconds = secondsIn(map, segment, begin);
      const end = begin + durationTicks[note]!;
      onset[note] = seconds;
      duration[note] = secondsIn(map, segmentAt(map.tick, end, segment), end) - seconds;
    }
  }
  return { onset, duration };
});

function secondsIn(map: TempoMap, segment: number, tick: number): number {
  const passed = (tick - map.tick[segment]!) * map.microsecondsPerQuarter[segment]!;
  return map.seconds[segment]! + passed / (million * map.ticksPerQuarter);
}

/** Segment that holds a place, from a segment on: a short walk, then a search, so that no map makes it slow. */
function segmentAt(starts: Int32Array | Float64Array, place: number, from: number): number {
  const last = starts.length - 1;
  let low = from;
  const stop = Math.min(last, from + walk);
  while (low < stop && starts[low + 1]! <= place) low++;
  if (low < stop || low === last) return low;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
