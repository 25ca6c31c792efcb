/** PartPlan: which tracks a part of a song has, and where the events of each track of the whole go. */
import { channelOf, type Song } from "./song.ts";

/** Tracks of a part, and places for events. */
export interface PartPlan {
  /** Indices in the whole of the part's tracks. */
  readonly kept: readonly number[];
  /** Notes of each of the part's tracks. */
  readonly noteCounts: readonly number[];
  /** Per track of the whole: where its own events go, -1 when the part does without them. */
  readonly own: Int32Array;
  /** Where events go that another track has set: the first track; -1 in format 2. */
  readonly shared: number;
  readonly plays: (channel: number) => boolean;
}

/** Plans the part that has only some of the notes, given by their ascending indices. */
export function planPart({ format, tracks, notes, texts, keySignatures }: Song, chosen: Int32Array): PartPlan {
  const speaks = new Set([...texts.track, ...keySignatures.track]);
  const own = new Int32Array(tracks.length).fill(-1);
  const kept: number[] = [];
  const noteCounts: number[] = [];
  let next = 0;
  tracks.forEach(({ firstNote, noteCount }, track) => {
    const first = next;
    while (next < chosen.length && chosen[next]! < firstNote + noteCount) next++;
    const isPlayed = next > first;
    const isCommon = format !== 2 && noteCount === 0 && (track === 0 || speaks.has(track));
    if (isPlayed || isCommon) own[track] = kept.length;
    else if (format === 2 || track !== 0) return;
    kept.push(track);
    noteCounts.push(next - first);
  });
  let played = 0;
  for (const note of chosen) played |= 1 << channelOf(notes.info[note]!);
  const plays = (channel: number): boolean => (played & (1 << channel)) !== 0;
  return { kept, noteCounts, own, shared: format === 2 ? -1 : 0, plays };
}
