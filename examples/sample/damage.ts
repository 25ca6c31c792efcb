// Spoils good files as real collections hold them spoilt. "repaired": the notes can be saved; "rejected": nothing can.

export interface Damaged {
  readonly file: string;
  readonly from: string | null; // the good file
  readonly expect: "repaired" | "rejected";
  readonly spoil: (bytes: Uint8Array) => Uint8Array;
}

const page = `<!DOCTYPE html>
<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested file was not found on this server.</p></body></html>
`;
const firstTrack = 14; // the header chunk is 14 bytes long
const lengthField = firstTrack + 4;

export const damaged: readonly Damaged[] = [
  { file: "broken/download.mid", from: null, expect: "rejected", spoil: () => Buffer.from(page) },
  { file: "broken/empty.mid", from: null, expect: "rejected", spoil: () => new Uint8Array() },
  {
    file: "broken/jingle_bells (incomplete).mid",
    from: "Christmas/Jingle Bells.mid",
    expect: "repaired",
    spoil: (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.7)),
  },
  {
    file: "broken/oh susanna wrong length.mid",
    from: "Folk & Traditional/OH_SUSANNA.MID",
    expect: "repaired",
    spoil: (bytes) => {
      const wrong = Buffer.from(bytes);
      wrong.writeUInt32BE(wrong.readUInt32BE(lengthField) + 1000, lengthField);
      return wrong;
    },
  },
  {
    file: "broken/one drop no end.mid",
    from: "Loops/Drums/one drop 72.mid",
    expect: "repaired",
    spoil: (bytes) => {
      const wrong = Buffer.from(bytes.subarray(0, bytes.length - 3)); // FF 2F 00; the delta time before it goes below
      let end = wrong.length - 1;
      while ((wrong[end - 1] ?? 0) & 0x80) end--;
      wrong.writeUInt32BE(end - lengthField - 4, lengthField);
      return wrong.subarray(0, end);
    },
  },
];
