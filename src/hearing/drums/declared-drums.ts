/**
 * What a file itself declares about its drum parts, by the messages that make a synthesizer play them so:
 *
 * - Roland GS (SC-55 and SC-88 owner's manuals, parameter address map): `40 1x 15` use for rhythm part, `40 1x 02` receive
 *   channel, blocks x in the order of parts 10, 1 to 9, 11 to 16; `50` instead of `40` is the second port of the SC-88.
 * - Yamaha XG (XG specification, multi part parameters): `08 nn 07` part mode, `08 nn 04` receive channel; bank MSB 127 is
 *   a drum kit, 126 an effects kit.
 * - General MIDI 2 (MMA RP-024): bank MSB 120 is a rhythm channel, 121 a melody channel.
 * - Roland MT-32 (owner's manual, system area): `10 00 15` is the channel of the rhythm part.
 * - MPE (MMA/AMEI RP-053): the MPE configuration message, RPN 6 on channel 1 or 16, makes zones of channels for one instrument.
 */

import { trackPorts } from "../../midi/ports.ts";
import { sortedOrder } from "../../midi/radix.ts";
import type { Song } from "../../midi/song.ts";
import type { Voice } from "../parts/voices.ts";
import { isForSecondPort, SetUp } from "./set-up.ts";
import { systemExclusives } from "./system-exclusives.ts";

/** Controllers that declare something: bank select, data entry, and the two that choose a registered parameter. */
const bankSelect = 0;
const dataEntry = 6;
const parameterLow = 100;
const parameterHigh = 101;

/** One event that declares something. */
interface Declaration {
  readonly tick: number;
  readonly port: number;
  readonly apply: (setUp: SetUp) => void;
}

/**
 * What a file declares about each of some voices, as log odds (natural) that it is drums: large where a message says so,
 * smaller where one only hints at it, 0 where nothing is said. What was declared up to a voice's first note counts.
 */
export function declaredDrums(song: Song, voices: readonly Voice[]): Float64Array {
  const odds = new Float64Array(voices.length);
  const ports = trackPorts(song);
  const events = declarations(song, ports);
  if (events.length === 0) return odds;
  const setUps = new Map<number, SetUp>();
  const setUpOf = (port: number): SetUp => {
    const known = setUps.get(port) ?? new SetUp();
    setUps.set(port, known);
    return known;
  };
  const { onset } = song.notes;
  const byOnset = voices
    .map((voice, index) => ({ voice, index }))
    .sort((a, b) => onset[a.voice.firstNote]! - onset[b.voice.firstNote]!);
  let next = 0;
  for (const { voice, index } of byOnset) {
    for (; next < events.length && events[next]!.tick <= onset[voice.firstNote]!; next++) {
      const { port, apply } = events[next]!;
      apply(setUpOf(port));
    }
    odds[index] = setUps.get(ports[voice.track]!)?.odds(voice.channel) ?? 0;
  }
  return odds;
}

/** All declarations of a song in order of tick, those of one tick in order of the file. */
function declarations(song: Song, ports: Uint16Array): Declaration[] {
  const { controls } = song;
  const found: Declaration[] = systemExclusives(song).map(({ tick, track, bytes }) => ({
    tick,
    port: isForSecondPort(bytes) ? 1 : ports[track]!,
    apply: (setUp) => setUp.receive(bytes),
  }));
  for (let event = 0; event < controls.info.length; event++) {
    const info = controls.info[event]!;
    const controller = (info >> 4) & 127;
    if (
      controller !== bankSelect &&
      controller !== dataEntry &&
      controller !== parameterLow &&
      controller !== parameterHigh
    )
      continue;
    const [channel, value] = [info & 15, info >> 11];
    const apply =
      controller === bankSelect
        ? (setUp: SetUp) => setUp.selectBank(channel, value)
        : controller === dataEntry
          ? (setUp: SetUp) => setUp.enterData(channel, value)
          : (setUp: SetUp) => setUp.chooseParameter(channel, controller === parameterHigh, value);
    found.push({ tick: controls.tick[event]!, port: ports[controls.track[event]!]!, apply });
  }
  if (found.length < 2) return found;
  return Array.from(sortedOrder(Int32Array.from(found, ({ tick }) => tick)), (index) => found[index]!);
}
