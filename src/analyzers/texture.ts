/** How many notes there are: in all, in a second, at once; and how loud. */
import { z } from "zod";
import { polyphony } from "../hearing/parts/polyphony.ts";
import { velocities } from "../hearing/parts/velocities.ts";
import { lastNoteEnd } from "../hearing/views.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import type { TextureFeatures } from "./features.ts";

/** Counts, density, polyphony and velocity. */
export const texture: AnalyzerOf<"texture", TextureFeatures> = defineAnalyzer({
  id: "texture",
  version: 2,
  description: "number of notes, density, polyphony, velocity",
  output: z.object({
    notes: z
      .int()
      .min(0)
      .meta({ description: "number of notes, drums included", unit: "notes", examples: ["notes 500.."] }),
    tracks: z.int().min(0).meta({ description: "tracks that hold notes", unit: "tracks" }),
    density: z
      .number()
      .min(0)
      .nullable()
      .meta({ description: "notes per second, drums included", unit: "notes/s", examples: ["density 2..8"] }),
    polyphony: z
      .int()
      .min(0)
      .meta({
        description: "maximum number of notes at once, drums excluded",
        unit: "notes",
        aliases: ["poly"],
        examples: ["notes 500.. poly ..4"],
      }),
    polyphony_mean: z
      .number()
      .min(0)
      .nullable()
      .meta({ description: "mean number of notes at once, drums excluded; silence is ignored", unit: "notes" }),
    velocity_mean: z.number().min(0).max(127).nullable().meta({ description: "mean velocity", unit: "velocity" }),
    velocity_deviation: z
      .number()
      .min(0)
      .nullable()
      .meta({ description: "standard deviation of the velocity; 0 if all notes have the same", unit: "velocity" }),
  }),
}).run((song) => {
  const { length } = song.notes;
  const { seconds } = lastNoteEnd(song);
  const { max, mean } = polyphony(song);
  const { mean: loudness, deviation } = velocities(song);
  return {
    notes: length,
    tracks: song.tracks.filter((track) => track.noteCount > 0).length,
    density: length > 0 && seconds > 0 ? length / seconds : null,
    polyphony: max,
    polyphony_mean: mean > 0 ? mean : null,
    velocity_mean: loudness,
    velocity_deviation: deviation,
  };
});
