import { describe, expect, test } from "bun:test";
import { readRows } from "../../src/catalogue/adding/rescue.ts";
import { RowPacker } from "../../src/catalogue/tables/copy-binary.ts";
import type { PlanColumn } from "../../src/catalogue/tables/plan.ts";

/** Packs one row of one column and reads it back as text. */
function through(type: PlanColumn["type"], value: unknown): string | null {
  const columns = [{ column: "value", type }];
  const packer = new RowPacker(columns);
  packer.row([value]);
  return readRows(packer.take(), columns).next().value?.[0] as string | null;
}

describe("a packed value", () => {
  const cases: readonly (readonly [PlanColumn["type"], unknown, string | null])[] = [
    ["int2", 7, "7"],
    ["int2", 70_000, "32767"],
    ["int4", -5, "-5"],
    ["int8", 0x7fffffffffffffffn, "9223372036854775807"],
    ["int8", 12, "12"],
    ["float4", 0.5, "0.5"],
    ["float4", Number.NaN, null],
    ["float8", 1e300, "1e+300"],
    ["bool", true, "t"],
    ["text", "Grüße 東京 🎹", "Grüße 東京 🎹"],
    ["text", "", ""],
    ["text", "a\0b", "a\u2400b"],
    ["text", "half \ud83c", "half \ufffd"],
    ["bytea", Uint8Array.of(0, 255), "\\x00ff"],
    ["jsonb", { a: "x\0", b: "\ud800" }, '{"a":"x\u2400","b":"\ufffd"}'],
    ["text[]", ["a", 'b"c', "d\\e"], '{"a","b\\"c","d\\\\e"}'],
    ["text[]", [], "{}"],
    ["int4[]", [1, 2], '{"1","2"}'],
    ["int4[]", Int32Array.of(-2147483648, 2147483647), '{"-2147483648","2147483647"}'],
    ["int8", -1, "-1"],
    ["int8", -4294967297, "-4294967297"],
    ["int8", Number.MAX_SAFE_INTEGER, "9007199254740991"],
    ["int8[]", [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 48 - 1], '{"0","1","2147483648","4294967295","281474976710655"}'],
    ["int8[]", [-1, 1n], '{"-1","1"}'],
    ["float4[]", [0.5, -2], '{"0.5","-2"}'],
    ["float4[]", Float32Array.of(1.5), '{"1.5"}'],
    ["timestamptz", Date.UTC(2026, 10, 20), "2026-11-20T00:00:00.000Z"],
    ["text", null, null],
    ["text", undefined, null],
  ];
  for (const [type, value, text] of cases) {
    test(`of type ${type}: ${value?.constructor.name} ${JSON.stringify(String(value))}`, () =>
      expect(through(type, value)).toBe(text as string));
  }

  test("may be longer than the buffer was", () => {
    const long = "né".repeat(200_000);
    expect(through("text", long)).toBe(long);
  });

  test("rows keep their order, and taking them empties the packer", () => {
    const columns = [{ column: "n", type: "int4" as const }];
    const packer = new RowPacker(columns);
    for (let n = 0; n < 1000; n++) packer.row([n]);
    expect([...readRows(packer.take(), columns)].map(([n]) => Number(n))).toEqual(
      Array.from({ length: 1000 }, (_, n) => n),
    );
    expect(packer.take().length).toBe(0);
  });
});
