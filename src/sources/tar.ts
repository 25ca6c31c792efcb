/** Tar archives, plain or packed. They can only be read from front to back, so members come with their bytes. */
import { createByteQueue } from "./byte-queue.ts";
import { chunksOf } from "./bytes.ts";
import type { Packing } from "./kinds.ts";
import { type Budget, openBudget } from "./limits.ts";
import { type ArchiveInput, asciiName, type Member } from "./member.ts";
import { type DecodeName, guessNames, utf8Name } from "./names.ts";
import { Refusal } from "./refusal.ts";
import { type TarEntry, tarEntries } from "./tar-entries.ts";
import { unpacked } from "./unpack.ts";

async function* entriesOf(input: ArchiveInput, packing: Packing, budget: Budget): AsyncGenerator<TarEntry, void> {
  const tape = createByteQueue(unpacked(chunksOf(input.bytes), packing, budget));
  try {
    yield* tarEntries(tape);
  } finally {
    await tape.close();
  }
}

/** Decides how names are decoded that are not UTF-8: by a walk of its own over all names, once the first is met. */
async function namesOf(input: ArchiveInput, packing: Packing): Promise<DecodeName> {
  const foreign: Uint8Array[] = [];
  try {
    for await (const { name } of entriesOf(input, packing, openBudget(input.budget.limits, input.bytes.size))) {
      if (utf8Name(name) === undefined && input.wants(asciiName(name))) foreign.push(name);
    }
  } catch (error) {
    // The names before a break are enough; the walk that yields the members says what is wrong.
    if (!(error instanceof Refusal)) throw error;
  }
  return guessNames(foreign);
}

/** The files in a tar archive, in its order. */
export const tarMembers = (packing: Packing) =>
  async function* members(input: ArchiveInput): AsyncGenerator<Member, void> {
    let decode: DecodeName | undefined;
    const links: string[] = [];
    for await (const entry of entriesOf(input, packing, input.budget)) {
      if (entry.type === "folder" || (entry.type !== "link" && !input.wants(asciiName(entry.name), entry.size)))
        continue;
      let name = utf8Name(entry.name);
      if (name === undefined) {
        decode ??= await namesOf(input, packing);
        name = decode(entry.name);
      }
      const refusal = refusalFor(entry, name, links);
      if (entry.type === "link") links.push(`${name}/`);
      yield {
        name,
        size: entry.size,
        ...(refusal ? { refusal } : {}),
        read: (most) => {
          if (entry.size <= most) return entry.body();
          throw new Refusal("too-large", `Cannot read a member of ${entry.size} bytes: the limit is ${most}`);
        },
      };
    }
  };

function refusalFor({ type }: TarEntry, name: string, links: readonly string[]): Refusal | undefined {
  if (type === "link") return new Refusal("link", "Cannot read the member: it is a link, not a file");
  if (type === "device") return new Refusal("device", "Cannot read the member: it is a pipe or a device");
  if (type === "sparse") return new Refusal("compression", "Cannot read the member: it is a sparse file");
  if (links.some((link) => name.startsWith(link))) {
    return new Refusal("link", "Cannot read the member: its path goes through a link");
  }
  return undefined;
}
