/** Events of the files that writeSong makes, read and written again in another layout: it alone is changed, no event is lost. */

/** One event with its data: of a channel message its data bytes, of others what follows their length. */
export interface FileEvent {
  readonly tick: number;
  readonly status: number;
  /** Type of a meta event; -1 of others. */
  readonly type: number;
  readonly data: Uint8Array;
}

/** A file as tracks of events, their end included. */
export interface FileEvents {
  readonly format: number;
  readonly division: number;
  readonly tracks: readonly (readonly FileEvent[])[];
}

/** How events are written. */
export interface Style {
  /** A status that the event before has too is left out. */
  readonly running?: boolean;
  /** Notes end by a note-on of velocity 0. */
  readonly zeroVelocity?: boolean;
}

const endOfTrack = 0x2f;
/** Length of a chunk's head. */
const head = 8;

/** Reads a sound file. */
export function readEvents(bytes: Uint8Array): FileEvents {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tracks: FileEvent[][] = [];
  for (let at = head + view.getUint32(4); at < bytes.length; at += head + view.getUint32(at + 4)) {
    tracks.push(eventsIn(bytes.subarray(at + head, at + head + view.getUint32(at + 4))));
  }
  return { format: view.getUint16(8), division: view.getUint16(12), tracks };
}

function eventsIn(bytes: Uint8Array): FileEvent[] {
  const events: FileEvent[] = [];
  let at = 0;
  let tick = 0;
  const quantity = (): number => {
    for (let value = 0; ; ) {
      const byte = bytes[at++]!;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    tick += quantity();
    const status = bytes[at++]!;
    const type = status === 0xff ? bytes[at++]! : -1;
    const length = status >= 0xf0 ? quantity() : (status & 0xe0) === 0xc0 ? 1 : 2;
    events.push({ tick, status, type, data: bytes.subarray(at, at + length) });
    at += length;
  }
  return events;
}

/** Writes events as a file. */
export function writeEvents({ format, division, tracks }: FileEvents, style: Style = {}): Uint8Array {
  const bytes = [
    ...chunk(
      "MThd",
      [format, tracks.length, division].flatMap((field) => [field >> 8, field & 255]),
    ),
  ];
  for (const track of tracks) for (const byte of chunk("MTrk", encoded(track, style))) bytes.push(byte);
  return Uint8Array.from(bytes);
}

function encoded(track: readonly FileEvent[], { running = false, zeroVelocity = false }: Style): number[] {
  const bytes: number[] = [];
  let tick = 0;
  let before = 0;
  for (const event of track) {
    bytes.push(...quantityOf(event.tick - tick));
    tick = event.tick;
    const ends = zeroVelocity && event.status >> 4 === 8;
    const status = ends ? event.status | 0x10 : event.status;
    if (status >= 0xf0) {
      bytes.push(status, ...(event.type >= 0 ? [event.type] : []), ...quantityOf(event.data.length));
      before = 0;
    } else {
      if (!running || status !== before) bytes.push(status);
      before = status;
    }
    if (ends) bytes.push(event.data[0]!, 0);
    else for (const byte of event.data) bytes.push(byte);
  }
  return bytes;
}

const quantityOf = (value: number): number[] => {
  const bytes = [value & 127];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift((left & 127) | 128);
  return bytes;
};

const chunk = (id: string, data: readonly number[]): readonly number[] => [
  ...Array.from(id, (letter) => letter.charCodeAt(0)),
  ...[24, 16, 8, 0].map((shift) => (data.length >>> shift) & 255),
  ...data,
];

/** One track with all events, as format 0 has them. */
export const merged = ({ division, tracks }: FileEvents): FileEvents => ({
  format: 0,
  division,
  tracks: [closed(tracks.flat().sort((a, b) => a.tick - b.tick))],
});

/** A first track with what is for no channel, and one track for each channel, as sequencers open format 0. */
export function byChannel({ division, tracks }: FileEvents): FileEvents {
  const events = tracks.flat().sort((a, b) => a.tick - b.tick);
  const channels = [...new Set(events.filter(({ status }) => status < 0xf0).map(({ status }) => status & 15))];
  const end = events.filter(({ type }) => type === endOfTrack);
  const own = (channel: number): FileEvent[] =>
    events.filter(({ status }) => status < 0xf0 && (status & 15) === channel).concat(end);
  const shared = events.filter(({ status }) => status >= 0xf0);
  return { format: 1, division, tracks: [shared, ...channels.sort((a, b) => a - b).map(own)].map(closed) };
}

/** Only the last end of a track stays, at its end. */
function closed(events: readonly FileEvent[]): readonly FileEvent[] {
  const end = events.findLast(({ type }) => type === endOfTrack);
  return [...events.filter(({ type }) => type !== endOfTrack), ...(end ? [end] : [])];
}
