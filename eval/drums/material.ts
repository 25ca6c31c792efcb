/** Voices of the corpus with what they are: drums, bass lines, and other parts, each in the fold of its piece. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { drumChannel } from "../../src/hearing/drums/set-up.ts";
import { type VoiceNotes, voiceNotes } from "../../src/hearing/drums/voice-notes.ts";
import { voices } from "../../src/hearing/parts/voices.ts";
import { pitchOf, programOf, type Song, trackNames } from "../../src/midi/mod.ts";
import { songAt } from "../corpus.ts";

/** One voice of the corpus. */
export interface Known {
  readonly source: string;
  readonly what: "drums" | "bass" | "other";
  readonly fold: number;
  readonly notes: VoiceNotes;
}

/** Sources below the corpus, and what their files hold; drums lie on channel 10 there. */
export const sources = [
  { folder: "dev/clear/gmd", holds: "drums" },
  { folder: "dev/clear/synth", holds: "both" },
  { folder: "dev/clear/freedoom", holds: "both" },
  { folder: "dev/clear/easyrpg-rtp", holds: "both" },
  { folder: "dev-copyleft/OpenMSX", holds: "both" },
  { folder: "dev-copyleft/libADLMIDI", holds: "both" },
  { folder: "dev/claimed/pop909", holds: "melody" },
  { folder: "dev/clear/openscore-lieder", holds: "melody" },
  { folder: "dev/clear/openscore-quartets", holds: "melody" },
  { folder: "dev/clear/js-fakes", holds: "melody" },
  { folder: "dev/clear/free-midi-chords", holds: "melody" },
  { folder: "dev-copyleft/nottingham", holds: "melody" },
] as const;

export const folds = 5;
const fewestNotes = 4;
const percussive = 112;

/** Fold of a name. */
export function foldOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  return (hash >>> 0) % folds;
}

/** Groove's takes of one session are alike, so a session is in one fold; elsewhere a file is. */
const groupOf = (folder: string, name: string): string =>
  folder.endsWith("gmd") ? name.split("/").slice(0, 2).join("/") : name;

/** Songs of one source with their names and folds. */
export function* songsOf(corpus: string, folder: string): Generator<{ name: string; fold: number; song: Song }> {
  const names = readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" });
  for (const name of names.filter((each) => /\.midi?$/i.test(each)).sort()) {
    const song = songAt(join(corpus, folder, name));
    if (song && song.notes.length > 0) yield { name, fold: foldOf(groupOf(folder, name)), song };
  }
}

/** All voices of at least a few notes. */
export function knownVoices(corpus: string): Known[] {
  return sources.flatMap(({ folder, holds }) =>
    [...songsOf(corpus, folder)].flatMap(({ song, fold }) => {
      const names = trackNames(song);
      return voices(song).list.flatMap(({ channel, track, firstNote, noteCount }, voice) => {
        const isDrums = channel === drumChannel;
        if (noteCount < fewestNotes || (isDrums && holds === "melody")) return [];
        const program = programOf(song.notes.info[firstNote]!);
        const isBass = (program >= 32 && program < 40) || /\bbass\b/i.test(names[track] ?? "");
        // Taiko, melodic toms, woodblocks and effects are instruments by their program, and struck like drums.
        if (!isDrums && program >= percussive) return [];
        const what = isDrums ? "drums" : isBass && meanPitch(song, firstNote) < 60 ? "bass" : "other";
        return [{ source: folder, what, fold, notes: voiceNotes(song, voice) } as const];
      });
    }),
  );
}

const meanPitch = (song: Song, note: number): number => pitchOf(song.notes.info[note]!);

/** A voice moved by some semitones, as far as the range allows. */
export const transposed = (notes: VoiceNotes, by: number): VoiceNotes => ({
  ...notes,
  pitch: notes.pitch.map((pitch) => Math.max(0, Math.min(127, pitch + by))),
});

/** The notes that begin in some bars of four quarters, the first at the start of a bar. */
export function cut(notes: VoiceNotes, firstBar: number, bars: number): VoiceNotes {
  const [from, to] = [firstBar * 4 - 0.2, (firstBar + bars) * 4 - 0.2];
  const first = notes.onset.findIndex((onset) => onset >= from);
  const last = notes.onset.findIndex((onset) => onset >= to);
  const [begin, end] = [first < 0 ? notes.length : first, last < 0 ? notes.length : last];
  return {
    length: Math.max(0, end - begin),
    onset: notes.onset.slice(begin, end).map((onset) => onset - firstBar * 4),
    duration: notes.duration.slice(begin, end),
    pitch: notes.pitch.slice(begin, end),
    velocity: notes.velocity.slice(begin, end),
  };
}
