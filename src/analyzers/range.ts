/** Pitch range: the lowest and highest note that is not a drum. */
import { z } from "zod";
import { channelOf, pitchOf } from "../midi/song.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { music } from "../plugin/music-types.ts";

const drumChannel = 9;

/** Lowest and highest pitch, drums excluded; null when there is no pitched note. */
export const range = defineAnalyzer({
  id: "range",
  version: 1,
  description: "lowest and highest pitch, drums excluded",
  output: z.object({
    low: music
      .pitch()
      .nullable()
      .meta({ description: "lowest pitch", examples: ["low C2.."] }),
    high: music
      .pitch()
      .nullable()
      .meta({ description: "highest pitch", examples: ["high ..G3"] }),
  }),
}).run((song) => {
  let low = 128;
  let high = -1;
  for (let note = 0; note < song.notes.length; note++) {
    const info = song.notes.info[note]!;
    if (channelOf(info) === drumChannel) continue;
    const pitch = pitchOf(info);
    if (pitch < low) low = pitch;
    if (pitch > high) high = pitch;
  }
  return high < 0 ? { low: null, high: null } : { low, high };
});
