import { describe, expect, test } from "bun:test";
import { barAt, barCount, barMap, tickOfBar } from "../../src/hearing/meter/written-meter.ts";
import { parts } from "../../src/hearing/parts/parts.ts";
import { partPolyphony, polyphony, polyphonyWithDrums } from "../../src/hearing/parts/polyphony.ts";
import { chroma, lastNoteEnd, onsetOrder, programs } from "../../src/hearing/views.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { noteSeconds, secondsAt, tempoMap, ticksAt } from "../../src/midi/tempo.ts";
import { delta, melody, midi, tempo, timeSignature, track } from "./compose.ts";

const drums = { channel: 9 };

describe("tempoMap", () => {
  test("holds 120 bpm where the file says no tempo", () => {
    const map = tempoMap(parseSong(midi({}, track(melody("C4 1/4")))));
    expect(Array.from(map.microsecondsPerQuarter)).toEqual([500_000]);
    expect(secondsAt(map, 96)).toBeCloseTo(0.5, 12);
  });

  test("adds up segments, and the last of several tempos on one tick wins", () => {
    const map = tempoMap(parseSong(midi({}, track(tempo(96, 100_000), tempo(0, 1_000_000), tempo(96, 250_000)))));
    expect(Array.from(map.tick)).toEqual([0, 96, 192]);
    expect(Array.from(map.microsecondsPerQuarter)).toEqual([500_000, 1_000_000, 250_000]);
    expect([48, 96, 144, 192, 288].map((tick) => secondsAt(map, tick))).toEqual([0.25, 0.5, 1, 1.5, 1.75]);
    expect([0.25, 0.5, 1, 1.5, 1.75].map((seconds) => ticksAt(map, seconds))).toEqual([48, 96, 144, 192, 288]);
  });

  test("takes SMPTE ticks for seconds and ignores tempos", () => {
    const map = tempoMap(parseSong(midi({ division: 0xe728 }, track(tempo(0, 9), melody("C4 1/4")))));
    expect(secondsAt(map, 1000)).toBeCloseTo(1, 12);
  });

  test("gives the same seconds with a cursor as by search, over thousands of tempos", () => {
    const tempos = Array.from({ length: 3000 }, (_, event) => tempo(1, 200_000 + ((event * 7919) % 600_000)));
    const notes = Array.from({ length: 200 }, (_, note) => melody(`C4 1/${1 + (note % 32)} - 1/96`)).flat();
    const song = parseSong(midi({}, track(...tempos), track(notes), track(melody("C2 40/1"))));
    const map = tempoMap(song);
    const { onset, duration } = noteSeconds(song);
    for (let note = 0; note < song.notes.length; note++) {
      const begin = song.notes.onset[note]!;
      expect(onset[note]).toBeCloseTo(secondsAt(map, begin), 9);
      expect(onset[note]! + duration[note]!).toBeCloseTo(secondsAt(map, begin + song.notes.duration[note]!), 9);
      expect(ticksAt(map, onset[note]!)).toBeCloseTo(begin, 6);
    }
  });
});

describe("barMap", () => {
  test("lays out 4/4 where the file says nothing", () => {
    const song = parseSong(midi({}, track(melody("C4 1/1 C4 1/1 C4 1/4"))));
    expect(barAt(barMap(song), 384 + 144)).toEqual({ bar: 1, beat: 1.5 });
    expect(tickOfBar(barMap(song), 2, 1)).toBe(864);
    expect(barCount(song)).toBe(3);
  });

  test("begins a new bar at a new signature, so that a pickup is bar 0", () => {
    const song = parseSong(
      midi({}, track(timeSignature(0, 1, 4), timeSignature(96, 6, 8)), track(melody("C4 1/4 C4 3/2"))),
    );
    const map = barMap(song);
    expect(barAt(map, 95).bar).toBe(0);
    expect(barAt(map, 96)).toEqual({ bar: 1, beat: 0 });
    expect(barAt(map, 96 + 288 + 48)).toEqual({ bar: 2, beat: 1 });
    expect(tickOfBar(map, 2)).toBe(384);
    expect(barCount(song)).toBe(3);
  });

  test("takes the last of several signatures on one tick, and no notice of one that repeats", () => {
    const song = parseSong(midi({}, track(timeSignature(0, 3, 4), timeSignature(0, 2, 4), timeSignature(50, 2, 4))));
    expect(Array.from(barMap(song).tick)).toEqual([0]);
    expect(barAt(barMap(song), 192).bar).toBe(1);
  });

  test("counts no bars without notes", () => {
    expect(barCount(parseSong(midi({}, track())))).toBe(0);
  });
});

describe("views", () => {
  test("onsetOrder sorts by onset, then pitch, over all tracks", () => {
    const song = parseSong(midi({}, track(melody("G4 1/4 C4 1/4")), track(melody("E4+C4 1/4 C3 1/4"))));
    expect(Array.from(onsetOrder(song))).toEqual([3, 2, 0, 4, 1]);
  });

  test("onsetOrder agrees with a comparison sort on many notes", () => {
    const tracks = Array.from({ length: 7 }, (_, each) =>
      track(
        Array.from({ length: 300 }, (_, note) => melody(`C${(note * each) % 9} 1/${1 + ((note * 31) % 64)}`)).flat(),
      ),
    );
    const { notes } = parseSong(midi({}, ...tracks));
    const expected = Array.from({ length: notes.length }, (_, note) => note).sort(
      (a, b) => notes.onset[a]! - notes.onset[b]! || (notes.info[a]! & 127) - (notes.info[b]! & 127) || a - b,
    );
    expect(Array.from(onsetOrder(parseSong(midi({}, ...tracks))))).toEqual(expected);
  });

  test("chroma adds up quarters by pitch class, without drums", () => {
    const song = parseSong(midi({}, track(melody("C4 1/4 C5 1/2 E4 1/8")), track(melody("D2 1/1", drums))));
    expect(Array.from(chroma(song))).toEqual([3, 0, 0, 0, 0.5, 0, 0, 0, 0, 0, 0, 0]);
  });

  test("programs counts notes by program, and drums apart", () => {
    const song = parseSong(midi({}, track([0, 0xc0, 40], melody("C4 1/4 C4 1/4")), track(melody("C2 1/4", drums))));
    const { notes, drumNotes } = programs(song);
    expect(notes[40]).toBe(2);
    expect(notes.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(drumNotes).toBe(1);
  });

  test("lastNoteEnd is where the longest note ends, not the track", () => {
    const song = parseSong(midi({}, track(melody("C4 1/2 - 1/1 C4 1/4"), [99, 0xb0, 1, 1]), track(melody("C2 1/4"))));
    expect(lastNoteEnd(song)).toEqual({ ticks: 672, seconds: 3.5 });
    expect(lastNoteEnd(parseSong(midi({}, track())))).toEqual({ ticks: 0, seconds: 0 });
  });

  test("polyphony counts what sounds at once, and leaves silence out of the mean", () => {
    const song = parseSong(midi({}, track(melody("C4+E4+G4 1/4 - 4/1 C4 1/4 D4 1/2")), track(melody("C2 8/1", drums))));
    expect(polyphony(song)).toEqual({ max: 3, mean: 1.5 });
    expect(polyphonyWithDrums(song)).toEqual({ max: 4, mean: (3 + 1 + 2 + 32) / 32 });
    expect(polyphony(parseSong(midi({}, track())))).toEqual({ max: 0, mean: 0 });
  });

  test("polyphony takes notes that touch for one after the other, and a note of no duration for a tick", () => {
    expect(polyphony(parseSong(midi({}, track(melody("C4 1/4 C4 1/4")))))).toEqual({ max: 1, mean: 1 });
    expect(polyphony(parseSong(midi({}, track(melody("C4+E4 0/4")))))).toEqual({ max: 2, mean: 2 });
  });

  test("polyphony is told of each part, drums included", () => {
    const chords = track(melody("C4+E4+G4 1/4 C4+E4 1/4"), melody("C5 1/4 D5 1/4", { channel: 1 }));
    const song = parseSong(midi({}, chords, track(melody("C2+F#2 1/4 D2 1/4", drums))));
    expect(parts(song).list.map(({ track, channel }) => [track, channel])).toEqual([
      [0, 0],
      [0, 1],
      [1, 9],
    ]);
    expect([...partPolyphony(song)]).toEqual([3, 1, 2]);
  });

  test("polyphony of notes at the end of time is counted", () => {
    const far = Array.from({ length: 8 }, () => [...delta(0xfffffff), 0xb0, 1, 1]).flat();
    const song = parseSong(midi({ division: 32_767 }, track(far, melody("C4+E4 1/1 G4 1/1"))));
    expect(song.notes.onset.at(-1)).toBe(0x7fffffff);
    expect([polyphony(song).max, ...partPolyphony(song)]).toEqual([3, 3]);
  });

  test("parts know their programs and how loud they are", () => {
    const song = parseSong(
      midi({}, track([0, 0xc0, 40], melody("C4 1/4"), [0, 0xc0, 41], melody("C4 1/4", { velocity: 32 }))),
    );
    expect(parts(song).list).toMatchObject([{ program: 40, programs: [40, 41], meanVelocity: 48 }]);
  });

  test("are computed once a song", () => {
    const song = parseSong(midi({}, track(melody("C4 1/4"))));
    expect(chroma(song)).toBe(chroma(song));
  });
});
