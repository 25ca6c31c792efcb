/**
 * A disk that keeps what was synced. It follows a journal; at a cut of the power it gives the files that are left: the bytes
 * of each file at its last sync, under the names that its folder had at the folder's last sync. Of what came later a
 * disk keeps what it likes, in any order: sectors of 512 bytes, and names, each by chance.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "../../fuzz/random.ts";
import type { Entry } from "./journal.ts";

/** What a drive writes whole or not at all; PostgreSQL counts on it for pg_control. */
const sectorBytes = 512;

type Change = { readonly at: number; readonly data: Uint8Array } | { readonly size: number };

interface File {
  readonly kind: "file";
  kept: Uint8Array;
  /** Changes since the last sync, in order. */
  changes: Change[];
}

interface Folder {
  readonly kind: "folder";
  /** Names as processes see them. */
  readonly now: Map<string, Node>;
  kept: Map<string, Node>;
  /** Changes of names since the last sync, in order; those of a rename come together. */
  changes: (readonly (readonly [name: string, node: Node | undefined])[])[];
}

type Node = File | Folder;

const newFile = (): File => ({ kind: "file", kept: new Uint8Array(), changes: [] });
const newFolder = (): Folder => ({ kind: "folder", now: new Map(), kept: new Map(), changes: [] });

/** Bytes after some changes. The given ones are written over where there is room. */
function after(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  const ends = changes.map((change) => ("size" in change ? change.size : change.at + change.data.length));
  const most = ends.reduce((one, other) => Math.max(one, other), bytes.length);
  let room = bytes;
  if (most > bytes.length) {
    room = new Uint8Array(most);
    room.set(bytes);
  }
  let length = bytes.length;
  for (const change of changes) {
    if ("size" in change) {
      // What is cut off and grows again is empty.
      room.fill(0, Math.min(change.size, length), length);
      length = change.size;
    } else {
      room.set(change.data, change.at);
      length = Math.max(length, change.at + change.data.length);
    }
  }
  return room.subarray(0, length);
}

/** Which changes are kept that were not synced: none, or each by chance. */
export interface Keeping {
  readonly chance: number;
  readonly random: Random;
}

/** The disk. */
export class Disk {
  readonly #root = newFolder();
  readonly #open = new Map<number, Node>();

  /** Does what an entry of the journal says. */
  follow({ operation: done, data }: Entry): void {
    if (done.op === "begin") this.#open.clear();
    else if (done.op === "open") {
      if (done.creates) this.#name(done.path, newFile());
      const node = this.#find(done.path);
      this.#open.set(done.fd, node);
      if (done.cuts && node.kind === "file") node.changes.push({ size: 0 });
    } else if (done.op === "close") this.#open.delete(done.fd);
    else if (done.op === "write") this.#file(done.fd).changes.push({ at: done.at, data });
    else if (done.op === "size") {
      const file = done.path === undefined ? this.#file(done.fd as number) : (this.#find(done.path) as File);
      file.changes.push({ size: done.bytes });
    } else if (done.op === "sync") sync(this.#open.get(done.fd) as Node);
    else if (done.op === "mkdir") this.#name(done.path, newFolder());
    else if (done.op === "remove") this.#name(done.path, undefined);
    else if (done.op === "rename") {
      const node = this.#find(done.from);
      const [from, oldName] = this.#parent(done.from);
      const [to, newName] = this.#parent(done.to);
      from.now.delete(oldName);
      to.now.set(newName, node);
      if (from === to) {
        from.changes.push([
          [oldName, undefined],
          [newName, node],
        ]);
      } else {
        from.changes.push([[oldName, undefined]]);
        to.changes.push([[newName, node]]);
      }
    }
  }

  /** Writes what a cut of the power would leave into an empty folder. */
  leave(folder: string, keeping: Keeping): void {
    leaveFolder(this.#root, folder, keeping);
  }

  #file(fd: number): File {
    const node = this.#open.get(fd);
    if (node?.kind !== "file") throw new Error(`The journal writes to ${fd}, which is no open file`);
    return node;
  }

  #parent(path: string): [Folder, string] {
    const names = path.split("/");
    const name = names.pop() as string;
    let folder = this.#root;
    for (const part of names) folder = folder.now.get(part) as Folder;
    return [folder, name];
  }

  #find(path: string): Node {
    if (path === "") return this.#root;
    const [folder, name] = this.#parent(path);
    const node = folder.now.get(name);
    if (!node) throw new Error(`The journal names "${path}", which is not there`);
    return node;
  }

  #name(path: string, node: Node | undefined): void {
    const [folder, name] = this.#parent(path);
    if (node) folder.now.set(name, node);
    else folder.now.delete(name);
    folder.changes.push([[name, node]]);
  }
}

function sync(node: Node): void {
  if (node.kind === "folder") {
    for (const [name, to] of node.changes.flat()) {
      if (to) node.kept.set(name, to);
      else node.kept.delete(name);
    }
  } else node.kept = after(node.kept, node.changes);
  node.changes = [];
}

function leaveFolder(folder: Folder, path: string, keeping: Keeping): void {
  mkdirSync(path, { recursive: true });
  const names = new Map(folder.kept);
  for (const change of folder.changes) {
    if (!isKept(keeping)) continue;
    for (const [name, node] of change) {
      if (node) names.set(name, node);
      else names.delete(name);
    }
  }
  for (const [name, node] of names) {
    const to = join(path, name);
    if (node.kind === "folder") leaveFolder(node, to, keeping);
    else writeFileSync(to, leftOf(node, keeping));
  }
}

function leftOf({ kept, changes }: File, keeping: Keeping): Uint8Array {
  if (keeping.chance === 0) return kept;
  const left = changes.flatMap((change) => ("size" in change ? [change] : sectorsOf(change)));
  return after(
    kept.slice(),
    left.filter(() => isKept(keeping)),
  );
}

/** A write as writes of sectors, which are counted from the start of the file. */
function sectorsOf({ at, data }: { readonly at: number; readonly data: Uint8Array }): readonly Change[] {
  const sectors: Change[] = [];
  for (let from = 0; from < data.length; ) {
    const to = Math.min(data.length, from + sectorBytes - ((at + from) % sectorBytes));
    sectors.push({ at: at + from, data: data.subarray(from, to) });
    from = to;
  }
  return sectors;
}

/** Chances are told in thousandths. */
const isKept = ({ chance, random }: Keeping): boolean => chance > 0 && random(1000) < chance * 1000;
