/** Sound as a WAVE file: 16 bits, two channels, which every player reads. */
import type { Sound } from "./render.ts";

/** Bytes before the samples: RIFF, `fmt ` and the head of `data` (Microsoft, Multimedia Programming Interface 1.0). */
const headBytes = 44;
const channels = 2;
const sampleBytes = 2;
const loudest = 32_767;

/** The file as bytes. */
export function waveOf({ rate, left, right }: Sound): Uint8Array {
  const size = left.length * channels * sampleBytes;
  const bytes = new Uint8Array(headBytes + size);
  const view = new DataView(bytes.buffer);
  const latin = (at: number, text: string): void => {
    for (let n = 0; n < text.length; n++) bytes[at + n] = text.charCodeAt(n);
  };
  latin(0, "RIFF");
  view.setUint32(4, headBytes - 8 + size, true);
  latin(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * sampleBytes, true);
  view.setUint16(32, channels * sampleBytes, true);
  view.setUint16(34, sampleBytes * 8, true);
  latin(36, "data");
  view.setUint32(40, size, true);
  for (let n = 0; n < left.length; n++) {
    view.setInt16(headBytes + 4 * n, Math.round(left[n]! * loudest), true);
    view.setInt16(headBytes + 4 * n + 2, Math.round(right[n]! * loudest), true);
  }
  return bytes;
}
