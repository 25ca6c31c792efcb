/** Messages between us and the process of isolated plugins: a length, JSON, and after it raw bytes. */

/** Lengths stand before each message: of the JSON, and of the bytes that follow it. */
const headBytes = 8;

/** A message as bytes. */
export function frameOf(message: unknown, bytes: Uint8Array = new Uint8Array()): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(message));
  const frame = new Uint8Array(headBytes + json.length + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, json.length);
  view.setUint32(4, bytes.length);
  frame.set(json, headBytes);
  frame.set(bytes, headBytes + json.length);
  return frame;
}

/**
 * Reads messages one at a time.
 *
 * @param fill fills a buffer whole; false at the end of the stream.
 * @returns the next message, or undefined at the end.
 */
export function readFrame<Message>(
  fill: (buffer: Uint8Array) => boolean,
): { readonly message: Message; readonly bytes: Uint8Array } | undefined {
  const head = new Uint8Array(headBytes);
  if (!fill(head)) return undefined;
  const view = new DataView(head.buffer);
  const json = new Uint8Array(view.getUint32(0));
  const bytes = new Uint8Array(view.getUint32(4));
  if (!fill(json) || !fill(bytes)) return undefined;
  return { message: JSON.parse(new TextDecoder().decode(json)) as Message, bytes };
}

/** Takes messages out of a stream of chunks, in whatever pieces it comes. */
export function frameReader<Message>(): (chunk: Uint8Array) => readonly Message[] {
  let held = new Uint8Array();
  return (chunk) => {
    const joined = new Uint8Array(held.length + chunk.length);
    joined.set(held);
    joined.set(chunk, held.length);
    let at = 0;
    const messages: Message[] = [];
    const fill = (buffer: Uint8Array): boolean => {
      if (at + buffer.length > joined.length) return false;
      buffer.set(joined.subarray(at, at + buffer.length));
      at += buffer.length;
      return true;
    };
    for (let before = 0; ; before = at) {
      const frame = readFrame<Message>(fill);
      if (frame) messages.push(frame.message);
      else {
        held = joined.slice(before);
        return messages;
      }
    }
  };
}
