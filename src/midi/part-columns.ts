/** The events of a part of a song: those columns of the whole that its plan has a place for. */
import type { PartPlan } from "./part-plan.ts";
import { sortedOrder, sortOrder } from "./radix.ts";
import type { ControlEvents, OtherEvents, Song, TextEvents } from "./song.ts";

/** Texts that belong to the whole piece in whatever track they stand: copyright, marker, cue point. */
const isGlobal = (type: number): boolean => type === 2 || type === 6 || type === 7;

/** Channel mode messages that end notes, but only those of their own track. */
const endsNotes = (control: number): boolean => {
  const controller = (control >> 4) & 127;
  return controller === 120 || controller >= 123;
};

/** Controls of the channels that the part plays, whatever track sets them. */
export const controlsOf = ({ controls }: Song, plan: PartPlan): ControlEvents =>
  changesOf(controls, plan, (event) => endsNotes(controls.info[event]!));

/** Pitch bends or program changes of the channels that the part plays, whatever track sets them, but for some. */
export function changesOf(
  { tick, track, info }: ControlEvents,
  { own, shared, plays }: PartPlan,
  isOwn = (_event: number): boolean => false,
): ControlEvents {
  const moved = movedEvents(tick, (event) => {
    if (!plays(info[event]! & 15)) return -1;
    const to = own[track[event]!]!;
    return to >= 0 || isOwn(event) ? to : shared;
  });
  return {
    tick: moved.order.map((event) => tick[event]!),
    track: moved.track,
    info: moved.order.map((event) => info[event]!),
  };
}

/** Texts of the tracks that the part has, and those of the whole piece. */
export function textsOf({ tick, track, type, end, bytes }: TextEvents, { own, shared }: PartPlan): TextEvents {
  const moved = movedEvents(tick, (event) => {
    const to = own[track[event]!]!;
    return to >= 0 || !isGlobal(type[event]!) ? to : shared;
  });
  const { kept, ends } = keptBytes(moved.order, end, bytes);
  return {
    tick: moved.order.map((text) => tick[text]!),
    track: moved.track,
    type: Uint8Array.from(moved.order, (text) => type[text]!),
    end: ends,
    bytes: kept,
  };
}

/**
 * Aftertouch of the channels that the part plays; system-exclusive events of every track, since a reset is for all; meta
 * events of the tracks that it has.
 */
export function othersOf(
  { tick, track, status, end, bytes }: OtherEvents,
  { own, shared, plays }: PartPlan,
): OtherEvents {
  const moved = movedEvents(tick, (event) => {
    const to = own[track[event]!]!;
    const kind = status[event]!;
    if (kind < 0xf0 && !plays(kind & 15)) return -1;
    return to >= 0 || kind === 0xff ? to : shared;
  });
  const { kept, ends } = keptBytes(moved.order, end, bytes);
  return {
    tick: moved.order.map((event) => tick[event]!),
    track: moved.track,
    status: Uint8Array.from(moved.order, (event) => status[event]!),
    end: ends,
    bytes: kept,
  };
}

/** The bytes of chosen events one after the other, and where each ends. */
function keptBytes(order: Int32Array, end: Int32Array, bytes: Uint8Array): { kept: Uint8Array; ends: Int32Array } {
  const startOf = (event: number): number => (event > 0 ? end[event - 1]! : 0);
  const ends = new Int32Array(order.length);
  let length = 0;
  order.forEach((event, index) => {
    length += end[event]! - startOf(event);
    ends[index] = length;
  });
  const kept = new Uint8Array(length);
  order.forEach((event, index) => {
    kept.set(bytes.subarray(startOf(event), end[event]), index > 0 ? ends[index - 1]! : 0);
  });
  return { kept, ends };
}

/** Tempos of the part. */
export function temposOf({ tempos: { tick, track, microsecondsPerQuarter } }: Song, plan: PartPlan): Song["tempos"] {
  const moved = mapEvents(track, plan);
  return {
    tick: moved.order.map((event) => tick[event]!),
    track: moved.track,
    microsecondsPerQuarter: moved.order.map((event) => microsecondsPerQuarter[event]!),
  };
}

/** Time signatures of the part. */
export function timeSignaturesOf({ timeSignatures }: Song, plan: PartPlan): Song["timeSignatures"] {
  const { tick, track, numerator, denominator } = timeSignatures;
  const moved = mapEvents(track, plan);
  return {
    tick: moved.order.map((event) => tick[event]!),
    track: moved.track,
    numerator: Uint8Array.from(moved.order, (event) => numerator[event]!),
    denominator: Uint16Array.from(moved.order, (event) => denominator[event]!),
  };
}

/** Key signatures of the tracks that the part has. */
export function keySignaturesOf({ keySignatures }: Song, { own }: PartPlan): Song["keySignatures"] {
  const { tick, track, fifths, minor } = keySignatures;
  const moved = chosenEvents(tick.length, (event) => own[track[event]!]!);
  return {
    tick: moved.order.map((event) => tick[event]!),
    track: moved.track,
    fifths: Int8Array.from(moved.order, (event) => fifths[event]!),
    minor: Uint8Array.from(moved.order, (event) => minor[event]!),
  };
}

/** Where the events of a tempo map go: to the first track; in format 2 to their own, and all to each that has none. */
function mapEvents(track: Uint16Array, { own, shared, kept }: PartPlan): Moved {
  if (shared >= 0) return chosenEvents(track.length, () => shared);
  const has = new Set(track);
  const without = [...kept.keys()].filter((part) => !has.has(kept[part]!));
  const order: number[] = [];
  const places: number[] = [];
  track.forEach((whole, event) => {
    for (const part of own[whole]! >= 0 ? [own[whole]!, ...without] : without) {
      order.push(event);
      places.push(part);
    }
  });
  return { order: Int32Array.from(order), track: Uint16Array.from(places) };
}

/** Chosen events by index, and the track of the part that each goes to. */
interface Moved {
  readonly order: Int32Array;
  readonly track: Uint16Array;
}

/** Chooses events by the track that they go to, -1 for none; their order stays. */
function chosenEvents(count: number, place: (event: number) => number): Moved {
  const order: number[] = [];
  const track: number[] = [];
  for (let event = 0; event < count; event++) {
    const to = place(event);
    if (to < 0) continue;
    order.push(event);
    track.push(to);
  }
  return { order: Int32Array.from(order), track: Uint16Array.from(track) };
}

/** The same in order of track and tick, as a file holds them. */
function movedEvents(tick: Int32Array, place: (event: number) => number): Moved {
  const { order, track } = chosenEvents(tick.length, place);
  const byTick = sortedOrder(order.map((event) => tick[event]!));
  const inOrder = sortOrder(byTick, Int32Array.from(track));
  return {
    order: inOrder.map((index) => order[index]!),
    track: Uint16Array.from(inOrder, (index) => track[index]!),
  };
}
