// Drum grids: { kick: "x...x...x...x...", hat: "x.x.x.x.x.x.x.x." }. A bar's signs share it evenly, `|` separates bars, and each row
// repeats until the end. X accent, x plain, o soft (ghost) note, . nothing.

import type { Meter } from "./meter.ts";
import type { Note } from "./notation.ts";

const drumPitches = {
  kick: 36,
  rim: 37,
  snare: 38,
  clap: 39,
  hat: 42,
  pedalHat: 44,
  openHat: 46,
  lowTom: 45,
  midTom: 47,
  highTom: 50,
  crash: 49,
  ride: 51,
  tambourine: 54,
  cowbell: 56,
  congaHigh: 63,
  congaLow: 64,
  agogoHigh: 67,
  agogoLow: 68,
  shaker: 70,
  claves: 75,
  surdoMute: 86,
  surdo: 87,
} as const; // General MIDI percussion, the surdos from GM level 2

export type DrumGrid = { readonly [Drum in keyof typeof drumPitches]?: string };
export interface Hit extends Note {
  readonly accent: number; // added to the velocity
}

const accents: Readonly<Record<string, number>> = { X: 16, x: 0, o: -38 };
const hitLength = 0.125; // quarters: drums ring on by themselves

export function playDrums(grid: DrumGrid, bars: number, { barLength }: Meter, closing: boolean): Hit[] {
  const hits: Hit[] = [];
  for (const [drum, pitch] of Object.entries(drumPitches) as [keyof typeof drumPitches, number][]) {
    const rows = grid[drum]?.split("|").map((row) => row.replaceAll(" ", ""));
    if (!rows) continue;
    for (let bar = 0; bar < bars - (closing ? 1 : 0); bar++) {
      const row = rows[bar % rows.length] ?? "";
      [...row].forEach((sign, place) => {
        if (sign === ".") return;
        const accent = accents[sign];
        if (accent === undefined) throw new RangeError(`Cannot read "${sign}" in drum row "${row}"`);
        hits.push({ onset: bar * barLength + (place * barLength) / row.length, length: hitLength, pitch, accent });
      });
    }
  }
  if (closing) {
    const onset = (bars - 1) * barLength;
    for (const pitch of [drumPitches.kick, drumPitches.crash]) hits.push({ onset, length: 1, pitch, accent: 8 });
  }
  return hits.sort((a, b) => a.onset - b.onset || a.pitch - b.pitch);
}
