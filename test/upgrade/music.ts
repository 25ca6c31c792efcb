/**
 * The files of which the catalogues in this folder were made (tools/make-old-catalogue.ts). They lie where they lay then:
 * the numbers of copies are hashes of paths.
 */
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { melody, midi, tempo, text, track } from "../midi/compose.ts";

/** Where they lie. */
export const music = "/tmp/midiq-upgrade-music";

const verse = "C4 1/4 E4 1/4 G4 1/4 E4 1/4 A4+C5 1/2 G4+B4 1/2 ".repeat(8);
const tune = midi({}, track(text(0, 3, "Lead"), tempo(0, 500_000), melody(verse)));
const files: Readonly<Record<string, Uint8Array>> = {
  "House/lead 120 bpm Cmaj.mid": tune,
  "copy of lead.mid": tune,
  "Jazz/walking bass.mid": midi({}, track(tempo(0, 400_000), melody("D2 1/4 F2 1/4 A2 1/4 C3 1/4 ".repeat(12)))),
  "short.mid": midi({}, track(melody("E4 1/8 G4 1/8"))),
  "drums.mid": midi({}, track(tempo(0, 468_750), melody("C2 1/4 D2 1/4 C2 1/4 D2 1/4 ".repeat(8), { channel: 9 }))),
  "silent.mid": midi({}, track()),
  "cut.mid": tune.subarray(0, 200),
  "page.mid": new TextEncoder().encode("<html>no music</html>"),
};

/** Writes them; done twice, or by two at once, it is the same. */
export function writeMusic(): void {
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(music, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
  }
}
