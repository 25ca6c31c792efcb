import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { renderError } from "../../dsl/mod.ts";
import { core, QueryError } from "../../mod.ts";
import { createRegistry } from "../../src/plugin/registry.ts";
import { formatNumber } from "../../src/template/format-number.ts";
import { type FormatSpec, readFormatSpec } from "../../src/template/format-spec.ts";
import { lineOf, namesOfRow, readTemplate } from "../../src/template/template.ts";

const registry = createRegistry([core]);
const row = {
  path: "/music/Packs/House/AC:DC.mid",
  hash: "3fa9c2",
  copies: 2,
  n: 7,
  values: {
    bpm: 127.96,
    key: 21,
    meter_initial: 1028,
    meter: 1028,
    duration: 65.4,
    size: 12345,
    tag: ["genre:deep-house", "genre:techno", "mood:dark"],
    instruments: ["piano", "strings"],
    added: new Date(Date.UTC(2026, 10, 21, 9, 5)),
  },
};
const line = (text: string): string => lineOf(readTemplate(text, registry), row);
const names = (text: string): string => namesOfRow(readTemplate(text, registry), row).join("/");

test("numbers are written as Python's format writes them", () => {
  const cases = readFileSync(new URL("formats.txt", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  const wrong = cases.flatMap((one) => {
    const [spec = "", value, expected] = one.split("\t");
    const got = formatNumber(Number(value), readFormatSpec(spec) as FormatSpec);
    return got === expected ? [] : [`${one} but ${got}`];
  });
  expect(cases.length).toBeGreaterThan(80);
  expect(wrong).toEqual([]);
});

test.each([
  ["{bpm:.0f} {key} {name}", "128 Am AC:DC"],
  ["{bpm} {BPM:06.1f}|{bpm:>8}|{key:>4}|{key:*^6}", "127.96 0128.0|  127.96|  Am|**Am**"],
  ["{genre}, {mood|none}, {artist|nobody}, {artist}.", "deep house, dark, nobody, ."],
  ["{size:,} {duration} {duration:.0f} {meter}", "12,345 1:05 65 4/4"],
  ["{n:03d} {copies} {hash:.4} {ext} {folder}", "007 2 3fa9 mid music/Packs/House"],
  ["{instruments} {instruments:.5}", "piano, strings piano"],
  ["{added} {added:%Y/%m %H}", "2026-11-21 2026/11 09"],
  ["{{{key}}} {rating|-:>3}", "{Am} -:>3"],
  ["[{rating:>3}][{artist:<4|?}]", "[   ][?   ]"],
])("%s makes the line %j", (text, expected) => expect(line(text)).toBe(expected));

test.each([
  ["{genre}/{key}/{bpm:03.0f} {name}", "deep house/Am/128 AC-DC"],
  ["{meter}/{artist}/{artist|various}/{folder}", "4-4/unknown/various/music/Packs/House"],
  ["/{key}//../{n}", "Am/7"],
  ["{key}/AC{name} {name}", "Am/AC-DC AC-DC"],
])("%s makes the path %j", (text, expected) => expect(names(text)).toBe(expected));

describe("a slip is shown at its place", () => {
  test.each([
    ["{bmp}", "unknown-field", "bmp", "did you mean `{bpm}`?"],
    ["a {bpm:q} b", "bad-format", "q", 'there is no type "q"'],
    ["{key:.0f}", "bad-format", ".0f", "it is text"],
    ["{bpm:d}", "bad-format", "d", "not a whole number"],
    ["{name:,}", "bad-format", ",", "it is text"],
    ["{instruments:d}", "bad-format", "d", "a list"],
    ["{added:%Q}", "bad-format", "%Q", "dates have"],
    ["{bpm:9999}", "bad-format", "9999", "at most"],
    ["{}", "missing-field", "}", "for example"],
    ["{bpm", "unclosed-brace", "{", "end the field"],
    ["a } b", "unclosed-brace", "}", "double it"],
  ])("%s", (text, code, place, hint) => {
    let error: unknown;
    try {
      readTemplate(text, registry);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(QueryError);
    const { span, ...said } = error as QueryError;
    expect([said.code, text.slice(span.start, span.end)]).toEqual([code as never, place]);
    expect(renderError(error as QueryError, text)).toContain(hint);
  });
});
