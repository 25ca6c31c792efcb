import { describe, expect, test } from "bun:test";
import { tempogramPeaks } from "../../src/hearing/time/tempogram.ts";

/** Onsets every `period` seconds, each second one louder, after `begin` seconds. */
function onsets(period: number, count: number, begin = 0) {
  const seconds = Float64Array.from({ length: count }, (_, n) => begin + n * period);
  const weight = Float64Array.from({ length: count }, (_, n) => (n % 2 === 0 ? 2 : 1));
  return { length: count, seconds, weight };
}

const isNear = (found: number, period: number): boolean => Math.abs(Math.log(found / period)) < 0.03;

describe("tempogramPeaks", () => {
  test.each([0.3, 0.42, 0.55, 0.8])(
    "of onsets every %d s have that length and its double among the first four",
    (period) => {
      const { period: found, strength } = tempogramPeaks(onsets(period, 60, 3), 0.22, 2.1);
      expect(found.slice(0, 4).some((one) => isNear(one, period))).toBe(true);
      expect(found.slice(0, 4).some((one) => isNear(one, 2 * period))).toBe(true);
      expect(strength[0]).toBe(1);
      expect(strength.every((one, n) => n === 0 || one <= strength[n - 1]!)).toBe(true);
    },
  );

  test("do not mind where the music begins", () => {
    const { period } = tempogramPeaks(onsets(0.5, 60, 0), 0.22, 2.1);
    expect(tempogramPeaks(onsets(0.5, 60, 3600), 0.22, 2.1).period.slice(0, 3)).toEqual(period.slice(0, 3));
  });

  test("of a tempo that drifts by a fifth still hold the beat", () => {
    let at = 0;
    const seconds = Float64Array.from({ length: 120 }, (_, n) => {
      at += 0.5 * (1 + 0.1 * Math.sin(n / 20));
      return at;
    });
    const { period } = tempogramPeaks({ length: 120, seconds, weight: new Float64Array(120).fill(1) }, 0.22, 2.1);
    expect(period.slice(0, 4).some((one) => Math.abs(Math.log(one / 0.5)) < 0.12)).toBe(true);
  });

  test("of one onset are numbers", () => {
    const { period, strength } = tempogramPeaks(onsets(0.5, 1), 0.22, 2.1);
    expect([...period, ...strength].every(Number.isFinite)).toBe(true);
  });
});
