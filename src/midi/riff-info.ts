/** What a RIFF/RMID wrapper says of its file: the texts of its INFO list (Microsoft, RIFF MCI 1991). */

/** Texts of an INFO list by their ids, as bytes without the zeros that end them: INAM title, IART artist, ICOP copyright. */
export type RiffInfo = Readonly<Record<string, Uint8Array>>;

const chunkHead = 8;
/** Longer texts are something else. */
const longestText = 4096;
/** More texts than the standard has ids. */
const mostTexts = 64;

/** Reads the INFO list of a RIFF file, wherever it stands; undefined where there is none. */
export function readRiffInfo({
  bytes,
  length,
}: {
  readonly bytes: Uint8Array;
  readonly length: number;
}): RiffInfo | undefined {
  if (idAt(bytes, 0) !== "RIFF" || idAt(bytes, 8) !== "RMID") return undefined;
  const info: Record<string, Uint8Array> = {};
  for (const { id, from, to } of chunksOf(bytes, 12, length)) {
    if (id !== "LIST" || idAt(bytes, from) !== "INFO") continue;
    for (const text of chunksOf(bytes, from + 4, to)) {
      const value = trimmed(bytes.slice(text.from, Math.min(text.to, text.from + longestText)));
      if (/^[A-Z]{4}$/.test(text.id) && value.length > 0) info[text.id] ??= value;
    }
  }
  return Object.keys(info).length > 0 ? info : undefined;
}

/** Chunks with little-endian lengths on even offsets; ends at the first that does not fit. */
function* chunksOf(bytes: Uint8Array, from: number, to: number): Generator<{ id: string; from: number; to: number }> {
  let chunk = from;
  for (let count = 0; chunk + chunkHead <= to && count < mostTexts; count++) {
    const data = chunk + chunkHead;
    const size =
      bytes[chunk + 4]! + bytes[chunk + 5]! * 0x100 + bytes[chunk + 6]! * 0x10000 + bytes[chunk + 7]! * 0x1000000;
    yield { id: idAt(bytes, chunk), from: data, to: Math.min(to, data + size) };
    chunk = data + size + (size % 2);
  }
}

const idAt = (bytes: Uint8Array, offset: number): string => String.fromCharCode(...bytes.subarray(offset, offset + 4));

function trimmed(text: Uint8Array): Uint8Array {
  let end = text.length;
  while (end > 0 && (text[end - 1] === 0 || text[end - 1] === 0x20)) end--;
  return text.subarray(0, end);
}
