/** writeSong: a song back to the bytes of a Standard MIDI File. */
import { EventBytes, rank } from "./event-bytes.ts";
import { programOrder } from "./program-order.ts";
import { type Division, pitchOf, programOf, type Song } from "./song.ts";

/** Meta types (SMF 1.0). */
const tempo = 0x51;
const timeSignature = 0x58;
const keySignature = 0x59;
/** MIDI clocks of a metronome click and 32nd notes of a quarter: what nearly all files say beside their meter. */
const clicks = [24, 8] as const;
/** Release velocity of a synthesizer that does not measure it (MIDI 1.0). */
const releaseVelocity = 64;
/** Frame rates that a division can say; 29 stands for 30 drop frame. */
const frameRates = [24, 25, 29, 30];
/** Microseconds of a second. */
const second = 1_000_000;

/**
 * Writes a song as a sound MIDI file: parsed again it has no diagnoses and the same tracks, notes, programs, controls,
 * pitch bends, tempos, signatures and texts (byte for byte). Tempos and time signatures stand in the first track, where
 * SMF 1.0 wants them, but in format 2 in their own; format 0 with several tracks becomes format 1.
 *
 * Aftertouch, system-exclusive and other meta events come back as they were. A song does not hold release velocities, the
 * clocks of a time signature (24 and 8 are written), and the order of events within a tick: there come system-exclusive
 * and meta events, ends of notes, controls, bends and aftertouch, programs, then notes. A frame rate that does not exist becomes a tempo that makes ticks as long.
 */
export function writeSong(song: Song): Uint8Array {
  const events = new EventBytes();
  const time = timeOf(song);
  const conductor = song.format === 2 ? (track: number): number => track : (): number => 0;
  writeOthers(song, events);
  writeTexts(song, events);
  writeTempos(time.tempos, events, conductor);
  writeSignatures(song, events, conductor);
  writeChanges(song, events);
  writeNotes(song, events);
  const format = song.format === 0 && song.tracks.length > 1 ? 1 : song.format;
  const ends = song.tracks.map(({ endTick }) => endTick);
  return events.file(format, time.division, ends);
}

/** Before texts and signatures, since a channel prefix or a port says whom they are for, and a reset comes before all. */
function writeOthers({ others: { tick, track, status, end, bytes } }: Song, events: EventBytes): void {
  for (let event = 0; event < tick.length; event++) {
    const data = bytes.subarray(event > 0 ? end[event - 1] : 0, end[event]);
    const kind = status[event]!;
    if (kind === 0xff) events.meta(track[event]!, tick[event]!, data[0]!, data.subarray(1));
    else if (kind >= 0xf0) events.exclusive(track[event]!, tick[event]!, kind, data);
    else events.message(track[event]!, tick[event]!, rank.control, kind, data[0]!, data[1]);
  }
}

function writeTexts({ texts: { tick, track, type, end, bytes } }: Song, events: EventBytes): void {
  for (let text = 0; text < tick.length; text++) {
    events.meta(track[text]!, tick[text]!, type[text]!, bytes.subarray(text > 0 ? end[text - 1] : 0, end[text]));
  }
}

function writeTempos(
  { tick, track, microsecondsPerQuarter }: Song["tempos"],
  events: EventBytes,
  conductor: Conductor,
) {
  for (let event = 0; event < tick.length; event++) {
    const length = microsecondsPerQuarter[event]!;
    events.meta(conductor(track[event]!), tick[event]!, tempo, [length >> 16, (length >> 8) & 255, length & 255]);
  }
}

/** Track that an event goes to which another track may have held. */
type Conductor = (track: number) => number;

function writeSignatures({ timeSignatures, keySignatures }: Song, events: EventBytes, conductor: Conductor): void {
  timeSignatures.tick.forEach((tick, event) => {
    const power = 31 - Math.clz32(timeSignatures.denominator[event]!);
    const data = [timeSignatures.numerator[event]!, power, ...clicks];
    events.meta(conductor(timeSignatures.track[event]!), tick, timeSignature, data);
  });
  keySignatures.tick.forEach((tick, event) => {
    const data = [keySignatures.fifths[event]! & 255, keySignatures.minor[event]!];
    events.meta(keySignatures.track[event]!, tick, keySignature, data);
  });
}

function writeChanges({ controls, pitchBends }: Song, events: EventBytes): void {
  for (const [status, { tick, track, info }] of [
    [0xb0, controls],
    [0xe0, pitchBends],
  ] as const) {
    for (let event = 0; event < tick.length; event++) {
      const packed = info[event]!;
      const first = (packed >> 4) & 127;
      events.message(track[event]!, tick[event]!, rank.control, status | (packed & 15), first, packed >> 11);
    }
  }
}

function writeNotes(song: Song, events: EventBytes): void {
  const { notes, tracks, programChanges } = song;
  const { order, place, complete } = programOrder(song);
  const programs = new Int16Array(16);
  let change = 0;
  const setPrograms = (track: number, before: number): void => {
    for (; change < order.length; change++) {
      const at = order[change]!;
      if (programChanges.track[at] !== track || place[at]! > before) return;
      setProgram(track, programChanges.tick[at]!, programChanges.info[at]! & 15, programChanges.info[at]! >> 4);
    }
  };
  const setProgram = (track: number, tick: number, channel: number, program: number): void => {
    events.message(track, tick, rank.voice, 0xc0 | channel, program);
    programs[channel] = program;
  };
  tracks.forEach(({ firstNote, noteCount }, track) => {
    programs.fill(-1);
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      setPrograms(track, note);
      const info = notes.info[note]!;
      const tick = notes.onset[note]!;
      const end = tick + notes.duration[note]!;
      const pitch = pitchOf(info);
      const channel = (info >> 7) & 15;
      if (!complete && programs[channel] !== programOf(info)) setProgram(track, tick, channel, programOf(info));
      events.message(track, tick, rank.voice, 0x90 | channel, pitch, (info >> 12) & 127);
      // A note without duration ends behind its own beginning, before the next note begins.
      events.message(track, end, end > tick ? rank.noteOff : rank.voice, 0x80 | channel, pitch, releaseVelocity);
    }
    setPrograms(track, notes.length);
  });
}

/** The two bytes of a division, and the tempos that go with it. */
function timeOf({ division, tempos }: Song): { readonly division: number; readonly tempos: Song["tempos"] } {
  if (division.kind === "metrical") return { division: division.ticksPerQuarter, tempos };
  const rate = Math.floor(division.framesPerSecond);
  if (frameRates.includes(rate)) return { division: ((256 - rate) << 8) | division.ticksPerFrame, tempos };
  const once = { tick: Int32Array.of(0), track: Uint16Array.of(0), microsecondsPerQuarter: Int32Array.of(second) };
  return { division: ticksPerSecond(division), tempos: once };
}

const ticksPerSecond = ({ framesPerSecond, ticksPerFrame }: Extract<Division, { kind: "smpte" }>): number =>
  framesPerSecond * ticksPerFrame;
