import { describe, expect, test } from "bun:test";
import { lines } from "../../src/analyzers/lines.ts";
import { melodyLine, roles } from "../../src/hearing/parts/roles.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { contourLetters, intervalLetters } from "../../src/music/intervals.ts";
import { parseGrid } from "../../src/music/patterns/grid.ts";
import { formatPitch, parsePitch } from "../../src/music/pitch.ts";
import { melody, midi, tempo, text, timeSignature, track } from "../midi/compose.ts";

const tune = "E5 1/4 D5 1/4 C5 1/4 D5 1/4 E5 1/4 E5 1/4 E5 1/2 ".repeat(2);
const chords = "C4+E4+G4 1/2 G3+B3+D4 1/2 A3+C4+E4 1/2 C4+E4+G4 1/2 ".repeat(2);
const pad = "C4+E4+G4 1/1 ".repeat(8);
const bass = "C2 1/4 C2 1/4 G2 1/4 G2 1/4 A2 1/4 A2 1/4 C2 1/4 C2 1/4 ".repeat(2);
const beat = "C2 1/8 F#2 1/8 D2 1/8 F#2 1/8 ".repeat(8);
const program = (value: number): number[] => [0, 0xc0, value];

describe("roles", () => {
  test("are told by register, texture and channel, with names and programs unknown", () => {
    const song = parseSong(
      midi(
        {},
        track(melody(chords)),
        track(melody(beat, { channel: 9 })),
        track(melody(bass)),
        track(melody(tune)),
        track(melody(pad)),
      ),
    );
    expect(roles(song)).toEqual(["chords", "drums", "bass", "melody", "pad"]);
  });
  test("a name counts more than register", () => {
    const song = parseSong(
      midi({}, track(melody(tune)), track(text(0, 3, "Lead vocal"), melody(tune.replaceAll("5", "4")))),
    );
    expect(roles(song)).toEqual(["other", "melody"]);
  });
  test("a bass program is a bass, also high up", () => {
    expect(roles(parseSong(midi({}, track(program(33), melody(tune)))))).toEqual(["bass"]);
  });
  test("the parts of one track are told apart by channel", () => {
    const song = parseSong(midi({}, track(melody(bass), melody(tune, { channel: 1 }))));
    expect(roles(song)).toEqual(["bass", "melody"]);
  });
});

describe("lines", () => {
  test("the melody and the bass are found among other parts", () => {
    const song = parseSong(midi({}, track(melody(chords)), track(melody(bass)), track(melody(tune))));
    expect(lines.run(song, {})).toMatchObject({
      roles: ["bass", "chords", "melody"],
      melody: "kkoommmkkoomm",
      contour: "dduurrrdduurr",
      degrees: "32123333212333",
      melody_low: 72,
      melody_high: 76,
      bass: "mtmomdmmmtmomdm",
    });
  });
  test("degrees are those of the key that holds where a note begins, minor as natural minor", () => {
    const minor = "A4 1/4 B4 1/4 C5 1/4 E5 1/4 D5 1/4 C5 1/4 B4 1/4 G#4 1/4 A4 1/2 E4 1/4 A4 1/4 ";
    expect(lines.run(parseSong(midi({}, track(melody(minor.repeat(2))))), {}).degrees).toBe("1235432v151".repeat(2));
    const major = "C4 1/4 E4 1/4 G4 1/4 C5 1/4 B4 1/4 A4 1/4 G4 1/4 F4 1/4 E4 1/4 D4 1/4 B3 1/4 C4 1/4 ".repeat(4);
    const up = major.replace(/([A-G])(\d)/g, (_, note, octave) => formatPitch(parsePitch(note + octave)! + 4));
    const { degrees } = lines.run(parseSong(midi({}, track(melody(major + up.replaceAll("Db", "C#"))))), {});
    expect(degrees).toStartWith("135176543271");
    expect(degrees).toEndWith("135176543271");
  });
  test("rhythm is that of the melody's bars, of the bass where there is no melody", () => {
    const head = [...tempo(0, 600_000), ...timeSignature(0, 4, 4)];
    const rhythmOf = (...tracks: readonly (readonly number[])[]) =>
      lines.run(parseSong(midi({}, track(head), ...tracks)), {}).rhythm;
    const bars = "C4 1/8 - 1/8 E4 1/8 G4 1/8 E4 1/8 - 1/8 D4 1/4 C4 1/4 D4 1/4 E4 1/4 F4 1/4 ".repeat(4);
    expect(rhythmOf(track(melody(bars)), track(melody(bass, { channel: 1 })))).toEqual(
      ["x.xxx.x.", "x.x.x.x."].map(parseGrid),
    );
    const low = "C2 3/16 C2 3/16 G2 1/8 C2 1/4 D2 1/4 ".repeat(8);
    expect(rhythmOf(track(program(33), melody(low)))).toEqual([parseGrid("x..x..x.x...x...")]);
    expect(rhythmOf(track(melody("C4 1/4 C4 1/12 D4 1/12 E4 1/12 G4 1/2 ".repeat(8))))).toEqual([
      parseGrid("x..xxxx....."),
    ]);
  });
  test("of one piano are its outer voices", () => {
    const song = parseSong(midi({}, track(melody("C3+E4+C5 1/4 G2+D4+D5 1/4 A2+C4+E5 1/4 C3+E4+C5 1/2"))));
    expect([...melodyLine(song).pitch]).toEqual([72, 74, 76, 72]);
    expect(lines.run(song, {}).bass).toBe("hop");
  });
  test("of a file without notes are unknown", () => {
    expect(lines.run(parseSong(midi({}, track())), {})).toMatchObject({
      roles: [],
      melody: null,
      contour: null,
      degrees: null,
      rhythm: null,
      bass: null,
    });
  });
});

test("intervals fold octaves, and contour tells steps from leaps", () => {
  expect(intervalLetters([60, 60, 61, 73, 60, 76])).toBe("mnylq");
  expect(contourLetters([67, 67, 67, 63, 65, 65, 65, 62])).toBe("rrDurrD");
});
