/** Random, sound MIDI files, the same on every machine. */
import { chunk, delta, endOfTrack, meta, midi, tempo, text, timeSignature } from "./compose.ts";

/** A sound file of one to four tracks: notes on few pitches (so that they overlap), all kinds of events. */
export function randomFile(random: (below: number) => number): Uint8Array {
  const tracks = Array.from({ length: 1 + random(4) }, () => {
    const events = Array.from({ length: random(120) }, () => randomEvent(random)).flat();
    return chunk("MTrk", [...events, ...delta(random(1000)), ...endOfTrack.slice(1)]);
  });
  const format = tracks.length === 1 ? 0 : 1 + random(2);
  return midi({ format, division: random(5) === 0 ? 0xe728 : 1 + random(960) }, ...tracks);
}

function randomEvent(random: (below: number) => number): number[] {
  const at = delta(random(9) === 0 ? random(1 << 20) : random(200));
  const ticks = random(200);
  const channel = random(3) * 4 + random(2);
  const key = 60 + random(4);
  const kind = random(24);
  if (kind < 8) return [...at, 0x90 | channel, key, 1 + random(127)];
  if (kind < 15) return [...at, 0x80 | channel, key, random(128)];
  if (kind === 15) return [...at, 0x90 | channel, key, 0];
  if (kind === 16) return [...at, 0xc0 | channel, random(128)];
  if (kind === 17) return [...at, 0xb0 | channel, random(128), random(128)];
  if (kind === 18) return [...at, 0xe0 | channel, random(128), random(128)];
  if (kind === 19) return tempo(ticks, 1 + random(0xffffff));
  if (kind === 20) return timeSignature(ticks, 1 + random(12), 1 << random(7));
  if (kind === 21) return meta(ticks, 0x59, [(random(15) - 7) & 255, random(2)]);
  if (kind === 22) return [...at, 0xf0, 2, random(128), 0xf7];
  return text(ticks, 1 + random(15), String.fromCharCode(...Array.from({ length: random(9) }, () => random(256))));
}
