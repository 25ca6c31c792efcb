/** Meter from the file's time signatures: the one under which most of the music lies. */
import { z } from "zod";
import { barCount, barMap } from "../midi/meter.ts";
import { lastNoteEnd } from "../midi/views.ts";
import { meterOf } from "../music/meter.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { estimate } from "../plugin/estimate.ts";
import { music } from "../plugin/music-types.ts";

/** 1/4 and the like count bars, not music: POP909 says 1/4 in 338 of 600 songs of 4/4. */
const implausibleNumerator = 1;

/** Meter of the whole song. */
export const meter = defineAnalyzer({
  id: "meter",
  version: 1,
  description: "meter from the file's time signatures; the first may be a pickup's, so the longest counts",
  output: z.object({
    ...estimate(
      "meter",
      music.meter().meta({ kind: "meter", description: "main meter", examples: ["meter 3/4", "meter 6/8,12/8"] }),
    ),
    meter_initial: music
      .meter()
      .meta({ kind: "meter", description: "meter at the start; 4/4 where the file says none" }),
    meter_changes: z.boolean().meta({ field: "meter.changes", description: "the meter changes while notes sound" }),
    bars: z
      .int()
      .min(0)
      .meta({ description: "bars up to the end of the last note", unit: "bars", examples: ["bars 4,8,16"] }),
  }),
}).run((song) => {
  const map = barMap(song);
  const end = lastNoteEnd(song).ticks;
  const lasting = new Map<number, number>();
  for (let n = 0; n < map.tick.length; n++) {
    const from = map.tick[n] as number;
    const lasts = Math.min(map.tick[n + 1] ?? end, end) - from;
    if (lasts <= 0 && !(n === 0 && end === 0)) continue;
    const one = meterOf(map.numerator[n] as number, map.denominator[n] as number);
    lasting.set(one, (lasting.get(one) ?? 0) + lasts);
  }
  const [main] = [...lasting].sort(([, a], [, b]) => b - a)[0] ?? [null];
  const initial = meterOf(map.numerator[0] as number, map.denominator[0] as number);
  const known = song.timeSignatures.tick.length > 0 && song.division.kind === "metrical" && main !== null;
  const plausible = known && main >> 8 > implausibleNumerator;
  return {
    meter: plausible ? main : null,
    meter_source: plausible ? ("event" as const) : ("default" as const),
    meter_confidence: plausible ? (lasting.get(main) as number) / Math.max(1, end) || 1 : null,
    meter_initial: initial,
    meter_changes: lasting.size > 1,
    bars: song.notes.length === 0 ? 0 : barCount(song),
  };
});
