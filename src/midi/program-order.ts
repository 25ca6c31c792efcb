/** Where program changes stand among the notes of their tick, so that each note gets the program that it has. */
import { sortedOrder, sortOrder } from "./radix.ts";
import { sharedPrograms } from "./shared-programs.ts";
import { channelOf, programOf, type Song } from "./song.ts";

/** Program changes put in order of track and place. */
export interface ProgramOrder {
  /** Indices of the song's program changes. */
  readonly order: Int32Array;
  /** For each program change the index of the note before which it stands, or behind which its track has no more. */
  readonly place: Int32Array;
  /**
   * Whether a reader finds every note's program by these changes alone. False for a song that was put together by hand
   * or changed; then each note must be told its program.
   */
  readonly complete: boolean;
}

const channels = 16;

/**
 * Orders program changes. One that stands on the tick of a note goes before it, unless that note, or a later one of
 * the tick, would get another program than it has: a song does not keep the order of events within a tick.
 */
export function programOrder(song: Song): ProgramOrder {
  const { notes, programChanges, tracks } = song;
  const { tick, track, info } = programChanges;
  const byTick = sortOrder(sortedOrder(tick), Int32Array.from(track));
  const place = new Int32Array(tick.length);
  const shared = sharedPrograms(song);
  /** Per channel: the program that the track has set before this tick, -1 for none. */
  const own = new Int16Array(channels);
  /** Per channel, within a tick: the last change that may stand before the note at hand, -1 for none. */
  const current = new Int32Array(channels);
  const previous = new Int32Array(tick.length);
  let complete = true;
  let change = 0;
  tracks.forEach(({ firstNote, noteCount }, index) => {
    own.fill(-1);
    const behind = firstNote + noteCount;
    let note = firstNote;
    while (note < behind || track[byTick[change]!] === index) {
      const changeTick = track[byTick[change]!] === index ? tick[byTick[change]!]! : Number.POSITIVE_INFINITY;
      const now = note < behind ? Math.min(notes.onset[note]!, changeTick) : changeTick;
      current.fill(-1);
      const firstChange = change;
      for (; track[byTick[change]!] === index && tick[byTick[change]!] === now; change++) {
        const at = byTick[change]!;
        place[at] = note;
        previous[at] = current[info[at]! & 15]!;
        current[info[at]! & 15] = at;
      }
      const firstOfTick = note;
      while (note < behind && notes.onset[note] === now) note++;
      for (let each = note - 1; each >= firstOfTick; each--) {
        const packed = notes.info[each]!;
        const channel = channelOf(packed);
        const wanted = programOf(packed);
        let at = current[channel]!;
        for (; at >= 0 && info[at]! >> 4 !== wanted; at = previous[at]!) place[at] = each + 1;
        current[channel] = at;
        if (at < 0 && wanted !== (own[channel]! >= 0 ? own[channel] : shared(index, channel, now))) complete = false;
      }
      for (let each = firstChange; each < change; each++) own[info[byTick[each]!]! & 15] = info[byTick[each]!]! >> 4;
    }
  });
  return { order: sortOrder(sortOrder(byTick, place), Int32Array.from(track)), place, complete };
}
