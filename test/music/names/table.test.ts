import { expect, test } from "bun:test";
import { namedRows, nameSets, readRow } from "../../../eval/names/read.ts";
import { nameFacts } from "../../../src/music/names/name-facts.ts";

const rows = nameSets.flatMap(namedRows);

test("the table has hundreds of names, of each kind", () => {
  expect(rows.length).toBeGreaterThan(450);
  expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual(["bare", "folder", "key", "marked", "none"]);
});

test("each name of the table says what it says to a musician", () => {
  const wrong = rows.flatMap((row) => {
    const { bpm, key } = readRow(row);
    return bpm === row.bpm && key === row.key ? [] : [`${row.name}: ${bpm} ${key}`];
  });
  expect(wrong).toEqual([]);
});

test("names in capitals or with other marks between words say the same", () => {
  for (const [name, bpm, key] of [
    ["Lead_128bpm_F#m", 128, 18],
    ["LEAD_128BPM_F#M", 128, 18],
    ["lead-128-bpm-f#m", 128, 18],
    ["Lead (128 BPM) [F# min]", 128, 18],
    ["Ｌｅａｄ １２８bpm F♯m", 128, 18],
  ] as const)
    expect({ name, ...pick(name) }).toEqual({ name, bpm, key });
});

const pick = (name: string) => {
  const { bpm, key } = nameFacts(name);
  return { bpm, key };
};

test("names that nobody would write are read in no time", () => {
  const began = process.cpuUsage();
  for (const part of ["A ", "1", "( ", "A-", "bpm ", "120 ", "Am_", " ", "F# ", "key of "])
    nameFacts(part.repeat(20_000));
  expect(process.cpuUsage(began).user / 1e6).toBeLessThan(5);
});
