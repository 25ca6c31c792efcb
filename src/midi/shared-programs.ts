/** Programs that a track takes from others: the last one that any track of its port has set on the channel. */
import { trackPorts } from "./ports.ts";
import { sortedOrder, sortOrder } from "./radix.ts";
import type { Song } from "./song.ts";

const channels = 16;

/**
 * The program of a note whose own track has set none on its channel: the one that any track of the same port had last set
 * there, up to the note's tick, as a synthesizer would play it; else 0. Many files set all programs in their first track.
 * In format 2 each track is a piece of its own.
 */
export function sharedPrograms(song: Song): (track: number, channel: number, tick: number) => number {
  const { format, programChanges } = song;
  if (format === 2 || programChanges.tick.length === 0) return () => 0;
  const ports = trackPorts(song);
  const byChannel = changesByChannel(song, ports);
  return (track, channel, at) => {
    const changes = byChannel[ports[track]! * channels + channel];
    if (!changes) return 0;
    const { tick, program } = changes;
    let low = 0;
    let high = tick.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (tick[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low > 0 ? program[low - 1]! : 0;
  };
}

function changesByChannel(
  { programChanges: { tick, track, info } }: Song,
  ports: Uint16Array,
): readonly ({ readonly tick: number[]; readonly program: number[] } | undefined)[] {
  const changes: { tick: number[]; program: number[] }[] = [];
  for (const index of sortOrder(sortedOrder(Int32Array.from(track)), tick)) {
    const channel = ports[track[index]!]! * channels + (info[index]! & 15);
    changes[channel] ??= { tick: [], program: [] };
    changes[channel].tick.push(tick[index]!);
    changes[channel].program.push(info[index]! >> 4);
  }
  return changes;
}
