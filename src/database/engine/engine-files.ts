/**
 * The files of the embedded engine. They are synced: what PostgreSQL believes to be on the disk is there. PGlite's own file
 * system has no fsync, so PostgreSQL is told of success and nothing happens.
 */
import { fsyncSync } from "node:fs";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { syncDirectory } from "./durable.ts";
import { guard } from "./guard.ts";

type Given = Parameters<NodeFS["init"]>;
type Made = Awaited<ReturnType<NodeFS["init"]>>;

/** A file or directory as Emscripten's NODEFS knows it. */
type Node = unknown;
/** What of NODEFS is used here; each engine has one of its own. */
interface NodeFiles {
  readonly realPath: (node: Node) => string;
  readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number };
  readonly node_ops: {
    mknod: (parent: Node, ...more: readonly unknown[]) => unknown;
    symlink: (parent: Node, ...more: readonly unknown[]) => unknown;
    unlink: (parent: Node, ...more: readonly unknown[]) => unknown;
    rmdir: (parent: Node, ...more: readonly unknown[]) => unknown;
    rename: (node: { readonly parent: Node }, directory: Node, ...more: readonly unknown[]) => unknown;
  };
}

/** What Emscripten asks of PGlite, and PGlite answers. */
interface Instantiated {
  instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, program: WebAssembly.Module) => void,
  ) => unknown;
}

/** PGlite's files in a folder. */
export class EngineFiles extends NodeFS {
  readonly #isSynced: boolean;
  #syncFailure: Error | undefined;
  #engineFailure: () => unknown = () => undefined;
  #program: WebAssembly.Module | undefined;

  /** @param isSynced false for files that may be lost when the power fails. */
  constructor(folder: string, isSynced: boolean) {
    super(folder);
    this.#isSynced = isSynced;
  }

  /**
   * Why the engine cannot go on; undefined while it is well. After a sync that failed nobody knows what the disk holds (a
   * second try may succeed without having written anything), so there is no second try.
   */
  get failure(): unknown {
    return this.#syncFailure ?? this.#engineFailure();
  }

  /** The program that runs on these files; undefined before it does. */
  get program(): WebAssembly.Module | undefined {
    return this.#program;
  }

  override async init(...given: Given): Promise<Made> {
    const made = await super.init(...given);
    // After NodeFS's own, which mounts the folder.
    made.emscriptenOpts.preRun?.push((module) => {
      const { NODEFS } = (module.FS as unknown as { readonly filesystems: { readonly NODEFS: NodeFiles } }).filesystems;
      if (this.#isSynced) this.#sync(NODEFS);
    });
    const settings = made.emscriptenOpts as Instantiated;
    const { instantiateWasm: instantiate } = settings;
    settings.instantiateWasm = (imports, done) =>
      instantiate(imports, (instance, program) => {
        this.#program = program;
        done(instance, program);
      });
    return made;
  }

  /** Called when the module stands and nothing has run in it. */
  override async initialSyncFs(): Promise<void> {
    await super.initialSyncFs();
    if (this.pg) this.#engineFailure = guard(this.pg.Module);
  }

  /**
   * PostgreSQL syncs files, and directories where it renames. It relies on the file system for the names of new files, so
   * directories whose names changed are synced before the next file: few calls, and the names are there before any commit
   * that counts on them.
   */
  #sync({ stream_ops, node_ops, realPath }: NodeFiles): void {
    const changed = new Set<string>();
    stream_ops.fsync = ({ nfd }) => {
      try {
        for (const directory of changed) syncDirectory(directory);
        changed.clear();
        fsyncSync(nfd);
      } catch (error) {
        this.#syncFailure ??= error as Error;
        throw error;
      }
      return 0;
    };
    for (const name of ["mknod", "symlink", "unlink", "rmdir"] as const) {
      const original = node_ops[name];
      node_ops[name] = (parent, ...more) => {
        const result = original(parent, ...more);
        changed.add(realPath(parent));
        return result;
      };
    }
    const { rename } = node_ops;
    node_ops.rename = (node, directory, ...more) => {
      const from = realPath(node.parent);
      const result = rename(node, directory, ...more);
      changed.add(from).add(realPath(directory));
      return result;
    };
  }
}
