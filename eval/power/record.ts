/**
 * Loaded before anything else (`bun --preload`): writes down each operation that changes files below $POWER_ROOT, in
 * $POWER_JOURNAL, after it was done. It stands between Node's file functions, which the engine and midiq call, and all of
 * them; so that nothing escapes it, the engine runs in this thread.
 */
import { join, relative } from "node:path";
import { type Operation, packEntry, type Told } from "./journal.ts";

declare global {
  /** Writes into the journal what was told. */
  var tellPower: (told: Told) => void;
}

const root = process.env["POWER_ROOT"] ?? "";
/** Names that mean nothing after a power loss: the lock, the socket. */
const passing = /(?:^|\/)(?:lock(?:\..*)?|socket)$/;

Bun.plugin({
  name: "one-thread",
  setup: (build) => {
    build.onLoad({ filter: /\/src\/database\/engine\/engine-thread\.ts$/ }, () => ({
      contents: `export { openEmbedded as openEmbeddedThread } from "./pglite.ts";`,
      loader: "ts",
    }));
  },
});

// The object that every module's functions are taken from. An `import` copies them when it is first met, so nothing before
// this may import them.
const fs = require("node:fs") as typeof import("node:fs");
const real = { ...fs };
const journal = real.openSync(process.env["POWER_JOURNAL"] ?? "", "a");

function note(operation: Operation, data?: Uint8Array): void {
  const entry = packEntry(operation, data);
  for (let at = 0; at < entry.length; ) at += real.writeSync(journal, entry, at);
}
globalThis.tellPower = (told) => note({ op: "tell", told });
note({ op: "begin" });

/** A path below the root; undefined for what is not recorded. */
function below(path: unknown): string | undefined {
  const name = relative(root, String(path));
  return name.startsWith("..") || passing.test(name) ? undefined : name;
}
const isThere = (path: unknown): boolean => real.existsSync(String(path));

/** Files that are open, with where the next write without a position goes. */
const files = new Map<number, { at: number }>();
/** Numbers of files that stand for whole writes. */
let own = -1;

const bytesOf = (data: unknown): Uint8Array =>
  typeof data === "string" ? new TextEncoder().encode(data) : Uint8Array.from(data as Uint8Array);

const flagsOf = (flags: unknown): { readonly creates: boolean; readonly cuts: boolean } => {
  const { O_CREAT, O_TRUNC } = real.constants;
  if (typeof flags === "number") return { creates: (flags & O_CREAT) !== 0, cuts: (flags & O_TRUNC) !== 0 };
  const text = String(flags ?? "r");
  return { creates: /^[wa]/.test(text), cuts: text.startsWith("w") };
};

function whole(path: string, data: Uint8Array, wasThere: boolean): void {
  const fd = own--;
  note({ op: "open", fd, path, creates: !wasThere, cuts: true });
  note({ op: "write", fd, at: 0 }, data);
  note({ op: "close", fd });
}

function removeTree(path: string): void {
  const isFolder = real.lstatSync(path).isDirectory();
  if (isFolder) for (const name of real.readdirSync(path)) removeTree(join(path, name));
  (isFolder ? real.rmdirSync : real.unlinkSync)(path);
  const name = below(path);
  if (name !== undefined) note({ op: "remove", path: name });
}

Object.assign(fs, {
  openSync: (path: string, flags?: string | number, mode?: number) => {
    const name = below(path);
    const wasThere = isThere(path);
    const fd = real.openSync(path, flags as string, mode);
    if (name !== undefined) {
      const { creates, cuts } = flagsOf(flags);
      files.set(fd, { at: 0 });
      note({ op: "open", fd, path: name, creates: creates && !wasThere, cuts });
    }
    return fd;
  },
  closeSync: (fd: number) => {
    real.closeSync(fd);
    if (files.delete(fd)) note({ op: "close", fd });
  },
  writeSync: (fd: number, data: Uint8Array | string, offset?: number, length?: number, position?: number | null) => {
    const file = files.get(fd);
    const written = real.writeSync(fd, data as Uint8Array, offset, length, position);
    if (file) {
      const at = typeof position === "number" ? position : file.at;
      // The engine gives all its memory, and says where in it the bytes stand.
      const start = typeof data === "string" ? 0 : (offset ?? 0);
      note({ op: "write", fd, at }, bytesOf(typeof data === "string" ? data : data.subarray(start, start + written)));
      if (typeof position !== "number") file.at += written;
    }
    return written;
  },
  ftruncateSync: (fd: number, bytes = 0) => {
    real.ftruncateSync(fd, bytes);
    if (files.has(fd)) note({ op: "size", fd, bytes });
  },
  truncateSync: (path: string, bytes = 0) => {
    real.truncateSync(path, bytes);
    const name = below(path);
    if (name !== undefined) note({ op: "size", path: name, bytes });
  },
  fsyncSync: (fd: number) => {
    real.fsyncSync(fd);
    if (files.has(fd)) note({ op: "sync", fd });
  },
  fsync: (fd: number, done: (error: Error | null) => void) => {
    real.fsync(fd, (error) => {
      if (!error && files.has(fd)) note({ op: "sync", fd });
      done(error ?? null);
    });
  },
  mkdirSync: (path: string, how?: { readonly recursive?: boolean }) => {
    const missing: string[] = [];
    for (let one = path; !isThere(one); one = join(one, "..")) missing.unshift(one);
    const result = real.mkdirSync(path, how as { recursive: true });
    for (const one of missing) {
      const name = below(one);
      if (name !== undefined) note({ op: "mkdir", path: name });
    }
    return result;
  },
  writeFileSync: (path: string | number, data: string | Uint8Array, how?: object) => {
    const name = typeof path === "number" ? undefined : below(path);
    const wasThere = isThere(path);
    real.writeFileSync(path, data as string, how);
    if (name !== undefined) whole(name, bytesOf(data), wasThere);
  },
  renameSync: (from: string, to: string) => {
    real.renameSync(from, to);
    const names = [below(from), below(to)] as const;
    if (names[0] !== undefined && names[1] !== undefined) note({ op: "rename", from: names[0], to: names[1] });
  },
  unlinkSync: (path: string) => {
    real.unlinkSync(path);
    const name = below(path);
    if (name !== undefined) note({ op: "remove", path: name });
  },
  rmdirSync: (path: string) => {
    real.rmdirSync(path);
    const name = below(path);
    if (name !== undefined) note({ op: "remove", path: name });
  },
  rmSync: (path: string, how?: { readonly force?: boolean; readonly recursive?: boolean }) => {
    if (below(path) === undefined || !isThere(path)) real.rmSync(path, how);
    else removeTree(path);
  },
});
(require("node:module") as typeof import("node:module")).syncBuiltinESMExports();
