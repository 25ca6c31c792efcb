/** Meter: the file's time signatures checked against how its notes recur, or inferred from them. */
import { z } from "zod";
import { songMeter } from "../hearing/meter/song-meter.ts";
import { barCount, barMap } from "../hearing/meter/written-meter.ts";
import { beatGrid } from "../hearing/time/beat-grid.ts";
import { lastNoteEnd } from "../hearing/views.ts";
import type { Song } from "../midi/song.ts";
import { formatMeter, meterOf } from "../music/meter.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { estimate } from "../plugin/estimate.ts";
import { music } from "../plugin/music-types.ts";

/** A note before the first downbeat by less than this part of a beat plays on it, early. */
const early = 0.25;

/**
 * Meter of the whole song (see `songMeter`). Its confidence is that of the class: 2/4, 4/4 and 2/2 sound alike, as do
 * 3/4 and 3/8, and of such the file's own is taken, else 4/4 and 3/4.
 */
export const meter = defineAnalyzer({
  id: "meter",
  version: 3,
  description: "meter from time signatures where the notes allow it, else from how the notes recur",
  output: z.object({
    ...estimate(
      "meter",
      music.meter().meta({ kind: "meter", description: "main meter", examples: ["meter 3/4", "meter 6/8,12/8"] }),
    ),
    meter_initial: music
      .meter()
      .meta({ kind: "meter", description: "meter at the start; 4/4 where the file says none" }),
    meter_any: z.array(z.string()).meta({
      field: "meter.any",
      description: "every meter that holds while notes sound: 4/4, 3/4",
      examples: ["meter.any 3/4", "meter.any all [3/4, 4/4]"],
    }),
    meter_changes: z.boolean().meta({ field: "meter.changes", description: "the meter changes while notes sound" }),
    pickup: z.number().min(0).nullable().meta({ description: "length before the first downbeat", unit: "beats" }),
    bars: z
      .int()
      .min(0)
      .meta({ description: "bars up to the end of the last note", unit: "bars", examples: ["bars 4,8,16"] }),
  }),
}).run((song) => {
  const map = barMap(song);
  const end = lastNoteEnd(song).ticks;
  const sounding = new Set<number>();
  for (let n = 0; n < map.tick.length; n++) {
    const from = map.tick[n]!;
    const lasts = Math.min(map.tick[n + 1] ?? end, end) - from;
    if (lasts > 0) sounding.add(meterOf(map.numerator[n]!, map.denominator[n]!));
  }
  const { numerator, denominator, source, confidence } = songMeter(song);
  const isKnown = source !== "default";
  const main = meterOf(numerator, denominator);
  return {
    meter: isKnown ? main : null,
    meter_source: source,
    meter_confidence: confidence,
    meter_initial: meterOf(map.numerator[0]!, map.denominator[0]!),
    meter_any: [...new Set(source === "event" ? [main, ...sounding] : isKnown ? [main] : [])].map(formatMeter),
    meter_changes: sounding.size > 1,
    pickup: isKnown && song.notes.length > 0 ? pickup(song) : null,
    bars: song.notes.length === 0 ? 0 : source === "detected" ? gridBars(song) : barCount(song),
  };
});

/** Beats from the first onset to the first downbeat at or behind it. */
function pickup(song: Song): number {
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  let first = Number.POSITIVE_INFINITY;
  for (const { firstNote, noteCount } of song.tracks) {
    if (noteCount > 0) first = Math.min(first, song.notes.onset[firstNote]!);
  }
  let beat = 0;
  while (beat + 2 < tick.length && tick[beat + 1]! <= first) beat++;
  const place = beat + (first - tick[beat]!) / (tick[beat + 1]! - tick[beat]!);
  const before = (((firstDownbeat - place) % beatsPerBar) + beatsPerBar) % beatsPerBar;
  return before > beatsPerBar - early || before < early ? 0 : before;
}

/** Bars of the beat grid, an upbeat as one. */
function gridBars(song: Song): number {
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  const beats = tick.length - 1 - firstDownbeat;
  return Math.max(1, Math.ceil(beats / beatsPerBar) + (pickup(song) > 0 ? 1 : 0));
}
