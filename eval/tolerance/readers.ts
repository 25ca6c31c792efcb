/** The readers that are compared: what each makes of the bytes of one file. */
import tone from "@tonejs/midi";
import { parseMidi } from "midi-file";
import { MidiError } from "../../mod.ts";
import { isDamage, parseSong } from "../../src/midi/mod.ts";

/** What a reader says: read as it stands, read with repairs, or refused; with the notes that it found. */
export interface Verdict {
  readonly said: "ok" | "recover" | "reject";
  readonly notes: number;
  /** Codes of what was repaired, or why it was refused. */
  readonly codes: readonly string[];
}

/** A reader by name. */
export const readers: Readonly<Record<string, (bytes: Uint8Array) => Verdict>> = {
  midiq: (bytes) => {
    try {
      const { diagnoses, notes } = parseSong(bytes);
      const damage = diagnoses.filter(isDamage).map(({ code }) => code);
      return { said: damage.length > 0 ? "recover" : "ok", notes: notes.length, codes: damage };
    } catch (error) {
      // Anything else is a bug, and ends the evaluation.
      if (!(error instanceof MidiError)) throw error;
      return { said: "reject", notes: 0, codes: [error.code] };
    }
  },
  "midi-file": attempt((bytes) =>
    parseMidi(bytes).tracks.reduce((sum, track) => sum + track.filter(({ type }) => type === "noteOn").length, 0),
  ),
  "@tonejs/midi": attempt((bytes) => new tone.Midi(bytes).tracks.reduce((sum, track) => sum + track.notes.length, 0)),
};

/** A peer accepts or throws. */
function attempt(read: (bytes: Uint8Array) => number): (bytes: Uint8Array) => Verdict {
  return (bytes) => {
    try {
      return { said: "ok", notes: read(bytes), codes: [] };
    } catch {
      return { said: "reject", notes: 0, codes: [] };
    }
  };
}
