/** Where midiq says otherwise than the manifest, and why it is right: docs/decisions/0011-tolerance.md. */
import type { CorpusFile } from "./manifest.ts";
import type { Verdict } from "./readers.ts";

/**
 * The manifest's own small reader does not look at these, so that it calls a file sound that breaks the specification.
 * No note is lost or made up in any of them, which is checked.
 */
const unseen: readonly string[] = [
  "bad-division",
  "bad-key-signature",
  "bad-time-signature",
  "data-after-eot",
  "junk-before-header",
  "missing-eot",
  "running-status-after-meta",
  "trailing-garbage",
  "wrong-track-count",
];

/** Files that the manifest wants refused, and that hold notes all the same. */
const holdNotes: Readonly<Record<string, string>> = {
  "malformed/header-length-0.mid": "the track is whole; its ticks are assumed, as for a division of 0",
  "claimed/nfroidure-midifile/MIDIBadHeaderLength.mid":
    "the fields stand behind the wrong length, and the track is whole",
  "claimed/nfroidure-midifile/MIDIBadTrackHdr.mid": "one byte of the track's id is wrong, and its events are whole",
  "claimed/drywetmidi/Invalid/Unknown Chunk Id/arkanoid_modified.mid":
    "one byte of the track's id is wrong, and its events are whole",
};

/** Files that the manifest wants recovered, and that are refused. */
const noise: Readonly<Record<string, string>> = {
  "claimed/drywetmidi/Invalid/Unknown Channel Event/SmoothOperator2.mid":
    "every status byte is another one; of thousands of notes 28 would be read, at times of chance",
  "claimed/drywetmidi/Invalid/Unknown Channel Event/whiteshade.mid":
    "every status byte is another one; of thousands of notes 19 would be read, at times of chance",
};

/** Why a verdict that differs from the manifest stands; undefined when nobody has argued for it. */
export function argument(file: CorpusFile, { said, notes, codes }: Verdict): string | undefined {
  if (
    file.expect === "ok" &&
    said === "recover" &&
    notes === file.notes &&
    codes.every((code) => unseen.includes(code))
  ) {
    return `damaged, though no note is: ${codes.join(", ")}`;
  }
  if (file.expect === "recover" && said === "reject") return noise[file.path];
  if (file.expect === "reject" && said === "recover") return holdNotes[file.path];
  return undefined;
}
