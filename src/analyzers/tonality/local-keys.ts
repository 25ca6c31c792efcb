/** Local keys: the stretches of one key. */
import { type Song, view } from "../../midi/song.ts";
import { lastNoteEnd } from "../../midi/views.ts";
import { key } from "../key.ts";

/** A stretch of one key. */
export interface LocalKey {
  readonly tick: number;
  readonly endTick: number;
  /** mode * 12 + tonic. */
  readonly key: number;
}

/** Keys of a song in order of time, without gaps; empty where no key is heard. */
export const localKeys: (song: Song) => readonly LocalKey[] = view((song) => {
  const { key: global } = key.run(song, {});
  return global === null ? [] : [{ tick: 0, endTick: lastNoteEnd(song).ticks, key: global }];
});
