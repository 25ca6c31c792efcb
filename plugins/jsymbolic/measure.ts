/** What the features are taken from: counts of one pass over the notes by track, and one by time. */
import { onsetOrder } from "midiq/hearing";
import { channelOf, noteSeconds, pitchOf, programOf, type Song, secondsAt, tempoMap, velocityOf } from "midiq/midi";
import { sounding } from "./sounding.ts";
import { add, histogram, summary } from "./statistics.ts";

/** The twelve rhythmic values in quarters: a 32nd or less up to a dotted double whole note or more. */
const rhythmicValues: readonly number[] = [1 / 8, 1 / 4, 1 / 2, 3 / 4, 1, 3 / 2, 2, 3, 4, 6, 8, 12];
const drums = 9;
/** Onsets of a channel within which a pitch has to come again. */
const soonest = 16;
const staccatoSeconds = 0.1;
const channelVolume = 7;

const channel = () => ({ notes: 0, pitches: summary(), loudness: summary(), before: -1 });

export const measure = (song: Song) => ({
  song,
  notes: song.notes.length,
  seconds: secondsAt(tempoMap(song), song.endTick),
  quarters: song.endTick / song.ticksPerQuarter,
  bpm: song.tempos.tick.length > 0 ? 60_000_000 / song.tempos.microsecondsPerQuarter[0]! : 120,
  tempo: tempoOf(song),
  ...byTrack(song),
  ...byTime(song),
});
export type Measures = ReturnType<typeof measure>;

/** Tempo in bpm, weighted by ticks; 120 up to the first event. */
function tempoOf({ tempos, endTick }: Song) {
  const over = summary();
  let [from, bpm] = [0, 120];
  for (let n = 0; n < tempos.tick.length; n++) {
    add(over, bpm, tempos.tick[n]! - from);
    [from, bpm] = [tempos.tick[n]!, 60_000_000 / tempos.microsecondsPerQuarter[n]!];
  }
  add(over, bpm, endTick - from);
  return over;
}

/** Counts of pitches, instruments and durations, and the melodic line and runs of each channel of each track. */
function byTrack(song: Song) {
  const { tracks, notes, ticksPerQuarter } = song;
  const seconds = noteSeconds(song).duration;
  const pitches = new Uint32Array(128);
  const programs = new Uint32Array(128);
  const keys = new Uint32Array(128);
  const intervals = new Uint32Array(128);
  const values = new Uint32Array(rhythmicValues.length);
  const ticks = rhythmicValues.map((quarters) => Math.floor(quarters * ticksPerQuarter));
  const [offsets, durations, runs, arcs] = [summary(), summary(), summary(), summary()];
  const motion = { rising: 0, falling: 0, turns: 0 };
  let staccato = 0;
  const line = {
    pitch: new Int32Array(16),
    onset: new Int32Array(16),
    way: new Int32Array(16),
    span: new Int32Array(16),
  };
  const run = { value: new Int32Array(16), length: new Int32Array(16) };
  for (const { firstNote, noteCount } of tracks) {
    for (const start of [line.pitch, line.onset]) start.fill(-1);
    for (const none of [line.way, line.span, run.length]) none.fill(0);
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const packed = notes.info[note]!;
      const at = channelOf(packed);
      const pitch = pitchOf(packed);
      const length = notes.duration[note]!;
      let value = 0;
      while (value < ticks.length - 1 && length >= ticks[value]! + ((ticks[value + 1]! - ticks[value]!) >> 1)) value++;
      values[value]!++;
      add(offsets, Math.abs(length - ticks[value]!) / ticksPerQuarter);
      add(durations, seconds[note]!);
      if (seconds[note]! < staccatoSeconds) staccato++;
      if (run.length[at]! > 0 && run.value[at] !== value) add(runs, run.length[at]!);
      run.length[at] = run.value[at] === value ? run.length[at]! + 1 : 1;
      run.value[at] = value;
      if (at === drums) {
        keys[pitch]!++;
        continue;
      }
      pitches[pitch]!++;
      programs[programOf(packed)]!++;
      if (notes.onset[note] === line.onset[at]) continue;
      const step = line.pitch[at]! < 0 ? undefined : pitch - line.pitch[at]!;
      line.pitch[at] = pitch;
      line.onset[at] = notes.onset[note]!;
      if (step === undefined) continue;
      intervals[Math.abs(step)]!++;
      if (step === 0) continue;
      if (step > 0) motion.rising++;
      else motion.falling++;
      if (line.way[at] === -Math.sign(step)) {
        motion.turns++;
        add(arcs, line.span[at]!);
        line.span[at] = 0;
      }
      line.way[at] = Math.sign(step);
      line.span[at]! += Math.abs(step);
    }
    for (const length of run.length) if (length > 0) add(runs, length);
  }
  const classes = new Uint32Array(12);
  for (let pitch = 0; pitch < 128; pitch++) classes[pitch % 12]! += pitches[pitch]!;
  // Bin n holds the pitch class n fifths above C; 7 is its own inverse modulo 12.
  const fifths = classes.map((_, n) => classes[(7 * n) % 12]!);
  return {
    pitches: histogram(pitches),
    classes: histogram(classes),
    fifths: histogram(fifths),
    programs: histogram(programs),
    keys: histogram(keys.subarray(35, 82)),
    intervals: histogram(intervals),
    values: histogram(values, rhythmicValues),
    ...{ offsets, durations, runs, arcs, motion, staccato },
  };
}

/** Onsets, loudness and channels in order of time, and what sounds together. */
function byTime(song: Song) {
  const { notes } = song;
  const begins = onsetOrder(song);
  const onsets = noteSeconds(song).onset;
  const channels = Array.from({ length: 16 }, channel);
  const [attacks, changes, recurrence, loudness] = [summary(), summary(), summary(), summary()];
  const volumes = channelVolumes(song);
  const volume = new Float64Array(16).fill(1);
  const [onsetCount, onsetTick] = [new Int32Array(16), new Int32Array(16).fill(-1)];
  const seen = new Int32Array(16 * 128);
  let [attack, change, firstPitch, lastPitch, lastOnset] = [-1, 0, -1, -1, -1];
  for (const note of begins) {
    const packed = notes.info[note]!;
    const at = channelOf(packed);
    const pitch = pitchOf(packed);
    const onset = notes.onset[note]!;
    for (; change < volumes.length && volumes[change]!.tick <= onset; change++) {
      volume[volumes[change]!.channel] = volumes[change]!.value / 127;
    }
    if (attack >= 0 && onset > notes.onset[attack]!) add(attacks, onsets[note]! - onsets[attack]!);
    if (attack < 0 || onset > notes.onset[attack]!) attack = note;
    const own = channels[at]!;
    const loud = velocityOf(packed) * volume[at]!;
    if (own.notes++ > 0) add(changes, Math.abs(loud - own.before));
    own.before = loud;
    add(own.loudness, loud);
    add(loudness, loud);
    if (at === drums) continue;
    add(own.pitches, pitch);
    if (firstPitch < 0) firstPitch = pitch;
    if (onset > lastOnset) {
      lastPitch = pitch;
      lastOnset = onset;
    }
    if (onset > onsetTick[at]!) {
      onsetTick[at] = onset;
      onsetCount[at]! += 1;
    }
    const gap = onsetCount[at]! - seen[at * 128 + pitch]!;
    if (seen[at * 128 + pitch]! > 0 && gap > 0 && gap <= soonest) add(recurrence, gap);
    seen[at * 128 + pitch] = onsetCount[at]!;
  }
  const playing = channels.filter((one) => one.notes > 0);
  const pitched = playing.filter((one) => one.pitches.weight > 0);
  return {
    ...{ attacks, recurrence, loudness, playing, pitched },
    changesOfLoudness: changes,
    first: firstPitch < 0 ? null : firstPitch,
    last: lastPitch < 0 ? null : lastPitch,
    ...sounding(song, begins),
    /** The channel of the highest mean pitch. */
    highest: pitched.reduce<(typeof pitched)[number] | undefined>(
      (best, one) => (best && best.pitches.mean >= one.pitches.mean ? best : one),
      undefined,
    ),
  };
}

/** Channel volumes (controller 7) in order of time, as values of 0-127. */
function channelVolumes({
  controls: { tick, info },
}: Song): readonly { tick: number; channel: number; value: number }[] {
  const changes = [];
  for (let n = 0; n < tick.length; n++) {
    const packed = info[n]!;
    if (((packed >> 4) & 127) === channelVolume) {
      changes.push({ tick: tick[n]!, channel: packed & 15, value: packed >> 11 });
    }
  }
  return changes.sort((a, b) => a.tick - b.tick);
}
