/** The JavaScript readers: path of a MIDI file -> number of its notes. */
import { readFileSync } from "node:fs";
import { Midi } from "@tonejs/midi";
import { parseMidi } from "midi-file";
import { noteSeconds, parseSong } from "../../src/midi/mod.ts";

/** A reader by name. All but midi-file, which has events only, give notes with onset and duration in seconds. */
export const javascriptReaders: Readonly<Record<string, (path: string) => number>> = {
  midiq: (path) => noteSeconds(parseSong(new Uint8Array(readFileSync(path)))).onset.length,
  "midi-file": (path) =>
    parseMidi(readFileSync(path)).tracks.reduce(
      (sum, track) => sum + track.filter(({ type }) => type === "noteOn").length,
      0,
    ),
  "@tonejs/midi": (path) => new Midi(readFileSync(path)).tracks.reduce((sum, track) => sum + track.notes.length, 0),
};
