/** Meter: the file's time signatures checked against how its notes recur, or inferred from them. */
import { z } from "zod";
import { barsIn, firstMeter, pickup, soundingMeters } from "../hearing/meter/song-bars.ts";
import { songMeter } from "../hearing/meter/song-meter.ts";
import { formatMeter, meterOf } from "../music/meter.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import { estimate } from "../plugin/estimate.ts";
import { music } from "../plugin/music-types.ts";
import type { MeterFeatures } from "./features.ts";

/**
 * Meter of the whole song (see `songMeter`). Its confidence is that of the class: 2/4, 4/4 and 2/2 sound alike, as do
 * 3/4 and 3/8, and of such the file's own is taken, else 4/4 and 3/4; a clip of two quarters is 2/4.
 */
export const meter: AnalyzerOf<"meter", MeterFeatures> = defineAnalyzer({
  id: "meter",
  version: 5,
  description: "meter from time signatures if the notes agree, else from how the notes repeat",
  output: z.object({
    ...estimate(
      "meter",
      music.meter().meta({ kind: "meter", description: "main meter", examples: ["meter 3/4", "meter 6/8,12/8"] }),
    ),
    meter_initial: music
      .meter()
      .meta({ kind: "meter", description: "meter at the start; 4/4 if the file states none" }),
    meter_any: z.array(z.string()).meta({
      field: "meter.any",
      description: "all meters while notes sound: 4/4, 3/4; a pickup and a short last bar are none",
      examples: ["meter.any 3/4", "meter.any all [3/4, 4/4]"],
    }),
    meter_changes: z.boolean().meta({
      field: "meter.changes",
      description: "the meter changes while notes sound; a pickup and a short last bar are no change",
    }),
    pickup: z.number().min(0).nullable().meta({ description: "length before the first downbeat", unit: "beats" }),
    bars: z
      .int()
      .min(0)
      .meta({
        description: "bars up to the end of the last note, which may ring over the last bar line by a beat",
        unit: "bars",
        examples: ["bars 4,8,16"],
      }),
  }),
}).run((song) => {
  const sounding = soundingMeters(song);
  const { numerator, denominator, source, confidence } = songMeter(song);
  const isKnown = source !== "default";
  const main = meterOf(numerator, denominator);
  return {
    meter: isKnown ? main : null,
    meter_source: source,
    meter_confidence: confidence,
    meter_initial: firstMeter(song),
    meter_any: [...new Set(source === "event" ? [main, ...sounding] : isKnown ? [main] : [])].map(formatMeter),
    meter_changes: sounding.size > 1,
    pickup: isKnown && song.notes.length > 0 ? pickup(song) : null,
    bars: barsIn(song),
  };
});
