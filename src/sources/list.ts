/** Lists of paths from a stream: one a line, or each ended by a zero byte (`find -print0`), in any bytes. */
import { Buffer } from "node:buffer";
import { utf8Name } from "./names.ts";

/** What stands between two paths of a list. */
export type Separator = "newline" | "nul";

const codes: Readonly<Record<Separator, number>> = { newline: 0x0a, nul: 0 };

/** The paths in a stream of bytes, each as soon as it is complete; as bytes where it is not UTF-8. Empty ones are passed over. */
export async function* pathsIn(
  stream: AsyncIterable<Uint8Array>,
  separator: Separator,
): AsyncGenerator<string | Uint8Array> {
  const code = codes[separator];
  let rest: Uint8Array = new Uint8Array(0);
  for await (const part of stream) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, part]) : part;
    let start = 0;
    for (let end = bytes.indexOf(code); end >= 0; end = bytes.indexOf(code, start)) {
      yield* pathOf(bytes.subarray(start, end), separator);
      start = end + 1;
    }
    rest = bytes.slice(start);
  }
  yield* pathOf(rest, separator);
}

function* pathOf(line: Uint8Array, separator: Separator): Generator<string | Uint8Array> {
  // Windows ends lines with two characters.
  const bytes = separator === "newline" && line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
  if (bytes.length === 0) return;
  yield utf8Name(bytes) ?? Uint8Array.from(bytes);
}
