import { describe, expect, test } from "bun:test";
import { beat } from "../../src/analyzers/beat.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { delta, midi, timeSignature, track } from "../midi/compose.ts";

const pitches: Readonly<Record<string, number>> = { kick: 36, snare: 38, hat: 42, tom: 45, clap: 39 };
const sixteenth = 24;

/** A song of drums on channel 10 (or another): each bar a drawing of lanes, each step a sixteenth unless said. */
function drumSong(
  bars: readonly Readonly<Record<string, string>>[],
  { channel = 9, step = sixteenth, per = 16 } = {},
): Song {
  const hits = bars.flatMap((bar, n) =>
    Object.entries(bar).flatMap(([lane, steps]) =>
      [...steps].flatMap((sign, at) => (sign === "x" ? [{ tick: (n * per + at) * step, pitch: pitches[lane]! }] : [])),
    ),
  );
  const events = hits
    .flatMap(({ tick, pitch }) => [
      { tick, event: [0x90 | channel, pitch, 100] },
      { tick: tick + 10, event: [0x80 | channel, pitch, 0] },
    ])
    .sort((a, b) => a.tick - b.tick);
  let now = 0;
  const bytes = events.flatMap(({ tick, event }) => {
    const written = [...delta(tick - now), ...event];
    now = tick;
    return written;
  });
  return parseSong(midi({}, track(timeSignature(0, 4, 4), bytes)));
}
const times = <T>(count: number, bar: T): T[] => Array.from({ length: count }, () => bar);
const rock = { kick: "x.......x.x.....", snare: "....x.......x...", hat: "x.x.x.x.x.x.x.x." };
const house = { kick: "x...x...x...x...", clap: "....x.......x...", hat: "..x...x...x...x." };
const half = { kick: "x.....x.........", snare: "........x.......", hat: "x.x.x.x.x.x.x.x." };

describe("beat", () => {
  test("of a rock beat: its pattern and the backbeat", () => {
    expect(beat.run(drumSong(times(8, rock)), {})).toEqual({
      drum_pattern: "kick x.......x.x..... snare ....x.......x... hat x.x.x.x.x.x.x.x.",
      beat: "backbeat",
      drum_feel: "straight",
      drum_bars: 8,
      drum_fills: 0,
    });
  });

  test("tells four on the floor and half-time", () => {
    expect(beat.run(drumSong(times(8, house)), {}).beat).toBe("four-on-the-floor");
    expect(beat.run(drumSong(times(8, half)), {}).beat).toBe("half-time");
  });

  test("counts fills, and keeps the usual bar's pattern", () => {
    const fill = { kick: "x...............", snare: "....x...xxxx....", tom: "............xxxx" };
    const found = beat.run(drumSong([...times(3, rock), fill, ...times(3, rock), fill]), {});
    expect(found.drum_fills).toBe(2);
    expect(found.drum_pattern).toStartWith("kick x.......x.x.....");
  });

  test("hears triplets", () => {
    const shuffle = { kick: "x.....x.....", snare: "...x.....x..", hat: "x.xx.xx.xx.x" };
    expect(beat.run(drumSong(times(8, shuffle), { step: 32, per: 12 }), {}).drum_feel).toBe("triplet");
  });

  test("hears drums on channel 1 as well", () => {
    expect(beat.run(drumSong(times(8, rock), { channel: 0 }), {}).beat).toBe("backbeat");
  });

  test("is unknown without drums", () => {
    expect(beat.run(parseSong(midi({}, track())), {})).toEqual({
      drum_pattern: null,
      beat: null,
      drum_feel: null,
      drum_bars: 0,
      drum_fills: null,
    });
  });
});
