/** Answers that fit an assistant. */
import { expect, test } from "bun:test";
import { fitted } from "../../src/serve/fitted.ts";
import { randomOf } from "../dsl/random.ts";

test("what fits stays as it is", () => {
  expect(fitted({ a: [1, 2], b: "c", d: null }, 100)).toBe('{"a":[1,2],"b":"c","d":null}');
});

test("what is too long is whole JSON, begins as the answer does, and counts what is missing", () => {
  const { whole } = randomOf(11);
  for (let n = 0; n < 200; n++) {
    const rows = Array.from({ length: whole(0, 400) }, (_, at) => ({ at, text: '"🎹'.repeat(whole(0, 9)) }));
    const lyrics = "lá🎹\n".repeat(whole(0, 2000));
    const text = fitted({ about: { rows }, lyrics, count: rows.length }, 3000);
    expect(text.length).toBeLessThanOrEqual(3000);
    expect(text.isWellFormed()).toBe(true);
    const told = JSON.parse(text) as {
      about: { rows: typeof rows };
      lyrics: string;
      count: number;
      leftOut?: Record<string, number>;
    };
    const kept = told.about.rows;
    expect(kept).toEqual(rows.slice(0, kept.length));
    expect(lyrics.startsWith(told.lyrics)).toBe(true);
    expect(told.lyrics.isWellFormed()).toBe(true);
    expect(told.count).toBe(rows.length);
    expect(told.leftOut?.["about.rows"] ?? 0).toBe(rows.length - kept.length);
    expect(told.leftOut?.["lyrics"] ?? 0).toBe(lyrics.length - told.lyrics.length);
  }
});

test("an answer of nothing but short values is told whole", () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`field${n}`, n]));
  expect(JSON.parse(fitted(many, 50))).toEqual(many);
});
