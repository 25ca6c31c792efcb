/** The beat: what the drums play in each bar, the bar that they repeat, what kind of beat it is, its feel, and its fills. */
import { z } from "zod";
import { type DrumBars, drumBars, type Lane, laneIndex, lanes } from "../hearing/drums/drum-bars.ts";
import type { BarDivision } from "../hearing/meter/bar-parts.ts";
import { hitCount, isHit, maskOf, mostDifferent, type PlayedBar } from "../hearing/meter/bar-words.ts";
import type { Song } from "../midi/song.ts";
import { gridSteps } from "../music/patterns/grid.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { music } from "../plugin/music-types.ts";

/** Kinds of beats, from the kick and the snare (or clap) of most bars in four. */
const kinds = ["four-on-the-floor", "backbeat", "half-time", "other"] as const;
/** Share of the bars that a kind needs. */
const mostBars = 0.5;
/** Hits off the beat that a feel needs, and the share of them that lie on thirds in triplet feel. */
const fewHits = 6;
const tripletShare = 0.5;
/** A fill: this many hits of the snare and the toms more than in the usual bar. */
const fillHits = 3;

type Bar = PlayedBar["words"];

const sum = (bars: readonly PlayedBar[]): number => bars.reduce((all, { times }) => all + times, 0);

/** The bar that is played most often, the earlier of two; undefined without drums. */
function usualBar({ bars }: DrumBars): Bar | undefined {
  let best: PlayedBar | undefined;
  for (const bar of bars) if (!best || bar.times > best.times) best = bar;
  return best?.words;
}

/** The lanes of a bar as people draw them: in sixteenths, in triplets where they hold all hits, else in 48 parts. */
function drawn(bar: Bar, { beatsPerBar, usual, others }: BarDivision): string | null {
  const parts = Array.from({ length: gridSteps }, (_, part) => part).filter((part) =>
    lanes.some((_, lane) => isHit(bar, lane, part)),
  );
  const partOf = (step: number, steps: number): number => Math.round((step * gridSteps) / steps);
  const stepOf = (part: number, steps: number): number => Math.round((part * steps) / gridSteps);
  const steps =
    [usual * beatsPerBar, others * beatsPerBar].find((count) =>
      parts.every((part) => partOf(stepOf(part, count), count) === part),
    ) ?? gridSteps;
  const told = lanes.flatMap((name, lane) => {
    if (hitCount(bar, lane) === 0) return [];
    const signs = Array.from({ length: steps }, (_, step) => (isHit(bar, lane, partOf(step, steps)) ? "x" : "."));
    return [`${name} ${signs.join("")}`];
  });
  return told.join(" ") || null;
}

/** Kind of beat of a bar in four. */
function kindOf(bar: Bar): (typeof kinds)[number] {
  const on = (piece: Lane, beat: number): boolean => isHit(bar, laneIndex[piece], (beat - 1) * (gridSteps / 4));
  const back = (beat: number): boolean => on("snare", beat) || on("clap", beat) || on("rim", beat);
  if (!on("kick", 1)) return "other";
  if (on("kick", 2) && on("kick", 3) && on("kick", 4)) return "four-on-the-floor";
  if (back(2) && back(4)) return "backbeat";
  return back(3) && !back(2) && !back(4) ? "half-time" : "other";
}

function kindOfSong({ bars, division }: DrumBars): (typeof kinds)[number] | null {
  if (division?.beatsPerBar !== 4) return null;
  const most = sum(bars) * mostBars;
  const told = Map.groupBy(bars, ({ words }) => kindOf(words));
  return kinds.find((kind) => kind !== "other" && sum(told.get(kind) ?? []) >= most) ?? "other";
}

/** Bars that play so much more on the snare and the toms than the usual one that they are fills. */
function fills({ bars }: DrumBars, usual: Bar): number {
  const hits = (bar: Bar): number => hitCount(bar, laneIndex.snare) + hitCount(bar, laneIndex.tom);
  const least = hits(usual) + fillHits;
  return sum(bars.filter(({ words }) => hits(words) >= least));
}

/** The different bars of each lane, at the same places in all lanes; null for a lane that is never hit. */
function lanesOf({ bars }: DrumBars): Readonly<Record<Lane, number[] | null>> {
  const told = bars.slice(0, mostDifferent);
  const masksOf = (lane: number): number[] | null => {
    const masks = told.map(({ words }) => maskOf(words, lane));
    return masks.some((mask) => mask > 0) ? masks : null;
  };
  return Object.fromEntries(lanes.map((name, lane) => [name, masksOf(lane)])) as Record<Lane, number[] | null>;
}

const lane = (piece: string, aliases: readonly string[], ...examples: readonly string[]) =>
  music
    .bars()
    .nullable()
    .meta({ description: `bars of the ${piece}; bars of all lanes stand at the same places`, aliases, examples });

/** What the drums play. */
export const beat = defineAnalyzer({
  id: "beat",
  version: 2,
  description: "bars of the drums on a grid of sixteenths and triplets, their pattern, kind and feel",
  output: z.object({
    drum_pattern: z
      .string()
      .nullable()
      .meta({
        description:
          "the bar that the drums play most often, a lane for each piece, x a hit and . a sixteenth (or triplet) without",
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
    kick: lane(
      "kick",
      [],
      "kick x...x...x...x...",
      "any bar (kick x...x...x...x... snare ....x.......x...)",
      "kick = x.......x.......",
    ),
    snare: lane("snare", [], "snare ....x.......x..."),
    clap: lane("clap", [], "clap ....x.......x..."),
    rim: lane("rim", ["sidestick"], "rim ...x..x...x....."),
    hat: lane("closed hi-hat", ["hihat"], "hat ~ x.x.x.x.x.x.x.x."),
    openhat: lane("open hi-hat", ["open_hat"], "kick x...x...x...x... openhat ..x...x...x...x."),
    ride: lane("ride", [], "ride x..x.xx..x.x"),
    crash: lane("crash and splash cymbals", [], "crash x..............."),
    tom: lane("toms", ["toms"], "tom ............xxxx"),
  }),
}).run((song: Song) => {
  const bars = drumBars(song);
  const usual = usualBar(bars);
  const between = bars.thirds + bars.quarters;
  return {
    drum_pattern: usual && bars.division ? drawn(usual, bars.division) : null,
    beat: kindOfSong(bars),
    drum_feel: between < fewHits ? null : bars.thirds >= between * tripletShare ? "triplet" : "straight",
    drum_bars: sum(bars.bars),
    drum_fills: usual ? fills(bars, usual) : null,
    ...lanesOf(bars),
  };
});
