/** Ports: which output of the sequencer a track plays on, where a file uses several. */
import { type Song, view } from "./song.ts";

/** Meta types of a port by number and by name (SMF extensions of Cakewalk and others; MMA RP-019 names the device). */
const portNumber = 0x21;
const deviceName = 9;

/**
 * Port of each track, numbered from 0. The first event of a track that names a port counts. A track without one plays on
 * the first port, and so do all tracks of a file that names one port only.
 */
export const trackPorts: (song: Song) => Uint16Array = view(portsOf);

function portsOf({ tracks, texts, others }: Song): Uint16Array {
  const ports = new Uint16Array(tracks.length);
  const names = new Map<number, string>();
  for (let event = 0; event < others.tick.length; event++) {
    if (others.status[event] !== 0xff) continue;
    const start = event > 0 ? others.end[event - 1]! : 0;
    if (others.bytes[start] !== portNumber || others.end[event]! - start !== 2) continue;
    const track = others.track[event]!;
    if (!names.has(track)) names.set(track, `${others.bytes[start + 1]}`);
  }
  if (texts.type.includes(deviceName)) {
    texts.type.forEach((type, text) => {
      const track = texts.track[text]!;
      if (type === deviceName && !names.has(track))
        names.set(track, `name ${texts.bytes.subarray(text > 0 ? texts.end[text - 1] : 0, texts.end[text]).join(" ")}`);
    });
  }
  const known = [...new Set([...names].sort(([a], [b]) => a - b).map(([, name]) => name))];
  if (known.length < 2) return ports;
  // Port 0 is the one of tracks that name none; a file that names its ports by devices begins with the first of them.
  const order = known.includes("0") ? ["0", ...known.filter((name) => name !== "0")] : known;
  for (const [track, name] of names) ports[track] = order.indexOf(name);
  return ports;
}
