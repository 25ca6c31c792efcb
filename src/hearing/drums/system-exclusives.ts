/** System-exclusive messages of a song, joined where a file sends them in packets. */
import type { Song } from "../../midi/song.ts";

/** One message: the bytes between F0 and F7. */
export interface SystemExclusive {
  readonly tick: number;
  readonly track: number;
  readonly bytes: Uint8Array;
}

const begin = 0xf0;
/** Continues a message (SMF 1.0), or is the last byte of one. */
const end = 0xf7;

/** All whole messages in file order. A message without its end counts too: many writers leave it out. */
export function systemExclusives({ others }: Song): readonly SystemExclusive[] {
  const found: SystemExclusive[] = [];
  for (let event = 0; event < others.tick.length; event++) {
    if (others.status[event] !== begin) continue;
    const track = others.track[event]!;
    const packets = [bytesOf(others, event)];
    while (
      packets.at(-1)?.at(-1) !== end &&
      others.status[event + packets.length] === end &&
      others.track[event + packets.length] === track
    ) {
      packets.push(bytesOf(others, event + packets.length));
    }
    const bytes = packets.length === 1 ? packets[0]! : Uint8Array.from(packets.flatMap((packet) => [...packet]));
    found.push({
      tick: others.tick[event]!,
      track,
      bytes: bytes.at(-1) === end ? bytes.subarray(0, -1) : bytes,
    });
  }
  return found;
}

const bytesOf = ({ end: ends, bytes }: Song["others"], event: number): Uint8Array =>
  bytes.subarray(event > 0 ? ends[event - 1] : 0, ends[event]);
