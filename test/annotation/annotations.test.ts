import { describe, expect, test } from "bun:test";
import { annotateSong, annotationFiles, annotationForms } from "../../src/annotation/mod.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { melody, meta, midi, tempo, text, timeSignature, track } from "../midi/compose.ts";

/** Four bars of four at 100 bpm: C, Am/C and F with a tune, and words. */
const song = (): Song =>
  parseSong(
    midi(
      {},
      track(tempo(0, 600_000), timeSignature(0, 4, 4), text(0, 3, "A <tune>")),
      track(melody("E5 1/4 D5 1/4 C5 1/4 D5 1/4 E5 1/4 E5 1/4 E5 1/2 ".repeat(2), { channel: 0 })),
      track(melody("C3+E4+G4 1/1 C3+E4+A4 1/1 F3+A4+C5 1/1 C3+E4+G4 1/1", { channel: 1 })),
      track(
        meta(0, 5, [...Buffer.from("Ma-")]),
        meta(96, 5, [...Buffer.from("ry ")]),
        meta(96, 5, [...Buffer.from("had")]),
      ),
    ),
  );

const fileOf = (
  found: ReturnType<typeof annotateSong>,
  form: (typeof annotationForms)[number],
  ending: string,
): string => annotationFiles(found, form).find((file) => file.ending === ending)?.text ?? "";

describe("tables of a song", () => {
  const found = annotateSong(song());

  test("place each row in seconds, bars and beats", () => {
    expect(found.duration).toBe(9.6);
    const [first, second] = found.notes.filter(({ track: number }) => number === 2);
    expect(first).toMatchObject({ seconds: 0, bar: 1, beat: 1, duration: 0.6, pitch: 76, channel: 1, drum: false });
    expect(second).toMatchObject({ seconds: 0.6, bar: 1, beat: 2, pitch: 74 });
    expect(found.notes.at(-1)).toMatchObject({ bar: 4, source: "event", confidence: 1 });
    expect(found.notes.every(({ seconds }, n) => n === 0 || seconds >= (found.notes[n - 1]?.seconds ?? 0))).toBe(true);
  });

  test("number beats within their bars", () => {
    expect(found.beats.slice(0, 5).map(({ bar, position, downbeat }) => [bar, position, downbeat])).toEqual([
      [1, 1, true],
      [1, 2, false],
      [1, 3, false],
      [1, 4, false],
      [2, 1, true],
    ]);
    expect(found.bars.slice(0, 4).map(({ bar, beats, seconds, duration }) => [bar, beats, seconds, duration])).toEqual([
      [1, 4, 0, 2.4],
      [2, 4, 2.4, 2.4],
      [3, 4, 4.8, 2.4],
      [4, 4, 7.2, 2.4],
    ]);
  });

  test("name chords as they are read and as annotations write them", () => {
    const at = (bar: number) =>
      found.chords.find((chord) => chord.bar <= bar && chord.seconds + chord.duration > bar * 2.4 - 1.2);
    expect(at(1)).toMatchObject({ seconds: 0, chord: "C", harte: "C:maj", numeral: "I", source: "detected" });
    expect(at(3)).toMatchObject({ chord: "F", harte: "F:maj", numeral: "IV" });
    expect(found.chords.every(({ confidence }) => confidence !== null && confidence > 0 && confidence <= 1)).toBe(true);
  });

  test("have the key, the tempo and the words", () => {
    expect(found.keys).toMatchObject([{ key: "C major", fifths: 0, seconds: 0, duration: 9.6 }]);
    expect(found.tempos).toMatchObject([{ bpm: 100, seconds: 0, duration: 9.6, source: "event" }]);
    expect(found.lyrics.map(({ text: words, seconds, duration }) => [words, seconds, duration])).toEqual([
      ["Ma-", 0, 0.6],
      ["ry ", 0.6, 0.6],
      ["had", 1.2, 2],
    ]);
  });

  test("spell chords by the key that holds", () => {
    const minor = "C#4+E4+G#4 1/1 A3+C#4+E4 1/1 E4+G#4+B4 1/1 B3+D#4+F#4 1/1 ";
    const inE = annotateSong(parseSong(midi({}, track(melody(minor.repeat(2))))));
    expect(inE.chords.map(({ harte }) => harte)).toContain("C#:min");
    expect(inE.chords.map(({ chord }) => chord)).toContain("C#m");
  });

  test("take the key that a name decides", () => {
    const loop = parseSong(midi({}, track(melody("C3 1/4 C3 1/4 C3 1/4 C3 1/4"))));
    expect(annotateSong(loop).keys).toEqual([]);
    expect(annotateSong(loop, { path: "/packs/Loop Am.mid" }).keys).toMatchObject([
      { key: "A minor", source: "filename", confidence: 0.7 },
    ]);
  });

  test("of a file without notes are empty", () => {
    const { duration, notes, beats, bars, chords, keys, tempos } = annotateSong(
      parseSong(midi({}, track(tempo(0, 600_000)))),
    );
    expect([duration, notes, beats, bars, chords, keys, tempos]).toEqual([0, [], [], [], [], [], []]);
  });

  test("count dotted quarters as beats of 6/8", () => {
    const jig = parseSong(
      midi({}, track(timeSignature(0, 6, 8)), track(melody("G4 1/8 A4 1/8 B4 1/8 G4 1/8 A4 1/8 B4 1/8 ".repeat(8)))),
    );
    const { meter, beats } = annotateSong(jig);
    expect(meter.meter).toBe("6/8");
    expect(beats.slice(0, 3).map(({ bar, position }) => [bar, position])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
    ]);
  });
});

describe("files", () => {
  const found = annotateSong(song());

  test("are one for each song, or one for each table that has rows", () => {
    const endings = annotationForms.map((form) => [form, annotationFiles(found, form).map(({ ending }) => ending)]);
    expect(Object.fromEntries(endings)).toMatchObject({
      jams: [".jams"],
      json: [".json"],
      "musicxml-chords": [".musicxml"],
    });
    const names = annotationFiles(found, "lab").map(({ ending }) => ending);
    expect(names).toContain(".chords.lab");
    expect(names).toContain(".lyrics.lab");
    expect(annotationFiles(found, "tsv").map(({ ending }) => ending)).toContain(".bars.tsv");
  });

  test("JAMS has a namespace for each table, with all that its schema asks for", () => {
    const jams = JSON.parse(fileOf(found, "jams", ".jams")) as {
      file_metadata: object;
      annotations: { namespace: string; annotation_metadata: object; data: { time: number; value: unknown }[] }[];
    };
    expect(jams.file_metadata).toMatchObject({ title: "A <tune>", duration: 9.6, jams_version: "0.3.4" });
    const names = jams.annotations.map(({ namespace }) => namespace);
    expect(names.filter((name) => name !== "segment_open")).toEqual([
      "note_midi",
      "beat",
      "chord",
      "key_mode",
      "tempo",
      "lyrics",
    ]);
    const chord = jams.annotations.find(({ namespace }) => namespace === "chord");
    expect(chord?.data[0]).toMatchObject({ time: 0, value: "C:maj" });
    expect(jams.annotations.find(({ namespace }) => namespace === "key_mode")?.data[0]?.value).toBe("C:major");
  });

  test(".lab has start, end and label; beats have a time and a number", () => {
    expect(fileOf(found, "lab", ".keys.lab")).toBe("0.000000\t9.600000\tC:major\n");
    expect(fileOf(found, "lab", ".beats.lab").split("\n").slice(0, 2)).toEqual(["0.000000\t1", "0.600000\t2"]);
    for (const line of fileOf(found, "lab", ".chords.lab").trim().split("\n"))
      expect(line).toMatch(/^\d+\.\d{6}\t\d+\.\d{6}\t(N|[A-G][#b]?:\S+)$/);
  });

  test("TSV has the columns of the table", () => {
    const [head, first] = fileOf(found, "tsv", ".tempos.tsv").split("\n");
    expect(head).toBe("seconds\tbar\tbeat\tduration\tbpm\tsource\tconfidence");
    expect(first).toStartWith("0\t1\t1\t9.6\t100\tevent\t");
  });

  test("MusicXML has a measure for each bar and escapes the title", () => {
    const xml = fileOf(found, "musicxml-chords", ".musicxml");
    expect(xml.match(/<measure /g)).toHaveLength(found.bars.length);
    expect(xml.match(/<harmony>/g)).toHaveLength(found.chords.length);
    expect(xml).toContain("<work-title>A &lt;tune&gt;</work-title>");
    expect(xml).toContain("<time><beats>4</beats><beat-type>4</beat-type></time>");
  });
});
