/** Melody, bass and roles: which part is what, and its line without its key. */
import { z } from "zod";
import { barDivision, barParts } from "../hearing/meter/bar-parts.ts";
import { mostDifferent } from "../hearing/meter/bar-words.ts";
import { bassLine, type Line, melodyLine, roles } from "../hearing/parts/roles.ts";
import { fewestNotes, storedLine } from "../hearing/parts/stored-line.ts";
import { localKeys } from "../hearing/tonality/song-key.ts";
import type { Song } from "../midi/song.ts";
import { contourLetters, intervalLetters } from "../music/intervals.ts";
import { scaleDegrees, tonicOf } from "../music/keys.ts";
import { degreeLetter } from "../music/patterns/degrees.ts";
import { gridSteps } from "../music/patterns/grid.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { music } from "../plugin/music-types.ts";

const roleNames = ["melody", "bass", "chords", "pad", "drums", "other"] as const;

/** Roles of the parts; melody and bass as texts to search in. */
export const lines = defineAnalyzer({
  id: "lines",
  version: 2,
  description: "roles of the parts by pitch, texture, program and name; melody (skyline) and bass as lines",
  output: z.object({
    roles: z.array(z.enum(roleNames)).meta({
      description: "what the parts are: melody, bass, chords, pad, drums, other",
      aliases: ["role"],
      examples: ["roles all [melody, bass]"],
    }),
    melody: music
      .melody()
      .nullable()
      .meta({
        description: "the melody in any key: notes in any octave, or steps in semitones; `~` allows one edit",
        examples: ['melody "E D C D E E E"', "melody +2,+2,+1,-5", 'melody ~ "G G A G C B"'],
      }),
    contour: music
      .contour()
      .nullable()
      .meta({
        description: "where the melody goes: r repeats, u d up and down, U D by leaps alone",
        examples: ["contour udurdd", "contour *rrdurrd"],
      }),
    degrees: music
      .degrees()
      .nullable()
      .meta({
        description: "the melody in degrees of the scale that holds, minor as natural minor",
        examples: ["degrees 1-2-3-5-3"],
      }),
    rhythm: music
      .bars()
      .nullable()
      .meta({
        description: "bars of the melody by its onsets, of the bass where there is no melody",
        examples: ["rhythm x.xxx.x.", "rhythm = x..x..x."],
      }),
    melody_low: music.pitch().nullable().meta({ description: "lowest pitch of the melody" }),
    melody_high: music
      .pitch()
      .nullable()
      .meta({ description: "highest pitch of the melody", examples: ["melody_high ..C6"] }),
    bass: music
      .melody()
      .nullable()
      .meta({ description: "the bass, like melody", examples: ['bass "C2 G2 A2 F2"'] }),
  }),
}).run((song) => {
  const whole = melodyLine(song).pitch;
  const melody = storedLine(melodyLine(song));
  const bass = storedLine(bassLine(song));
  return {
    roles: [...new Set(roles(song))].sort(),
    melody: melody && intervalLetters(melody.pitch),
    contour: melody && contourLetters(melody.pitch),
    degrees: melody && degreesOf(song, melody),
    rhythm: rhythmOf(song, melody ? melodyLine(song) : bassLine(song)),
    melody_low: melody && whole.reduce((low, pitch) => Math.min(low, pitch)),
    melody_high: melody && whole.reduce((high, pitch) => Math.max(high, pitch)),
    bass: bass && intervalLetters(bass.pitch),
  };
});

/** The different bars of a line by its onsets; null where it has too few notes. */
function rhythmOf(song: Song, { length, note }: Line): number[] | null {
  const division = barDivision(song);
  if (length < fewestNotes || !division) return null;
  const masks = new Set<number>();
  let bar = Number.NEGATIVE_INFINITY;
  let part = -1;
  let mask = 0;
  const places = barParts(song, division, note);
  for (let n = 0; n < places.length; n++) {
    const place = places[n]!;
    const here = Math.floor(place / gridSteps);
    if (here !== bar) {
      if (masks.size === mostDifferent) break;
      if (mask > 0) masks.add(mask);
      bar = here;
      part = -1;
      mask = 0;
    }
    // Onsets ascend, so a part that is hit twice is so by neighbours.
    if (place - here * gridSteps === part) continue;
    part = place - here * gridSteps;
    mask += 2 ** part;
  }
  if (masks.size < mostDifferent) masks.add(mask);
  return [...masks];
}

/** One letter a note, in the scale of the key that holds there; null where no key is heard. */
function degreesOf(song: Song, { length, note, pitch }: Line): string | null {
  const keys = localKeys(song);
  if (keys.length === 0) return null;
  const { onset } = song.notes;
  let letters = "";
  let at = 0;
  let ofPitchClass = lettersOf(keys[0]!.key);
  for (let n = 0; n < length; n++) {
    const before = at;
    while (at + 1 < keys.length && keys[at + 1]!.tick <= onset[note[n]!]!) at++;
    if (at !== before) ofPitchClass = lettersOf(keys[at]!.key);
    letters += ofPitchClass[pitch[n]! % 12]!;
  }
  return letters;
}

/** Letters of the twelve pitch classes in a key. */
function lettersOf(key: number): readonly string[] {
  const scale = scaleDegrees(key);
  return Array.from({ length: 12 }, (_, pitchClass) => degreeLetter((pitchClass + 12 - tonicOf(key)) % 12, scale));
}
