/** Where the sections of a song begin and end in ticks. */
import { type Song, view } from "../../midi/song.ts";
import { beatGrid } from "../time/beat-grid.ts";
import { sections } from "./sections.ts";

/** First tick of each section, then the end of the last; empty without sections. */
export const sectionTicks: (song: Song) => Float64Array = view((song) => {
  const found = sections(song);
  const last = found.at(-1);
  if (last === undefined) return new Float64Array(0);
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  const pickup = firstDownbeat % beatsPerBar;
  const offset = pickup > 0 ? beatsPerBar - pickup : 0;
  const tickOf = (bar: number): number => tick[Math.max(0, Math.min(tick.length - 1, bar * beatsPerBar - offset))]!;
  return Float64Array.from([...found.map(({ bar }) => bar), last.bar + last.bars], tickOf);
});
