/** A song as sound, without a device to play it on. The only door to spessasynth_core, which is optional. */
import type { Song } from "../midi/song.ts";
import { writeSong } from "../midi/write.ts";
import { readRegular } from "../regular-file.ts";

/** A package that rendering needs is not installed. */
export class MissingSynthesizer extends Error {
  override readonly name = "MissingSynthesizer";
}

/** Sound in two channels of samples from -1 to 1. */
export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** How a song is rendered. */
export interface RenderOptions {
  /** Path of a sound bank: .sf2, .sf3 or .dls. */
  readonly bank: string;
  /** At most so many seconds. */
  readonly seconds?: number;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

const rate = 44_100;
/** Samples between two looks at the events: the synthesizer moves its envelopes so often, 3 ms apart. */
const block = 128;
/** Seconds after the last event, in which notes die away. */
const tail = 2;
/** No song is longer: one with a pause of a million ticks would fill the memory. A minute takes 21 MB. */
export const mostSeconds = 30 * 60;
/** The loudest sample after rendering: banks differ by 20 dB, and quiet ones are hard to hear beside other sounds. */
const peak = 0.8;
/** Blocks between two looks at the keyboard: a second of sound. */
const pause = Math.round(rate / block);

/** Whether the synthesizer is installed. */
export const canRender = (): Promise<boolean> =>
  load().then(
    () => true,
    () => false,
  );
const load = () => import("spessasynth_core");

/**
 * Renders a song from its first tick. What the synthesizer is given is written anew by us, so that damaged files sound as
 * midiq reads them.
 *
 * @throws MissingSynthesizer where the package is not there; the system's errors where the bank cannot be read.
 */
export async function renderSong(song: Song, { bank, seconds = mostSeconds, signal }: RenderOptions): Promise<Sound> {
  const { BasicMIDI, SoundBankLoader, SpessaLog, SpessaSynthProcessor, SpessaSynthSequencer } = await load().catch(
    (cause: unknown) => {
      throw new MissingSynthesizer("the package spessasynth_core is not installed", { cause });
    },
  );
  SpessaLog.infoEnabled = false;
  SpessaLog.warnEnabled = false;
  const midi = BasicMIDI.fromArrayBuffer(bufferOf(writeSong(song)));
  const synth = new SpessaSynthProcessor(rate, { eventsEnabled: false, maxBufferSize: block });
  await synth.processorInitialized;
  synth.soundBankManager.addSoundBank(SoundBankLoader.fromArrayBuffer(bufferOf(readRegular(bank))), "main");
  const sequencer = new SpessaSynthSequencer(synth);
  // Silence before the first note is part of the music.
  sequencer.skipToFirstNoteOn = false;
  sequencer.loopCount = 0;
  sequencer.loadNewSongList([midi]);
  sequencer.play();
  const length = Math.ceil(Math.min(seconds, mostSeconds, midi.duration + tail) * rate);
  const [left, right] = [new Float32Array(length), new Float32Array(length)];
  let at = 0;
  for (let blocks = 1; at < length && !signal?.aborted; blocks++) {
    sequencer.processTick();
    const count = Math.min(block, length - at);
    synth.process(left, right, at, count);
    at += count;
    if (blocks % pause === 0) await new Promise((heard) => setImmediate(heard));
  }
  return leveled({ rate, left: left.subarray(0, at), right: right.subarray(0, at) });
}

/** As loud as it may be. Silence stays what it is. */
function leveled({ left, right, ...sound }: Sound): Sound {
  let most = 0;
  for (const channel of [left, right]) for (const sample of channel) most = Math.max(most, Math.abs(sample));
  if (most > 0) {
    const gain = peak / most;
    for (const channel of [left, right]) for (let n = 0; n < channel.length; n++) channel[n]! *= gain;
  }
  return { ...sound, left, right };
}

/** Bytes in a buffer of their own, from which the library reads. */
const bufferOf = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
