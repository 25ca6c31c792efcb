/** Songs as sound, measured: when it begins, how high it is, when it is silent. */
import { expect, test } from "bun:test";
import { composeSong, parseSong } from "../../src/midi/mod.ts";
import { packagedBank } from "../../src/sound/banks.ts";
import { canRender, renderSong, type Sound } from "../../src/sound/render.ts";
import { waveOf } from "../../src/sound/wave.ts";
import { chunk, melody, midi, tempo, track } from "../midi/compose.ts";

const bank = packagedBank();
const isThere = bank !== undefined && (await canRender());

/** Loudness (root mean square) between two seconds, of both channels. */
function loudness({ rate, left, right }: Sound, from: number, to: number): number {
  let sum = 0;
  for (let n = Math.round(from * rate); n < Math.round(to * rate); n++) sum += left[n]! ** 2 + right[n]! ** 2;
  return Math.sqrt(sum / (2 * Math.round((to - from) * rate)));
}

/** Where sound begins after at least a tenth of a second of silence, in seconds. */
function onsets(sound: Sound): number[] {
  const step = 0.005;
  const found: number[] = [];
  let silent = 0.1;
  for (let at = 0; at + step < sound.left.length / sound.rate; at += step) {
    const isHeard = loudness(sound, at, at + step) > 0.002;
    if (isHeard && silent >= 0.1 - step / 2) found.push(at);
    silent = isHeard ? 0 : silent + step;
  }
  return found;
}

/** The pitch of a steady sound in Hz: the strongest of the frequencies of all keys, by Goertzel's filter. */
function pitchOf({ rate, left }: Sound, from: number, to: number): number {
  const part = left.subarray(Math.round(from * rate), Math.round(to * rate));
  let [best, most] = [0, 0];
  for (let key = 40; key <= 90; key++) {
    const frequency = 440 * 2 ** ((key - 69) / 12);
    const turn = 2 * Math.cos((2 * Math.PI * frequency) / rate);
    let [one, two] = [0, 0];
    for (const sample of part) [one, two] = [sample + turn * one - two, one];
    const power = one * one + two * two - turn * one * two;
    if (power > most) [best, most] = [frequency, power];
  }
  return best;
}

if (!isThere) test.skip("songs as sound (spessasynth_core or its bank is not installed here)", () => {});
else {
  // A flute at 120 bpm: silence of a second, A4 for half a second, silence of a second, A5 for half a second.
  const tune = parseSong(
    midi({}, track(tempo(0, 500_000), [0, 0xc0, 73], melody("- 1/2 A4 1/4 - 1/2 A5 1/4", { velocity: 100 }))),
  );

  test("notes sound at their seconds and pitches, with silence before, between and after them", async () => {
    const sound = await renderSong(tune, { bank });
    const [first = 0, second = 0] = onsets(sound);
    expect(Math.abs(first - 1)).toBeLessThan(0.03);
    expect(Math.abs(second - 2.5)).toBeLessThan(0.03);
    expect(loudness(sound, 0, 0.95)).toBeLessThan(0.0005);
    expect(loudness(sound, 1.1, 1.4)).toBeGreaterThan(0.05);
    expect(pitchOf(sound, 1.1, 1.4)).toBeCloseTo(440, 0);
    expect(pitchOf(sound, 2.6, 2.9)).toBeCloseTo(880, 0);
    expect(sound.left.length / sound.rate).toBeGreaterThan(4.5);
    expect(Math.max(...sound.left.map(Math.abs), ...sound.right.map(Math.abs))).toBeCloseTo(0.8, 2);
  }, 180_000);

  test("only as many seconds are rendered as are asked for, and a damaged file sounds as it is read", async () => {
    expect((await renderSong(tune, { bank, seconds: 1 })).left).toHaveLength(44_100);
    const damaged = parseSong(midi({ claims: 3 }, chunk("MTrk", [...melody("C4 1/4"), 0, 0x90, 67, 64], 9999)));
    expect(damaged.diagnoses.length).toBeGreaterThan(0);
    expect(onsets(await renderSong(damaged, { bank, seconds: 1 }))[0]).toBeLessThan(0.03);
  }, 180_000);

  test("drums sound, and nothing sounds of a file without notes", async () => {
    const drums = parseSong(midi({}, track(melody("C2 1/4 D2 1/4", { channel: 9, velocity: 120 }))));
    expect(loudness(await renderSong(drums, { bank, seconds: 1 }), 0, 0.2)).toBeGreaterThan(0.01);
    const silent = await renderSong(composeSong("- 1/4"), { bank, seconds: 1 });
    expect(silent.left.every((sample) => sample === 0)).toBe(true);
  }, 180_000);

  test("a WAVE file says its length, and holds the samples", () => {
    const sound = { rate: 44_100, left: Float32Array.of(0, 1, -1), right: Float32Array.of(0.5, 0, 0) };
    const view = new DataView(waveOf(sound).buffer);
    expect(new TextDecoder().decode(view.buffer.slice(0, 4) as ArrayBuffer)).toBe("RIFF");
    expect([view.getUint32(4, true), view.getUint32(24, true), view.getUint32(40, true)]).toEqual([48, 44_100, 12]);
    expect([44, 46, 48, 52].map((at) => view.getInt16(at, true))).toEqual([0, 16_384, 32_767, -32_767]);
  });
}
