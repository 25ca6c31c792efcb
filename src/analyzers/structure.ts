/** Structure: loops and one-shots, how much repeats, and the sections. */
import { z } from "zod";
import { type Bars, barLikeness, bars } from "../hearing/form/bars.ts";
import { sections } from "../hearing/form/sections.ts";
import { beatGrid } from "../hearing/time/beat-grid.ts";
import { onsetClusters } from "../hearing/time/onset-clusters.ts";
import { lastNoteEnd } from "../hearing/views.ts";
import type { Song } from "../midi/song.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";

/** Loops have these lengths in bars; so has what music repeats itself by. */
const lengths = [1, 2, 4, 8, 16] as const;
/** A loop is as long as its bars within this share; its last note may end as early as within the last beat. */
const tolerance = 0.02;
/** Part of a beat by which the first note may come early. */
const early = 0.25;
/** Bars this alike are one bar again. */
const alike = 0.75;
/** Mean likeness at which the music repeats itself after some bars. */
const periodic = 0.7;

/** Loops, repetition and sections; all are rules on bars, without an annotated truth. */
export const structure = defineAnalyzer({
  id: "structure",
  version: 1,
  description: "loops and one-shots by length; repetition and sections by how alike the bars are",
  output: z.object({
    loop: z.boolean().meta({
      description: "the file is a whole 1, 2, 4, 8 or 16 bars long",
      examples: ["bars 8 loop"],
    }),
    loop_bars: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: "bars of the loop", unit: "bars", examples: ["loop_bars 4,8"] }),
    one_shot: z
      .boolean()
      .meta({ description: "all notes begin together: one hit or one chord", examples: ["one_shot"] }),
    phrase_bars: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: "bars after which the music repeats itself: 1, 2, 4, 8 or 16", unit: "bars" }),
    repetition: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: "share of the bars that are like an earlier bar", examples: ["repetition above .6"] }),
    form: z
      .string()
      .nullable()
      .meta({
        description: "sections by letter, like ones alike: AABA; of 8 bars, of 4 in short pieces",
        examples: ["form AABA"],
      }),
    sections: z
      .int()
      .min(0)
      .meta({ description: "different sections", unit: "sections", examples: ["sections 3.."] }),
  }),
}).run((song) => {
  const all = bars(song);
  const oneShot = song.notes.length > 0 && onsetClusters(song).length === 1;
  const loopBars = oneShot ? null : loopLength(song, all);
  const form = sections(song)
    .map(({ letter }) => letter)
    .join("");
  return {
    loop: loopBars !== null,
    loop_bars: loopBars,
    one_shot: oneShot,
    phrase_bars: phraseLength(all),
    repetition: repetition(all),
    form: form || null,
    sections: new Set(form).size,
  };
});

/** Bars of a file that is a loop: what sounds, or the track itself, ends where a bar does. */
function loopLength(song: Song, { ticks }: Bars): number | null {
  if (ticks <= 0) return null;
  const { beatsPerBar } = beatGrid(song);
  const first = song.tracks.reduce(
    (least, { firstNote, noteCount }) => (noteCount > 0 ? Math.min(least, song.notes.onset[firstNote]!) : least),
    Number.POSITIVE_INFINITY,
  );
  // A loop may begin with a rest or a pickup, but its file begins where it does; whole bars of rest are a count-in.
  const start = Math.floor(first / ticks + early / beatsPerBar) * ticks;
  const sounding = (lastNoteEnd(song).ticks - start) / ticks;
  const written = (song.endTick - start) / ticks;
  const found = lengths.find(
    (length) =>
      Math.abs(written - length) <= tolerance * length ||
      (sounding <= length * (1 + tolerance) && sounding >= length - 1 / beatsPerBar),
  );
  return found ?? null;
}

function phraseLength(all: Bars): number | null {
  const found = lengths.find((length) => {
    if (all.length < 2 * length) return false;
    let sum = 0;
    for (let bar = length; bar < all.length; bar++) sum += barLikeness(all, bar, bar - length);
    return sum / (all.length - length) >= periodic;
  });
  return found ?? null;
}

function repetition(all: Bars): number | null {
  if (all.length < 2) return null;
  const different: number[] = [];
  for (let bar = 0; bar < all.length; bar++) {
    if (!different.some((earlier) => barLikeness(all, bar, earlier) >= alike)) different.push(bar);
  }
  return 1 - different.length / all.length;
}
