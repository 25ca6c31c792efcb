import { expect, test } from "bun:test";
import { composeSong, parseSong } from "../../src/midi/mod.ts";
import { loop } from "../../src/plots/kinds/loop.ts";
import { roll } from "../../src/plots/kinds/roll.ts";
import type { Cycle, Heat, Roll } from "../../src/plots/plot.ts";
import { files } from "./composed.ts";

const songOf = (name: string) => parseSong(files.find(([path]) => path === name)![1]);

test("a roll has bars of its meter, chords where they begin, notes by part", () => {
  const plot = roll.ofSong!(songOf("pop/loop.mid"), "loop.mid", {});
  const panel = plot.panels[0] as Roll;
  expect(plot.subtitle).toBe("loop.mid · 16 bars · 192 notes");
  expect(panel.bars.slice(0, 3)).toEqual([
    { tick: 0, number: 1 },
    { tick: 384, number: 2 },
    { tick: 768, number: 3 },
  ]);
  expect(panel.chords.slice(0, 4).map(({ tick, name }) => [tick, name])).toEqual([
    [0, "C"],
    [384, "G"],
    [768, "Am"],
    [1152, "F"],
  ]);
  expect(panel).toMatchObject({ low: 53, high: 67, from: 0, to: 16 * 384 });
});

test("a roll of some bars cuts what goes beyond them", () => {
  const plot = roll.ofSong!(composeSong("C4 1/1 D4 2/1 E4 1/1"), "x.mid", { bars: [2, 2] });
  const panel = plot.panels[0] as Roll;
  expect(plot.subtitle).toBe("x.mid · bars 2 to 2 of 4 · 1 note");
  expect(panel.parts[0]).toMatchObject({ onsets: [1920], ends: [3840], pitches: [62] });
  expect(() => roll.ofSong!(composeSong("C4 1/1"), "x.mid", { bars: [3, 4] })).toThrow(/has bars 1\.\.1$/);
});

test("drums have a row for each piece", () => {
  const { parts, low, high } = roll.ofSong!(songOf("house/drums.mid"), "drums.mid", {}).panels[0] as Roll;
  expect(parts[0]).toMatchObject({ isDrum: true, lanes: ["kick", "snare", "hat"] });
  expect(parts[0]!.pitches.slice(0, 4)).toEqual([0, 2, 0, 1]);
  expect(low > high).toBe(true);
});

test("drums on several tracks are one part, and keep a colour free for each other part", () => {
  const song = composeSong([
    { notes: "C2 1/4 C2 1/4", channel: 9, name: "Kick" },
    { notes: "C3 1/1", name: "Piano" },
    { notes: "D2 1/4", channel: 9, name: "Snare" },
  ]);
  const { parts } = roll.ofSong!(song, "x.mid", {}).panels[0] as Roll;
  expect(parts).toMatchObject([
    { name: "Piano", colour: 0 },
    { name: "drums", colour: 1, lanes: ["kick", "snare"], pitches: [0, 0, 1] },
  ]);
});

test("parts of one name are told apart by their instrument", () => {
  const song = composeSong([
    { notes: "C4 1/1", program: 0, name: "Take 1" },
    { notes: "C3 1/1 C3 1/1", channel: 1, program: 32, name: "Take 1" },
    { notes: "C5 1/1", channel: 2, program: 73, name: "Tune" },
  ]);
  const { parts } = roll.ofSong!(song, "x.mid", {}).panels[0] as Roll;
  expect(parts.map(({ name }) => name).toSorted()).toEqual([
    "Take 1: acoustic bass",
    "Take 1: acoustic grand piano",
    "Tune",
  ]);
});

test("a loop is a cycle with the steps of the whole song counted; a song without one shows its steps", () => {
  const { nodes, centre } = loop.ofSong!(songOf("pop/loop.mid"), "loop.mid", {}).panels[0] as Cycle;
  expect(nodes).toEqual([
    { label: "I", below: "C", next: 4 },
    { label: "V", below: "G", next: 4 },
    { label: "vi", below: "Am", next: 4 },
    { label: "IV", below: "F", next: 3 },
  ]);
  expect(centre).toBe("4 ×");
  const once = loop.ofSong!(composeSong("C4+E4+G4 1/1 F4+A4+C5 1/1 G4+B4+D5 1/1 C4+E4+G4 1/1"), "x.mid", {});
  expect((once.panels[0] as Heat).rows.toSorted()).toEqual(["I", "IV", "V"]);
});

test("a song without notes is an empty plot", () => {
  const silent = composeSong("- 1/1");
  for (const kind of [roll, loop]) expect(kind.ofSong!(silent, "x.mid", {})).toMatchObject({ panels: [], count: 0 });
});
