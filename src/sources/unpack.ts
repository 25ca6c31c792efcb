/** Unpacks a stream of bytes, front to back, on account of a budget. */
import { Readable, type Transform } from "node:stream";
import * as zlib from "node:zlib";
import { bunzip2 } from "./bzip2.ts";
import type { Packing } from "./kinds.ts";
import type { Budget } from "./limits.ts";
import { optional } from "./optional.ts";
import { Refusal } from "./refusal.ts";

type Chunks = Iterable<Uint8Array>;
type Unpacked = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

async function* through(chunks: Chunks, unpack: Transform): AsyncGenerator<Uint8Array, void> {
  const source = Readable.from(chunks, { objectMode: false });
  source.on("error", (error) => unpack.destroy(error));
  try {
    yield* source.pipe(unpack);
  } finally {
    source.destroy();
    unpack.destroy();
  }
}

const loadXz = () => import("xz-decompress");
/** Whether the package for xz is installed. */
export const hasXz = (): Promise<boolean> =>
  loadXz().then(
    () => true,
    () => false,
  );

async function* unxz(chunks: Chunks): AsyncGenerator<Uint8Array, void> {
  const { XzReadableStream } = await optional("xz-decompress", "an xz stream", loadXz);
  const iterator = chunks[Symbol.iterator]();
  const packed = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: () => void iterator.return?.(),
  });
  const reader = new XzReadableStream(packed).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    // The package says "error code 4" for a dictionary that is larger than it allows.
    if (/code 4\b/.test(String(error))) {
      throw new Refusal("too-large", "Cannot unpack it: it needs a dictionary of more than 64 MiB", error);
    }
    throw new Refusal("damaged-archive", "Cannot unpack it: the xz stream is broken or ends early", error);
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const unpackers: Readonly<Record<Packing, (chunks: Chunks) => Unpacked>> = {
  none: (chunks) => chunks,
  // A stream that ends early gives what it has; the reader of members notices the end.
  gzip: (chunks) => through(chunks, zlib.createGunzip({ finishFlush: zlib.constants.Z_SYNC_FLUSH })),
  bzip2: bunzip2,
  zstd: (chunks) => {
    if (typeof zlib.createZstdDecompress !== "function") {
      throw new Refusal("unsupported-archive", "Cannot unpack it: this runtime has no zstd");
    }
    return through(chunks, zlib.createZstdDecompress());
  },
  xz: unxz,
};

/**
 * The bytes of a packed stream in pieces.
 *
 * @throws Refusal `damaged-archive` for a broken stream, `missing-package`, and what the budget throws.
 */
export async function* unpacked(chunks: Chunks, packing: Packing, budget: Budget): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const part of unpackers[packing](chunks)) {
      budget.spend(part.length);
      yield part;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = (error ?? {}) as { code?: unknown };
    if (typeof code === "string" && /^E[A-Z]+$/.test(code)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new Refusal("damaged-archive", `Cannot unpack it: ${message}`, error);
  }
}
