/** What sounds together: one sweep over the beginnings and ends of notes. */
import { channelOf, pitchOf, type Song, secondsAt, tempoMap } from "midiq/midi";
import { add, summary } from "./statistics.ts";

const drums = 9;

/**
 * Ticks of each of the 4,096 sets of pitch classes (bit 0 is C), how many pitches, pitch classes and channels sound at
 * once, changes of the set, ticks with a third between two pitches, and seconds without a pitched note.
 */
export function sounding(song: Song, begins: Int32Array) {
  const { onset, duration, info } = song.notes;
  const map = tempoMap(song);
  // An end and its note in one number, so that they are sorted without a call for each pair.
  const ends = new Float64Array(begins.length);
  for (let note = 0; note < ends.length; note++) ends[note] = (onset[note]! + duration[note]!) * ends.length + note;
  ends.sort();
  const chords = new Uint32Array(4096);
  const [pitchCount, classCount, voiceCount] = [summary(), summary(), summary()];
  const [ofPitch, ofChannel, octaves] = [new Int32Array(128), new Int32Array(16), new Int32Array(12)];
  let [tick, set, before, pitches, channels] = [0, 0, 0, 0, 0];
  let [changes, minorThirds, majorThirds, silent, since] = [0, 0, 0, 0, 0];
  const pass = (to: number): void => {
    const ticks = to - tick;
    tick = to;
    if (ticks === 0 || channels === 0) return;
    add(voiceCount, channels, ticks);
    if (set === 0) return;
    chords[set]! += ticks;
    add(pitchCount, pitches, ticks);
    add(classCount, sizeOf(set), ticks);
    if (set !== before) changes++;
    before = set;
    if (holds(octaves, set, 3)) minorThirds += ticks;
    if (holds(octaves, set, 4)) majorThirds += ticks;
  };
  const turn = (note: number, by: 1 | -1): void => {
    if (duration[note] === 0) return;
    const channel = channelOf(info[note]!);
    const pitch = pitchOf(info[note]!);
    const edge = by > 0 ? 1 : 0;
    ofChannel[channel]! += by;
    if (ofChannel[channel] === edge) channels += by;
    if (channel === drums) return;
    ofPitch[pitch]! += by;
    if (ofPitch[pitch] !== edge) return;
    if (pitches === 0) silent += secondsAt(map, tick) - secondsAt(map, since);
    pitches += by;
    since = tick;
    const bit = pitch % 12;
    octaves[bit]! ^= 1 << Math.floor(pitch / 12);
    set = octaves[bit] === 0 ? set & ~(1 << bit) : set | (1 << bit);
  };
  let begun = 0;
  for (const end of ends) {
    const note = end % ends.length;
    const at = (end - note) / ends.length;
    for (; begun < begins.length && onset[begins[begun]!]! < at; begun++) {
      pass(onset[begins[begun]!]!);
      turn(begins[begun]!, 1);
    }
    pass(at);
    turn(note, -1);
  }
  silent += secondsAt(map, song.endTick) - secondsAt(map, Math.min(since, song.endTick));
  return { chords, pitchCount, classCount, voiceCount, changes, minorThirds, majorThirds, silent };
}

function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) size++;
  return size;
}

/** True where some pitch sounds so many semitones above another, octaves aside. */
function holds(octaves: Int32Array, set: number, semitones: number): boolean {
  const twice = set | (set << 12);
  for (let rest = set & (twice >> semitones); rest !== 0; rest &= rest - 1) {
    const lower = 31 - Math.clz32(rest & -rest);
    const upper = (lower + semitones) % 12;
    const lowest = 12 * (31 - Math.clz32(octaves[lower]! & -octaves[lower]!)) + lower;
    if (12 * (31 - Math.clz32(octaves[upper]!)) + upper > lowest) return true;
  }
  return false;
}
