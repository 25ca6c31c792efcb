import { describe, expect, test } from "bun:test";
import { takeNames, type Values } from "../../src/hearing/about/named-values.ts";
import { type CopyFacts, nameDiffers, saidByNames } from "../../src/hearing/about/said-by-names.ts";
import { formatKey, parseKey } from "../../src/music/keys.ts";

const nothing: CopyFacts = {
  ...{ name_bpm: null, name_key: null, name_mode: null },
  ...{ folder_bpm: null, folder_key: null, folder_mode: null },
};
const key = (text: string): number => parseKey(text) as number;
/** A copy whose file name says a key: `Am`, or `A?` for a tonic alone. */
const named = (text: string): CopyFacts => ({
  ...nothing,
  name_key: key(text.replace("?", "")),
  name_mode: !text.endsWith("?"),
});
const heardKey = (found: string | null, second: string | null, more: Values = {}): Values => ({
  key: found === null ? null : key(found),
  key_source: found === null ? null : "detected",
  key_confidence: found === null ? null : 0.9,
  key_second: second === null ? null : key(second),
  key_signature: null,
  key_signature_agrees: null,
  keys: found === null ? [] : [found],
  ...more,
});
const keyAfter = (heard: Values, ...copies: readonly CopyFacts[]): string | null => {
  const values = { ...heard, ...takeNames(heard, saidByNames(copies, heard)) };
  const found = values["key"];
  return typeof found === "number" ? `${formatKey(found)} ${values["key_source"]}` : null;
};

describe("a key", () => {
  test.each([
    ["that nothing in the notes says is the name's", heardKey(null, null), ["Am"], "A minor filename"],
    ["of which the name says the tonic alone is major without notes", heardKey(null, null), ["C?"], "C major filename"],
    ["and its relative: the name decides", heardKey("C", "G"), ["Am"], "A minor filename"],
    ["next likely in the notes: the name decides", heardKey("C", "F"), ["F"], "F major filename"],
    ["of the signature: the name decides", heardKey("C", "G", { key_signature: key("D") }), ["D"], "D major filename"],
    ["far from the notes is not taken", heardKey("C", "Am"), ["F#"], "C major detected"],
    ["far from notes that hardly know is", heardKey("C", "Am", { key_confidence: 0.4 }), ["E"], "E major filename"],
    ["whose tonic the name says keeps the mode of the notes", heardKey("Ebm", "F#"), ["Eb?"], "Eb minor detected"],
    ["whose relative's tonic the name says is that one", heardKey("C", "G"), ["A?"], "A minor filename"],
    ["that two copies name differently stays", heardKey("C", "G"), ["Em", "Bm"], "C major detected"],
    [
      "that two copies name differently is the one that notes allow",
      heardKey("C", "G"),
      ["Am", "F#m"],
      "A minor filename",
    ],
    ["of a mode agrees with the minor key on its tonic", heardKey("D dorian", "Am"), ["Dm"], "D dorian detected"],
    ["is a mode where the name says so", heardKey("Dm", "Am"), ["D dorian"], "D dorian filename"],
  ] as const)("%s", (_, heard, names, expected) => {
    expect(keyAfter(heard, ...names.map(named))).toBe(expected);
  });

  test("that a name decides takes its second, its signature and its stretches along", () => {
    const heard = heardKey("C", "G", { key_signature: key("C") });
    expect(takeNames(heard, saidByNames([named("Am")], heard))).toEqual({
      key: key("Am"),
      key_source: "filename",
      key_confidence: 0.85,
      key_second: key("C"),
      key_signature_agrees: true,
      keys: ["Am"],
    });
  });

  test("is the folder's only where no file name says one", () => {
    const folder = { ...nothing, folder_key: key("Gm"), folder_mode: true };
    expect(keyAfter(heardKey(null, null), folder)).toBe("G minor filename");
    expect(keyAfter(heardKey(null, null), folder, named("Cm"))).toBe("C minor filename");
  });

  test("differs from a name that the notes refuse", () => {
    const copies = [named("F#"), named("C?")] as const;
    const heard = heardKey("C", "Am");
    expect(copies.map((copy) => nameDiffers(copy, copies, heard))).toEqual([true, false]);
    expect(nameDiffers(nothing, copies, heard)).toBe(null);
  });
});

const heardBpm = (bpm: number | null, source: string | null, confidence: number | null): Values => ({
  bpm,
  bpm_source: source,
  bpm_confidence: confidence,
  bpm_half: bpm === null ? null : bpm / 2,
  bpm_double: bpm === null ? null : bpm * 2,
  bpm_any: bpm === null ? [] : [bpm],
});
test("a tempo heard in a file without a tempo event gives way to the name's", () => {
  const heard = heardBpm(60.2, "detected", 0.95);
  expect(tempoAfter({ ...heard, bpm_event: null }, 140).slice(0, 2)).toEqual([140, "filename"]);
  expect(tempoAfter({ ...heard, bpm_event: 120 }, 140).slice(0, 2)).toEqual([60.2, "detected"]);
});

const tempoAfter = (heard: Values, ...bpms: readonly number[]): readonly unknown[] => {
  const copies = bpms.map((bpm) => ({ ...nothing, name_bpm: bpm }));
  const values = { ...heard, ...takeNames(heard, saidByNames(copies, heard)) };
  return ["bpm", "bpm_source", "bpm_half", "bpm_double", "bpm_any"].map((column) => values[column]);
};

describe("a tempo", () => {
  test.each([
    ["of the default is the name's", heardBpm(120, "default", 0.2), [140], [140, "filename", 70, 280, [140]]],
    ["of an event stays", heardBpm(92, "event", 0.9), [140], [92, "event", 46, 184, [92]]],
    [
      "heard at half the name's is the name's",
      heardBpm(87, "detected", 0.95),
      [174],
      [174, "filename", 87, 348, [174]],
    ],
    ["heard for sure at another stays", heardBpm(100, "detected", 0.95), [140], [100, "detected", 50, 200, [100]]],
    [
      "heard by notes that hardly know is the name's",
      heardBpm(100, "detected", 0.5),
      [140],
      [140, "filename", 70, 280, [140]],
    ],
    ["of two names that differ is neither", heardBpm(120, "default", 0.2), [140, 90], [120, "default", 60, 240, [120]]],
    ["that an analyzer failed to find stays unknown", heardBpm(null, null, null), [140], [null, null, null, null, []]],
  ] as const)("%s", (_, heard, names, expected) => {
    expect(tempoAfter(heard, ...names)).toEqual(expected as unknown as unknown[]);
  });
});
