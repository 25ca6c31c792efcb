/** A General MIDI synthesizer in an audio worklet, with the bank that the server has. A chunk of its own: nothing loads it before somebody plays. */
import { Sequencer, WorkletSynthesizer } from "spessasynth_lib";
import worklet from "spessasynth_lib/dist/spessasynth_processor.min.js" with { type: "file" };

/** What is heard. */
export interface Mix {
  readonly isMuted: (channel: number) => boolean;
  readonly semitones: number;
  /** 1 is the file's own tempo. */
  readonly rate: number;
}

/** A synthesizer with at most one file loaded. */
export interface Synth {
  readonly load: (midi: ArrayBuffer) => void;
  readonly play: (second: number) => Promise<void>;
  readonly stop: () => void;
  readonly position: () => number;
  readonly mix: (mix: Mix) => void;
}

const bankAddress = "/assets/bank";
/** Milliseconds after a file is loaded in which banks with compressed samples decode; notes before crackle (spessasynth_lib#8). */
const decoding = 150;

/**
 * Starts one.
 *
 * @param patience milliseconds until it gives up: where the browser refuses WebAssembly, setting up never ends
 * @throws Error where there is no sound bank, or the browser does not play
 */
export async function startSynth(patience: number): Promise<Synth> {
  const answer = await fetch(bankAddress);
  if (!answer.ok) throw new Error("There is no sound bank: docs/reaching.md says where midiq looks for one");
  const bank = await answer.arrayBuffer();
  const context = new AudioContext();
  await context.audioWorklet.addModule(worklet);
  const synth = new WorkletSynthesizer(context);
  const analyser = context.createAnalyser();
  synth.connect(analyser);
  analyser.connect(context.destination);
  await before(patience, synth.soundBankManager.addSoundBank(bank, "main"));
  await before(patience, synth.isReady);
  const sequencer = new Sequencer(synth, { skipToFirstNoteOn: false });
  measure(analyser);
  let isLoaded = Promise.resolve();
  return {
    load: (midi) => {
      sequencer.loadNewSongList([{ binary: midi }]);
      sequencer.loopCount = 0;
      sequencer.pause();
      isLoaded = after(decoding);
    },
    play: async (second) => {
      await Promise.all([context.resume(), isLoaded]);
      sequencer.currentTime = second;
      sequencer.play();
    },
    stop: () => {
      sequencer.pause();
      synth.stopAll(true);
    },
    position: () => sequencer.currentTime,
    mix: ({ isMuted, semitones, rate }) => {
      sequencer.playbackRate = rate;
      synth.midiChannels.forEach((channel, n) => {
        channel.setSystemParameter("isMuted", isMuted(n));
      });
      synth.setSystemParameter("keyShift", semitones);
    },
  };
}

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function before<Value>(milliseconds: number, wanted: Promise<Value>): Promise<Value> {
  const late = after(milliseconds).then(() => {
    throw new Error("The browser does not start the synthesizer: it may be switched off in its settings");
  });
  return Promise.race([wanted, late]);
}

/** The loudness of what is heard, as the root of the mean square, stands at the document for whoever measures. */
function measure(analyser: AnalyserNode): void {
  const samples = new Float32Array(analyser.fftSize);
  document.addEventListener("midiq-loudness", (event) => {
    analyser.getFloatTimeDomainData(samples);
    const sum = samples.reduce((total, sample) => total + sample * sample, 0);
    (event as CustomEvent<(rms: number) => void>).detail(Math.sqrt(sum / samples.length));
  });
}
