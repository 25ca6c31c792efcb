import { describe, expect, test } from "bun:test";
import { beat } from "../../src/analyzers/beat.ts";
import { lanes } from "../../src/hearing/drums/drum-bars.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { parseGrid } from "../../src/music/patterns/grid.ts";
import { delta, midi, timeSignature, track } from "../midi/compose.ts";

const pitches: Readonly<Record<string, number>> = { kick: 36, snare: 38, hat: 42, tom: 45, clap: 39 };
const sixteenth = 24;

/** A song of drums on channel 10 (or another): each bar a drawing of lanes, each step a sixteenth unless said. */
function drumSong(
  bars: readonly Readonly<Record<string, string>>[],
  { channel = 9, step = sixteenth, per = 16, meter = [4, 4] as readonly [number, number] } = {},
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
  return parseSong(midi({}, track(timeSignature(0, ...meter), bytes)));
}
const times = <T>(count: number, bar: T): T[] => Array.from({ length: count }, () => bar);
const rock = { kick: "x.......x.x.....", snare: "....x.......x...", hat: "x.x.x.x.x.x.x.x." };
const shuffle = { kick: "x.....x.....", snare: "...x.....x..", hat: "x.xx.xx.xx.x" };
const house = { kick: "x...x...x...x...", clap: "....x.......x...", hat: "..x...x...x...x." };
const half = { kick: "x.....x.........", snare: "........x.......", hat: "x.x.x.x.x.x.x.x." };

describe("beat", () => {
  test("of a rock beat: its pattern and the backbeat", () => {
    expect(beat.run(drumSong(times(8, rock)), {})).toMatchObject({
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

  test("hears triplets, and draws them", () => {
    expect(beat.run(drumSong(times(8, shuffle), { step: 32, per: 12 }), {})).toMatchObject({
      drum_feel: "triplet",
      drum_pattern: "kick x.....x..... snare ...x.....x.. hat x.xx.xx.xx.x",
    });
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
      ...Object.fromEntries(lanes.map((lane) => [lane, null])),
    } as ReturnType<typeof beat.run>);
  });
});

describe("bars of the drums", () => {
  test("are told once, in the order in which they are heard, at the same places in all lanes", () => {
    const fill = { snare: "....x...xxxx....", tom: "............xxxx" };
    const { kick, snare, tom, clap, ride } = beat.run(drumSong([rock, rock, fill, rock, house, fill]), {});
    const none = "................";
    expect(kick).toEqual([rock.kick, none, house.kick].map(parseGrid));
    expect(snare).toEqual([rock.snare, fill.snare, none].map(parseGrid));
    expect(tom).toEqual([none, fill.tom, none].map(parseGrid));
    expect(clap).toEqual([none, none, house.clap].map(parseGrid));
    expect(ride).toBeNull();
  });

  test("have triplets beside sixteenths, whatever of them is quantised", () => {
    // A beat of triplets among sixteenths, in steps of 1/48.
    const parts = [0, 4, 8, 12, 15, 18, 21, 24, 28, 32, 36];
    const bar = Array.from({ length: 48 }, (_, part) => (parts.includes(part) ? "x" : ".")).join("");
    const song = drumSong(times(4, { snare: bar, kick: `${"x..".repeat(16)}` }), { step: 8, per: 48 });
    const found = beat.run(song, {});
    expect(found.snare).toEqual([parseGrid(bar)]);
    expect(found.kick).toEqual([parseGrid("x".repeat(16))]);
  });

  test("keep late and swung sixteenths as sixteenths", () => {
    // In steps of 1/96 of the bar: 24 a beat, sixteenths at 6, 12 and 18, here up to 1.5 steps late.
    const late = drumSong(times(8, { hat: "x......x....x......x....".repeat(4), kick: "x".padEnd(96, ".") }), {
      step: 4,
      per: 96,
    });
    expect(beat.run(late, {}).hat).toEqual([parseGrid("x".repeat(16))]);
    const swung = drumSong(times(8, { hat: "x.......x...x.......x...".repeat(4) }), { step: 4, per: 96 });
    expect(beat.run(swung, {}).hat).toEqual([parseGrid("x".repeat(16))]);
  });

  test("of twelve eighths are of 24 sixteenths", () => {
    const slow = {
      kick: "x...........x...........",
      snare: "......x...........x.....",
      hat: "x.x.x.x.x.xxx.x.x.x.x.x.",
    };
    const found = beat.run(drumSong(times(8, slow), { per: 24, meter: [12, 8] }), {});
    expect(found.drum_pattern).toBe(`kick ${slow.kick} snare ${slow.snare} hat ${slow.hat}`);
    expect(found.hat).toEqual([parseGrid(slow.hat)]);
  });

  test("of seven eighths lie on the nearest of 48 parts", () => {
    const odd = { kick: "x.............", snare: "....x...x.....", hat: "xxxxxxxxxxxxxx" };
    const found = beat.run(drumSong(times(8, odd), { per: 14, meter: [7, 8] }), {});
    expect(found.kick).toEqual([1]);
    expect(found.snare).toEqual([2 ** Math.round((4 * 48) / 14) + 2 ** Math.round((8 * 48) / 14)]);
  });

  test("are told up to 128 different ones", () => {
    const different = Array.from({ length: 200 }, (_, n) => ({
      kick: "x...............",
      hat: (n + 1).toString(2).padStart(16, "0").replaceAll("0", ".").replaceAll("1", "x"),
    }));
    const { kick, hat, drum_bars } = beat.run(drumSong(different), {});
    expect([kick?.length, new Set(hat).size, drum_bars]).toEqual([128, 128, 200]);
  });
});
