/** 7z and rar archives, through libarchive compiled to WebAssembly. The package is optional, and the only door to it. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { checkSize } from "./limits.ts";
import type { ArchiveInput, Member } from "./member.ts";
import { optional } from "./optional.ts";
import { Refusal } from "./refusal.ts";

/** Memory beyond the archive itself: libarchive's own 17 MB, a dictionary of 7z at its highest setting, one member. */
const workingBytes = 256 * 1024 * 1024;
const pageBytes = 65_536;

const load = () => import("libarchive-wasm");
/** Whether the package is installed. */
export const hasLibarchive = (): Promise<boolean> =>
  load().then(
    () => true,
    () => false,
  );
let compiled: Promise<WebAssembly.Module> | undefined;

/** An instance of its own for each archive, so that its memory goes when the archive is done, with a limit on it. */
async function instanceOf(name: string, most: number) {
  const { ArchiveReader, libarchiveWasm } = await optional("libarchive-wasm", `"${name}"`, load);
  compiled ??= readFile(createRequire(import.meta.url).resolve("libarchive-wasm/dist/libarchive.wasm")).then((wasm) =>
    WebAssembly.compile(wasm),
  );
  const module = await compiled;
  const library = await libarchiveWasm({
    instantiateWasm: (imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) => {
      void WebAssembly.instantiate(module, imports).then((instance) => {
        const memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory);
        if (memory) limit(memory, most);
        receive(instance);
      });
    },
  });
  return { ArchiveReader, library };
}

/** A header can ask for a dictionary of 4 GB; when memory does not grow, libarchive says that it has none. */
function limit(memory: WebAssembly.Memory, most: number): void {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * pageBytes > most) throw new RangeError("more memory than the limit");
    return grow(pages);
  };
}

const broken = (error: unknown): Refusal => {
  const message = error instanceof Error && error.message ? error.message : "its structure is broken";
  return new Refusal(
    /passphrase|encrypt/i.test(message) ? "encrypted" : "damaged-archive",
    `Cannot read it: ${message}`,
  );
};

/** The files in an archive that libarchive knows. */
export async function* libarchiveMembers(input: ArchiveInput): AsyncGenerator<Member, void> {
  const { bytes, budget } = input;
  if (bytes.size > budget.limits.maxArchiveBytes) {
    const message = `Cannot open ${bytes.size} bytes in memory: the limit is ${budget.limits.maxArchiveBytes}`;
    throw new Refusal("too-large", message);
  }
  const { ArchiveReader, library } = await instanceOf(input.name, bytes.size + workingBytes);
  const data = bytes.read(0, bytes.size);
  let reader: InstanceType<typeof ArchiveReader>;
  try {
    reader = new ArchiveReader(library, new Int8Array(data.buffer, data.byteOffset, data.byteLength));
  } catch (error) {
    throw broken(error);
  }
  let entry: ReturnType<typeof reader.nextEntry>;
  let entries = 0;
  for (;;) {
    try {
      entry = reader.nextEntry();
    } catch (error) {
      throw broken(error);
    }
    if (!entry) break;
    entries++;
    const name = entry.getPathname();
    const type = entry.getFiletype();
    const size = entry.getSize();
    if (type !== "Directory" && input.wants(name, size)) yield memberOf(entry, name, type, size, input);
    try {
      entry.skipData();
    } catch (error) {
      throw broken(error);
    }
  }
  const message = library.error_string(reader.archive);
  if (message) throw broken(new Error(message));
  // It says nothing of an archive whose list of members is missing.
  if (entries === 0) throw new Refusal("damaged-archive", "Cannot read it: it is empty or ends too early");
}

function memberOf(
  entry: { readonly readData: () => Int8Array | undefined; readonly isEncrypted: () => boolean },
  name: string,
  type: string,
  size: number,
  { bytes, budget }: ArchiveInput,
): Member {
  const read = (most: number): Uint8Array => {
    // Members are packed together: how well one alone is packed, nobody knows.
    checkSize(size, bytes.size, budget.limits, most);
    budget.spend(size);
    try {
      const data = entry.readData() ?? new Int8Array(0);
      if (data.length !== size) throw new Error(`${data.length} bytes instead of ${size}`);
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const code = /allocate memory/.test(message) ? "too-large" : "damaged-member";
      throw new Refusal(code, `Cannot unpack the member: ${message}`, error);
    }
  };
  if (entry.isEncrypted()) {
    return { name, size, read, refusal: new Refusal("encrypted", "Cannot read the member: it is encrypted") };
  }
  if (type === "SymbolicLink")
    return { name, size, read, refusal: new Refusal("link", "Cannot read the member: it is a link") };
  if (type !== "File")
    return { name, size, read, refusal: new Refusal("device", `Cannot read the member: it is not a file`) };
  return { name, size, read };
}
