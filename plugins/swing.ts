/**
 * A plugin as a user would write it: how a song swings and grooves. Core says where the second of two eighths lies
 * (`swing`) and how far onsets are from the file's grid; this one tells swung eighths from swung sixteenths, the kit and
 * the bass apart, what is late on purpose from what is loose, and what is accented.
 */
import { defineAnalyzer, definePlugin, z } from "midiq";
import { accents, swingOf, timingByLane } from "./swing/feel.ts";
import { swingReport } from "./swing/report.ts";
import { timingOf } from "./swing/timing.ts";

/** From this part of the two on the second of them swings: samplers begin at 54 %. */
const swung = 0.53;

const offset = (description: string, examples: string[] = []) =>
  z.number().nullable().meta({ description, unit: "ms", examples });
const share = (description: string, examples: string[] = []) =>
  z.number().min(0).max(1).nullable().meta({ description, examples });
const ratio = (description: string, examples: string[] = []) =>
  z.number().min(0).nullable().meta({ description, examples });

const swing = defineAnalyzer({
  id: "swing",
  version: 1,
  description: "swing ratio, timing against the beat by instrument, and accents",
  output: z.object({
    feel: z
      .enum(["straight", "swung eighths", "swung sixteenths", "compound"])
      .nullable()
      .meta({
        description: "which notes swing; compound if beats have three parts",
        examples: ['swing.feel "swung eighths"'],
      }),
    eighths: ratio("first of two eighths by the second: 1 straight, 2 triplets, 3 dotted", ["swing.eighths 1.8..2.2"]),
    sixteenths: ratio("first of two sixteenths by the second", ["swing.sixteenths 1.1.."]),
    tightness: offset("standard deviation of notes around the mean place of their instrument", [
      "swing.tightness ..10",
    ]),
    kick: offset("how far the kick is after its beats and eighths (median); negative before them"),
    snare: offset("the same of the snare"),
    hat: offset("the same of hats and rides"),
    bass: offset("the same of the bass", ["swing.bass 5.."]),
    pocket: offset("how far the snare is after the kick", ["swing.pocket 5.."]),
    backbeat: share("share of the snare's notes on beats 2 and 4 of four, without ghost notes", [
      "swing.backbeat 0.9..",
    ]),
    ghosts: share("share of the snare's notes below half the velocity of the loud ones", ["swing.ghosts 0.3.."]),
    accent: z
      .number()
      .nullable()
      .meta({ description: "mean velocity of hats and rides on the beat minus that between beats", unit: "velocity" }),
  }),
}).run((song) => {
  const timing = timingOf(song);
  if (!timing) return nothing;
  const { eighth, sixteenth } = timing.isCompound ? { eighth: null, sixteenth: null } : swingOf(timing);
  return {
    feel: timing.isCompound ? ("compound" as const) : feelOf(eighth, sixteenth),
    eighths: eighth === null ? null : eighth / (1 - eighth),
    sixteenths: sixteenth === null ? null : sixteenth / (1 - sixteenth),
    ...timingByLane(timing, eighth),
    ...accents(timing),
  };
});

function feelOf(eighth: number | null, sixteenth: number | null) {
  if (eighth !== null && eighth >= swung) return "swung eighths" as const;
  if (sixteenth !== null && sixteenth >= swung) return "swung sixteenths" as const;
  return eighth === null && sixteenth === null ? null : ("straight" as const);
}

/** Of a file without notes. */
const nothing = {
  ...{ feel: null, eighths: null, sixteenths: null, tightness: null, kick: null, snare: null },
  ...{ hat: null, bass: null, pocket: null, backbeat: null, ghosts: null, accent: null },
};

export default definePlugin(import.meta.url, { name: "swing", api: 1, provides: [swing, swingReport] });
