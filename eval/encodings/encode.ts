/** Texts to bytes in encodings that TextEncoder does not write, and such texts as a MIDI file. */

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** From each character to its bytes, by decoding every byte and pair of bytes. */
function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: number[]): void => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if ([...text].length === 1 && !table.has(text)) table.set(text, bytes);
    } catch {
      // No character has these bytes.
    }
  };
  for (let first = 0; first < 256; first++) add(first);
  for (let first = 0x80; first < 256; first++) for (let second = 0x40; second < 256; second++) add(first, second);
  tables.set(encoding, table);
  return table;
}

/** The bytes of a text. Throws a RangeError for a character that the encoding does not have. */
export function encodeIn(text: string, encoding: string): Uint8Array {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  const table = tableOf(encoding);
  // Vietnamese marks the tone behind the letter.
  const apart = (character: string): string => {
    if (table.has(character)) return character;
    const [letter = "", ...marks] = character.normalize("NFD");
    const tone = marks.filter((mark) => "\u0300\u0301\u0303\u0309\u0323".includes(mark)).join("");
    return (letter + marks.filter((mark) => !tone.includes(mark)).join("")).normalize("NFC") + tone;
  };
  return Uint8Array.from(
    [...[...text].map(apart).join("")].flatMap((character) => {
      const bytes = table.get(character);
      if (!bytes) throw new RangeError(`Cannot write "${character}" in ${encoding}`);
      return bytes;
    }),
  );
}

/** A MIDI file of one track that holds texts, the first as its name. */
export function fileOf(texts: readonly Uint8Array[]): Uint8Array {
  const events = texts.flatMap((text, n) => [0, 0xff, n === 0 ? 3 : 1, ...quantity(text.length), ...text]);
  const track = [...events, 0, 0xff, 0x2f, 0];
  const head = [0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 0, 0, 1, 0, 96, 0x4d, 0x54, 0x72, 0x6b];
  return Uint8Array.from([...head, 0, 0, track.length >> 8, track.length & 255, ...track]);
}

const quantity = (length: number): number[] => (length < 128 ? [length] : [(length >> 7) | 128, length & 127]);
