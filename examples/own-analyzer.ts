// An analyzer of your own in under 30 lines: how often the melody leaps. Use it, then ask for its field at any time:
//   midiq add ~/midi --plugin examples/own-analyzer.ts
//   midiq "leaps.share 0.3.. bpm 120..130"
import { defineAnalyzer, definePlugin, z } from "midiq";
import { channelOf, pitchOf } from "midiq/midi";

const leaps = defineAnalyzer({
  id: "leaps",
  version: 1,
  description: "leaps of more than a whole tone between neighboring notes of a track",
  output: z.object({
    share: z.number().min(0).max(1).nullable().meta({ description: "share of steps that are leaps" }),
  }),
}).run((song) => {
  let steps = 0;
  let wide = 0;
  for (const { firstNote, noteCount } of song.tracks) {
    for (let note = firstNote + 1; note < firstNote + noteCount; note++) {
      const [before = 0, now = 0] = [song.notes.info[note - 1], song.notes.info[note]];
      if (channelOf(now) === 9) continue;
      steps++;
      if (Math.abs(pitchOf(now) - pitchOf(before)) > 2) wide++;
    }
  }
  return { share: steps > 0 ? wide / steps : null };
});

export default definePlugin(import.meta.url, { name: "leaps", api: 1, provides: [leaps] });
