/** Files to check plugins with where none are named: the bundled sample of a clone, else songs that are composed here. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { composeSong } from "../midi/compose.ts";
import type { Song } from "../midi/song.ts";
import { writeSong } from "../midi/write.ts";

const bundled = fileURLToPath(new URL("../../examples/sample/midi", import.meta.url));

/** The bundled sample's folder, or undefined where midiq was installed without it. */
export const bundledSample = (): string | undefined => (existsSync(bundled) ? bundled : undefined);

const scale = "C4 1/8 D4 1/8 E4 1/8 F4 1/8 G4 1/8 A4 1/8 B4 1/8 C5 1/8 ";
const chords = "C4+E4+G4 1/1 A3+C4+E4 1/1 F3+A3+C4 1/1 G3+B3+D4 1/1 ";
const drums = "C2+F#2 1/8 F#2 1/8 D2+F#2 1/8 F#2 1/8 ";

/** Songs that ask different things of a plugin: none and one note, chords, drums alone, odd lengths, many notes. */
const songs: Readonly<Record<string, () => Song>> = {
  "no notes": () => composeSong(""),
  "one note": () => composeSong("A4 1/4"),
  "no tempo": () => composeSong(scale),
  scale: () => composeSong(scale.repeat(4), { bpm: 120 }),
  triplets: () => composeSong("C4 1/12 E4 1/12 G4 1/12 ".repeat(16), { bpm: 96 }),
  "highest and lowest": () => composeSong("C-1 1/4 G9 1/4 C-1+G9 1/1", { bpm: 60 }),
  rests: () => composeSong("- 4/1 C4 1/64 - 3/1 C4 4/1", { bpm: 200 }),
  chords: () => composeSong([{ notes: chords.repeat(4), program: 48, name: "Strings" }], { bpm: 84 }),
  "drums alone": () => composeSong([{ notes: drums.repeat(16), channel: 9 }], { bpm: 128 }),
  band: () =>
    composeSong(
      [
        { notes: scale.repeat(8), program: 73, name: "Flute" },
        { notes: chords.repeat(2), channel: 1, program: 0, name: "Piano" },
        {
          notes: "C2 1/2 C2 1/2 A1 1/2 A1 1/2 F1 1/2 F1 1/2 G1 1/2 G1 1/2 ".repeat(2),
          channel: 2,
          program: 33,
          name: "Bass",
        },
        { notes: drums.repeat(16), channel: 9, name: "Drums" },
      ],
      { bpm: 110 },
    ),
  "many notes": () => composeSong((scale + chords).repeat(400), { bpm: 140 }),
};

/** Writes the composed songs to a folder. */
export function writeSongs(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, song] of Object.entries(songs)) writeFileSync(join(folder, `${name}.mid`), writeSong(song()));
}
