/** parse: bytes to notes. */
import type { ParseOptions } from "../midi/limits.ts";
import { parseSong } from "../midi/smf.ts";
import { type Each, each, type Step } from "../pipeline/stage.ts";
import type { Hashed, Parsed } from "../plugin/records.ts";

/** Parses Standard MIDI Files; rejects what holds no music with the code of the `MidiError`. */
export function parse(options: ParseOptions = {}): Each<Hashed, Parsed> {
  return each({ stage: "parse", module: import.meta.url, name: "startParse", start: startParse, options });
}

/** Starts the step in a thread. */
export function startParse(options: ParseOptions): Step<Hashed, Parsed> {
  const under = Object.keys(options).length > 0 ? { parsedUnder: options } : {};
  return { each: (file) => ({ ...file, song: parseSong(file.bytes, options), ...under }) };
}
