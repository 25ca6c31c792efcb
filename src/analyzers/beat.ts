/** The beat: the bar that the drums repeat, what kind of beat it is, its feel, and where it is left for a fill. */
import { z } from "zod";
import type { Song } from "../midi/song.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { type DrumBars, drumBars, type Lane, lanes, stepsPerBeat } from "./drumming/drum-bars.ts";

/** Kinds of beats, from the kick and the snare (or clap) of most bars in four. */
const kinds = ["four-on-the-floor", "backbeat", "half-time", "other"] as const;
/** Share of the bars that a kind needs. */
const mostBars = 0.5;
/** Hits off the beat that a feel needs, and the share of them that lie on thirds in triplet feel. */
const fewHits = 6;
const tripletShare = 0.5;
/** A fill: this many hits of the snare and the toms more than in the usual bar. */
const fillHits = 3;

type Bar = DrumBars["bars"][number];
const sameBar = (bar: Bar): string => lanes.map((lane) => bar[lane].toString(36)).join(" ");
const count = (hits: number): number => {
  let bits = 0;
  for (let rest = hits >>> 0; rest > 0; rest = (rest & (rest - 1)) >>> 0) bits++;
  return bits;
};

/** The bar that is played most often, the earlier of two; undefined without drums. */
function usualBar({ bars }: DrumBars): Bar | undefined {
  const counts = new Map<string, { bar: Bar; times: number }>();
  for (const bar of bars) {
    const known = counts.get(sameBar(bar));
    if (known) known.times++;
    else counts.set(sameBar(bar), { bar, times: 1 });
  }
  let best: { bar: Bar; times: number } | undefined;
  for (const one of counts.values()) if (!best || one.times > best.times) best = one;
  return best?.bar;
}

/** A lane as people draw it: `x...x...x...x...`. */
const drawn = (hits: number, steps: number): string =>
  Array.from({ length: steps }, (_, step) => ((hits >>> step) & 1 ? "x" : ".")).join("");

/** Kind of beat of a bar in four. */
function kindOf(bar: Bar): (typeof kinds)[number] {
  const [one, two, three, four] = [0, 1, 2, 3].map((beat) => 1 << (beat * stepsPerBeat)) as [
    number,
    number,
    number,
    number,
  ];
  const back = bar.snare | bar.clap | bar.rim;
  const has = (hits: number, wanted: number): boolean => (hits & wanted) === wanted;
  if (has(bar.kick, one | two | three | four)) return "four-on-the-floor";
  if (has(back, two | four) && has(bar.kick, one)) return "backbeat";
  if (has(back, three) && (back & (two | four)) === 0 && has(bar.kick, one)) return "half-time";
  return "other";
}

function kindOfSong({ bars, steps }: DrumBars): (typeof kinds)[number] | null {
  if (bars.length === 0 || steps !== 16) return null;
  const told = bars.map(kindOf);
  return (
    kinds.find((kind) => kind !== "other" && told.filter((one) => one === kind).length >= bars.length * mostBars) ??
    "other"
  );
}

/** Bars that play so much more on the snare and the toms than the usual one that they are fills. */
function fills({ bars }: DrumBars, usual: Bar | undefined): number {
  if (!usual) return 0;
  const drums: readonly Lane[] = ["snare", "tom"];
  const hits = (bar: Bar): number => drums.reduce((sum, lane) => sum + count(bar[lane]), 0);
  return bars.filter((bar) => hits(bar) >= hits(usual) + fillHits).length;
}

/** What the drums play. */
export const beat = defineAnalyzer({
  id: "beat",
  version: 1,
  description: "pattern, kind and feel of the drums, on a grid of sixteenths",
  output: z.object({
    drum_pattern: z
      .string()
      .nullable()
      .meta({
        description: "the bar that the drums play most often, a lane for each piece, x a hit and . a sixteenth without",
        examples: ['drum_pattern contains "kick x...x...x...x..."'],
      }),
    beat: z
      .enum(kinds)
      .nullable()
      .meta({
        description: "kind of beat of most bars in four: kick on all four; snare on two and four; snare on three alone",
        examples: ["beat four-on-the-floor bpm 120..130"],
      }),
    drum_feel: z.enum(["straight", "triplet"]).nullable().meta({ description: "where hits between the beats lie" }),
    drum_bars: z.int().min(0).meta({ description: "bars that hold drums", unit: "bars" }),
    drum_fills: z
      .int()
      .min(0)
      .nullable()
      .meta({ description: "bars with three or more hits of snare and toms above the usual bar", unit: "bars" }),
  }),
}).run((song: Song) => {
  const bars = drumBars(song);
  const usual = usualBar(bars);
  const between = bars.thirds + bars.quarters;
  return {
    drum_pattern: usual
      ? lanes.flatMap((lane) => (usual[lane] === 0 ? [] : [`${lane} ${drawn(usual[lane], bars.steps)}`])).join(" ") ||
        null
      : null,
    beat: kindOfSong(bars),
    drum_feel: between < fewHits ? null : bars.thirds >= between * tripletShare ? "triplet" : "straight",
    drum_bars: bars.bars.length,
    drum_fills: usual ? fills(bars, usual) : null,
  };
});
