/** A plugin as a user would write it: how much of a song is silent, and its longest rest. */
import { defineAnalyzer, definePlugin, z } from "midiq";
import { onsetOrder } from "midiq/hearing";
import { noteSeconds } from "midiq/midi";

const rests = defineAnalyzer({
  id: "rests",
  version: 1,
  description: "silence between the first and the last note",
  output: z.object({
    share: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: "share of the time without sound", examples: ["rests.share 0.3.."] }),
    longest: z
      .number()
      .min(0)
      .nullable()
      .meta({ kind: "duration", unit: "s", description: "longest rest", examples: ["rests.longest 2s.."] }),
  }),
}).run((song) => {
  const { onset, duration } = noteSeconds(song);
  const order = onsetOrder(song);
  const first = order[0];
  if (first === undefined) return { share: null, longest: null };
  const begin = onset[first] ?? 0;
  let end = begin;
  let silent = 0;
  let longest = 0;
  for (const note of order) {
    const at = onset[note] ?? 0;
    if (at > end) {
      silent += at - end;
      longest = Math.max(longest, at - end);
    }
    end = Math.max(end, at + (duration[note] ?? 0));
  }
  return { share: end > begin ? silent / (end - begin) : 0, longest };
});

export default definePlugin(import.meta.url, { name: "rests", api: 1, provides: [rests] });
