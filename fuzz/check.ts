/** What must hold for any bytes whatever: the reader reads or refuses them, and what it read is well formed. */
import { core, MidiError } from "../mod.ts";
import { partsAbout, placesAbout, sectionsAbout } from "../src/hearing/mod.ts";
import { isDamage, parseSong, type Song, writeSong } from "../src/midi/mod.ts";
import { createRegistry } from "../src/plugin/mod.ts";

const { analyzers } = createRegistry([core]);

/** Throws an Error that says what does not hold. A refusal by a MidiError is as good as a song. */
export function check(bytes: Uint8Array, isThorough: boolean): Song | undefined {
  let song: Song;
  try {
    song = parseSong(bytes);
  } catch (error) {
    if (error instanceof MidiError) return undefined;
    throw error;
  }
  const { notes, endTick } = song;
  for (let note = 0; note < notes.length; note++) {
    const duration = notes.duration[note]!;
    if (duration < 0 || notes.onset[note]! + duration > endTick || notes.info[note]! >>> 27 !== 0) {
      throw new Error(`note ${note} is malformed`);
    }
  }
  for (const { offset } of song.diagnoses) {
    if (offset < 0 || offset > bytes.length) throw new Error(`a diagnosis points to byte ${offset} of ${bytes.length}`);
  }
  if (isThorough) checkWhatFollows(song);
  return song;
}

/** Every analyzer gives what its schema says, and the song comes back from its file without a damage. */
function checkWhatFollows(song: Song): void {
  for (const { analyzer } of analyzers) analyzer.output.parse(analyzer.run(song, {}));
  for (const about of [partsAbout, sectionsAbout, placesAbout]) about(song);
  const again = parseSong(writeSong(song));
  const damage = again.diagnoses.filter(isDamage);
  if (damage.length > 0) throw new Error(`what was written is damaged: ${damage.map(({ code }) => code).join(", ")}`);
  if (again.notes.length !== song.notes.length) throw new Error("what was written has other notes");
}
