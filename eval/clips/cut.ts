/** Bars cut out of songs, as clips are: a few bars from a bar line on, with or without what the file says of its meter. */
import { type BarMap, barMap, tickOfBar } from "../../src/hearing/mod.ts";
import { channelOf, pitchOf, type Song, velocityOf } from "../../src/midi/mod.ts";
import { type MadeTrack, madeSong } from "./file.ts";

/** How a clip is cut. */
export interface Cut {
  /** First bar of the song, from 0, and the number of bars. */
  readonly bar: number;
  readonly bars: number;
  /** Whether the clip has the time signature of its bars. */
  readonly signed: boolean;
  /** The end of track stands at the bar line, or at the end of the last note. */
  readonly end: "bar" | "note";
}

/** Notes up to this part of a quarter before a bar line are in the bar, early: players are. */
const early = 1 / 16;

/**
 * Cuts bars out of a song whose time signatures lay them out; undefined where the meter changes within them, where no
 * note begins in their first beat or in their last bar, or where fewer than three onsets sound.
 */
export function cutSong(song: Song, { bar, bars, signed, end }: Cut): Song | undefined {
  const map = barMap(song);
  const from = tickOfBar(map, bar);
  const to = tickOfBar(map, bar + bars);
  const segment = segmentAt(map, from);
  if (segmentAt(map, to - 1) !== segment) return undefined;
  const { ticksPerQuarter } = song;
  const numerator = map.numerator[segment]!;
  const denominator = map.denominator[segment]!;
  const quarter = ticksPerQuarter;
  const beat = (4 / denominator) * quarter;
  const lastBar = tickOfBar(map, bar + bars - 1);
  const onsets = new Set<number>();
  let inFirstBeat = false;
  let inLastBar = false;
  const tracks: MadeTrack[] = [];
  for (const { firstNote, noteCount } of song.tracks) {
    const byChannel = new Map<number, { onset: number; length: number; pitch: number; velocity: number }[]>();
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const at = song.notes.onset[note]! + early * quarter;
      if (at < from || at >= to) continue;
      const onset = Math.max(from, song.notes.onset[note]!);
      const info = song.notes.info[note]!;
      const channel = channelOf(info);
      const list = byChannel.get(channel) ?? [];
      byChannel.set(channel, list);
      const until = Math.min(to, song.notes.onset[note]! + song.notes.duration[note]!);
      list.push({
        onset: (onset - from) / quarter,
        length: Math.max(1, until - onset) / quarter,
        pitch: pitchOf(info),
        velocity: velocityOf(info),
      });
      onsets.add(Math.round(((onset - from) / quarter) * 8));
      if (at < from + beat) inFirstBeat = true;
      if (at >= lastBar) inLastBar = true;
    }
    for (const [channel, notes] of byChannel) tracks.push({ channel, notes });
  }
  if (!inFirstBeat || !inLastBar || onsets.size < 3) return undefined;
  return madeSong(tracks, {
    ticksPerQuarter,
    bpm: 60_000_000 / tempoAt(song, from),
    ...(signed && { signatures: [[0, numerator, denominator]] }),
    ...(end === "bar" && { end: (to - from) / quarter }),
  });
}

/** Number of whole bars up to the last onset. */
export function wholeBars(song: Song): number {
  const map = barMap(song);
  const last = song.notes.onset.reduce((latest, tick) => Math.max(latest, tick), 0);
  let bars = 0;
  while (tickOfBar(map, bars + 1) <= last) bars++;
  return bars;
}

const segmentAt = ({ tick }: BarMap, at: number): number => tick.findLastIndex((begin) => begin <= at);

function tempoAt({ tempos }: Song, at: number): number {
  const event = tempos.tick.findLastIndex((tick) => tick <= at);
  return tempos.microsecondsPerQuarter[event] ?? 500_000;
}
