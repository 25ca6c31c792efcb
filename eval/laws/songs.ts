/** Songs that say the same otherwise: transposed, in other channels, with their tracks in another order, with other ticks. */
import type { Random } from "../../fuzz/random.ts";
import { packInfo, pitchOf, programOf, type Song, velocityOf } from "../../src/midi/mod.ts";

const drumChannel = 9;

/**
 * Every pitch moved by some semitones but those of drum parts, which name instruments; undefined where one would leave
 * the range of MIDI.
 *
 * @param isDrum 1 for each note of a drum part.
 */
export function transposed(song: Song, by: number, isDrum: Uint8Array): Song | undefined {
  const info = song.notes.info.slice();
  for (let note = 0; note < info.length; note++) {
    if (isDrum[note] === 1) continue;
    const packed = info[note]!;
    const pitch = pitchOf(packed) + by;
    if (pitch < 0 || pitch > 127) return undefined;
    info[note] = (packed & ~127) | pitch;
  }
  return { ...song, notes: { ...song.notes, info } };
}

/** A song that does not say its key: a signature that moves to C major would become what sequencers write by default. */
export const withoutKey = (song: Song): Song => ({
  ...song,
  keySignatures: {
    tick: new Int32Array(0),
    track: new Uint16Array(0),
    fifths: new Int8Array(0),
    minor: new Uint8Array(0),
  },
});

/** A song without texts, which belong to tracks. */
export const withoutTexts = (song: Song): Song => ({
  ...song,
  texts: {
    tick: new Int32Array(0),
    end: new Int32Array(0),
    track: new Uint16Array(0),
    type: new Uint8Array(0),
    bytes: new Uint8Array(0),
  },
});

/** All channels by a table of 16; system-exclusive events, which may name channels, do not follow. */
export function inChannels(song: Song, to: readonly number[]): Song {
  const low = (packed: number): number => (packed & ~15) | to[packed & 15]!;
  const { info } = song.notes;
  const { others } = song;
  const bytes = others.bytes.slice();
  const status = others.status.map((one) => (one < 0xf0 ? (one & 0xf0) | to[one & 15]! : one));
  for (let event = 0, start = 0; event < status.length; start = others.end[event++]!) {
    // A channel prefix (FF 20) says of which channel the meta events behind it are.
    if (status[event] === 0xff && bytes[start] === 0x20) bytes[start + 1] = to[bytes[start + 1]! & 15]!;
  }
  return {
    ...song,
    notes: {
      ...song.notes,
      info: info.map((one) => packInfo(pitchOf(one), to[(one >> 7) & 15]!, velocityOf(one), programOf(one))),
    },
    controls: { ...song.controls, info: song.controls.info.map(low) },
    pitchBends: { ...song.pitchBends, info: song.pitchBends.info.map(low) },
    programChanges: { ...song.programChanges, info: song.programChanges.info.map(low) },
    others: { ...others, status, bytes },
  };
}

/**
 * Channels of pitched parts in another order. Channel 10 keeps the drums, and channel 16 stays, which old files use for
 * drums.
 */
export function shuffledChannels(random: Random): readonly number[] {
  const free = Array.from({ length: 15 }, (_, channel) => channel).filter((channel) => channel !== drumChannel);
  const order = shuffled(free, random);
  return Array.from({ length: 16 }, (_, channel) => order[free.indexOf(channel)] ?? channel);
}

/** Some things in another order. */
export function shuffled<T>(things: readonly T[], random: Random): T[] {
  const order = [...things];
  for (let last = order.length - 1; last > 0; last--) {
    const other = random(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Every tick some times as late, and quarters of as many times more ticks: the same time in finer ticks. */
export function finer(song: Song, times: number): Song | undefined {
  const ticksPerQuarter = song.ticksPerQuarter * times;
  if (song.division.kind !== "metrical" || ticksPerQuarter > 0x7fff || song.endTick * times > 0x0fff_ffff) {
    return undefined;
  }
  const later = (ticks: Int32Array): Int32Array => ticks.map((tick) => tick * times);
  const moved = <Column extends { readonly tick: Int32Array }>(column: Column): Column => ({
    ...column,
    tick: later(column.tick),
  });
  return {
    ...song,
    division: { kind: "metrical", ticksPerQuarter },
    ticksPerQuarter,
    tracks: song.tracks.map((track) => ({ ...track, endTick: track.endTick * times })),
    notes: { ...song.notes, onset: later(song.notes.onset), duration: later(song.notes.duration) },
    tempos: moved(song.tempos),
    timeSignatures: moved(song.timeSignatures),
    keySignatures: moved(song.keySignatures),
    controls: moved(song.controls),
    pitchBends: moved(song.pitchBends),
    programChanges: moved(song.programChanges),
    texts: moved(song.texts),
    others: moved(song.others),
    endTick: song.endTick * times,
  };
}

/** Every tempo some times as fast. */
export const faster = (song: Song, times: number): Song => ({
  ...song,
  tempos: {
    ...song.tempos,
    microsecondsPerQuarter: song.tempos.microsecondsPerQuarter.map((one) => Math.round(one / times)),
  },
});
