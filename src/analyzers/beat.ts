/** The beat: what the drums play in each bar, the bar that they repeat, what kind of beat it is, its feel, and its fills. */
import { z } from "zod";
import { beatKind, beatKinds, drumFeel } from "../hearing/drums/beat-kind.ts";
import { drumBars } from "../hearing/drums/drum-bars.ts";
import { drawn, fills, lanesOf, timesPlayed, usualBar } from "../hearing/drums/usual-bar.ts";
import { type AnalyzerOf, defineAnalyzer } from "../plugin/analyzer.ts";
import { music } from "../plugin/music-types.ts";
import type { BeatFeatures } from "./features.ts";

const lane = (piece: string, aliases: readonly string[], ...examples: readonly string[]) =>
  music
    .bars()
    .nullable()
    .meta({ description: `bars of the ${piece}; the bars of all pieces are in the same order`, aliases, examples });

/** What the drums play. */
export const beat: AnalyzerOf<"beat", BeatFeatures> = defineAnalyzer({
  id: "beat",
  version: 4,
  description: "bars of the drums on a grid of sixteenths and triplets, their pattern, kind and feel",
  output: z.object({
    drum_pattern: z
      .string()
      .nullable()
      .meta({
        description:
          "the bar that the drums play most often: a lane for each piece, x for a hit, . for a sixteenth or triplet without one",
        examples: ['drum_pattern contains "kick x...x...x...x..."'],
      }),
    beat: z
      .enum(beatKinds)
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
}).run((song) => {
  const bars = drumBars(song);
  const usual = usualBar(bars);
  return {
    drum_pattern: usual && bars.division ? drawn(usual, bars.division) : null,
    beat: beatKind(bars),
    drum_feel: drumFeel(bars),
    drum_bars: timesPlayed(bars.bars),
    drum_fills: usual ? fills(bars, usual) : null,
    ...lanesOf(bars),
  };
});
