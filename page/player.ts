/** Playing the open file. The synthesizer is loaded when somebody plays for the first time. */
import { computed, effect, signal } from "@preact/signals";
import { AskError, askBytes } from "./ask.ts";
import { song } from "./song.ts";
import { openFile } from "./state.ts";
import type { Synth } from "./synth.ts";

/** How far the player is. */
export type PlayerState = "off" | "loading" | "playing" | "stopped" | "failed";

export const playerState = signal<PlayerState>("off");
/** Why it failed. */
export const failure = signal("");
/** Where it plays, or would begin, in seconds. */
export const position = signal(0);
/** Parts that were silenced, and parts that alone are heard, by their numbers. */
export const silenced = signal<ReadonlySet<number>>(new Set());
export const soloed = signal<ReadonlySet<number>>(new Set());
/** Semitones up, and tempo as a factor; they hold for the session. */
export const transposition = signal(0);
export const tempo = signal(1);
/** Ends of the stretch that is repeated, in seconds; undefined where there is none. */
export const loop = signal<{ readonly from: number; readonly to: number | undefined } | undefined>(undefined);
export const isPlaying = computed(() => playerState.value === "playing");

/** Milliseconds that a browser may take to set the synthesizer up before the page says that it cannot. */
const patience = 15_000;

let made: Promise<Synth> | undefined;
/** The synthesizer once it is there: for the keys that end it, and for tests that measure it. */
let synth: Synth | undefined;
let loaded = "";

async function synthesizer(): Promise<Synth> {
  made ??= import("./synth.ts").then(({ startSynth }) => startSynth(patience));
  try {
    synth = await made;
    return synth;
  } catch (error) {
    made = undefined;
    throw error;
  }
}

/** Plays the open file from where it stands. */
export async function play(): Promise<void> {
  const file = openFile.value;
  if (file === "" || playerState.value === "loading") return;
  playerState.value = "loading";
  try {
    const [ready, bytes] = await Promise.all([
      synthesizer(),
      loaded === file ? undefined : askBytes(`files/${file}/midi`),
    ]);
    // Another file may have been opened, or the card closed, meanwhile.
    if (openFile.value !== file) {
      playerState.value = "stopped";
      return openFile.value === "" ? undefined : play();
    }
    if (bytes) {
      ready.load(bytes);
      loaded = file;
    }
    mix();
    await ready.play(position.value);
    playerState.value = "playing";
    follow();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    playerState.value = "failed";
    failure.value = error instanceof AskError ? error.problem.title : error.message;
  }
}

/** Falls silent where it is. */
export function stop(): void {
  synth?.stop();
  if (playerState.value === "playing") playerState.value = "stopped";
}

export const toggle = (): void => {
  if (isPlaying.value) stop();
  else void play();
};

/** Goes to a second, and plays on from there where it plays. */
export function seek(second: number): void {
  position.value = Math.max(0, Math.min(second, song.value?.seconds ?? 0));
  if (isPlaying.value) void synth?.play(position.value);
}

/** Whether a part is not heard. */
export const isSilent = (part: number): boolean =>
  silenced.value.has(part) || (soloed.value.size > 0 && !soloed.value.has(part));

/** Adds a part to a set, or takes it away. */
export function switchPart(parts: typeof silenced, part: number): void {
  const next = new Set(parts.value);
  if (!next.delete(part)) next.add(part);
  parts.value = next;
}

/** Tells the synthesizer what is heard and how. A channel is silent when all of its parts are. */
function mix(): void {
  if (!synth) return;
  const parts = song.value?.parts ?? [];
  const heard = new Set(parts.flatMap(({ channel }, n) => (isSilent(n) ? [] : [channel])));
  const known = new Set(parts.map(({ channel }) => channel));
  synth.mix({
    isMuted: (channel) => known.has(channel) && !heard.has(channel),
    semitones: transposition.value,
    rate: tempo.value,
  });
}

/** Moves the cursor while it plays, repeats the loop, and stops at the end. */
function follow(): void {
  if (!isPlaying.value || !synth) return;
  position.value = synth.position();
  const { from, to } = loop.value ?? {};
  if (from !== undefined && to !== undefined && position.value >= to) seek(from);
  const end = song.value?.seconds;
  if (end !== undefined && position.value >= end) {
    stop();
    position.value = 0;
  } else requestAnimationFrame(follow);
}

// Another file begins at its beginning with all its parts; where one was playing, the next one plays.
let before = openFile.peek();
effect(() => {
  const file = openFile.value;
  if (file === before) return;
  before = file;
  const wasPlaying = playerState.peek() === "playing";
  stop();
  position.value = 0;
  loop.value = undefined;
  silenced.value = new Set();
  soloed.value = new Set();
  if (wasPlaying && file !== "") void play();
});
effect(() => {
  // Read here, so that the effect runs when one of them changes.
  void [silenced.value, soloed.value, transposition.value, tempo.value, song.value];
  mix();
});
