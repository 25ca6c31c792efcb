/** A single packed file, under the name that it has unpacked: `song.mid.gz!/song.mid`. */
import { chunksOf } from "./bytes.ts";
import type { Packing } from "./kinds.ts";
import type { ArchiveInput, Member } from "./member.ts";
import { Refusal } from "./refusal.ts";
import { unpacked } from "./unpack.ts";

/** The one member of a packed file. */
export const packedFile = (packing: Packing) =>
  async function* member(input: ArchiveInput): AsyncGenerator<Member, void> {
    yield {
      name: input.name.slice(0, input.name.lastIndexOf(".")),
      read: async (most) => {
        const parts: Uint8Array[] = [];
        let size = 0;
        for await (const part of unpacked(chunksOf(input.bytes), packing, input.budget)) {
          parts.push(part);
          size += part.length;
          if (size > most) throw new Refusal("too-large", `Cannot read the file: the limit is ${most} bytes`);
        }
        const bytes = new Uint8Array(size);
        let at = 0;
        for (const part of parts) {
          bytes.set(part, at);
          at += part.length;
        }
        return bytes;
      },
    };
  };
