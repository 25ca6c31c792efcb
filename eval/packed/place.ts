/** A place where midiq is installed as a stranger does it: from the packed file, with node and npm alone, in an empty home. */
import { spawn } from "node:child_process";
import { cpSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { findProgram } from "../../src/reach/programs.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What a program printed and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The installed package. */
export interface Place {
  /** The folder that it is installed in, with the sample beside it in `midi`. */
  readonly folder: string;
  /** Runs a program there; `bin` names the one folder of programs. */
  readonly run: (bin: string, command: readonly string[]) => Promise<Ended>;
  /** Bytes of the packed file, and of all that an install of it brings. */
  readonly packedBytes: number;
  readonly installedBytes: number;
}

/** A folder with a few programs, to be a whole PATH. */
export function binOf(folder: string, programs: Readonly<Record<string, string>>): string {
  mkdirSync(folder);
  for (const [name, path] of Object.entries(programs)) symlinkSync(realpathSync(path), join(folder, name));
  return folder;
}

/** The path of a program of this machine. */
export function programHere(name: string): string {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`Cannot find ${name} on the PATH`);
  return path;
}

/** Packs the project and installs it in an empty folder below `home`. */
export async function install(home: string, bin: string): Promise<Place> {
  const folder = join(home, "place");
  const own = join(home, "home");
  for (const path of [folder, own]) mkdirSync(path);
  const isOurs = ([name]: readonly [string, unknown]): boolean => /^(?:npm_(?!config_)|MIDIQ_|BUN_|XDG_)/.test(name);
  const settings = Object.fromEntries(Object.entries(process.env).filter((entry) => !isOurs(entry)));
  const runIn = (cwd: string, path: string, [program = "", ...words]: readonly string[]): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const env = { ...settings, PATH: path, HOME: own, NO_COLOR: "1" };
      const found = path.split(delimiter).map((each) => join(each, program));
      const file = program.includes("/")
        ? program
        : (found.find((each) => statSync(each, { throwIfNoEntry: false })) ?? program);
      const started = spawn(file, words, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout: 300_000 });
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      started.stdout.on("data", (bytes: Buffer) => out.push(bytes));
      started.stderr.on("data", (bytes: Buffer) => err.push(bytes));
      started.on("error", reject);
      started.on("close", (status) =>
        resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
      );
    });

  const packed = await runIn(root, bin, ["npm", "pack", "--silent", "--pack-destination", home]);
  const name = packed.stdout.trim().split("\n").at(-1) ?? "";
  if (packed.status !== 0) throw new Error(`Cannot pack: ${packed.stderr}`);
  const installed = await runIn(folder, bin, ["npm", "install", "--no-audit", "--no-fund", join(home, name)]);
  if (installed.status !== 0) throw new Error(`Cannot install: ${installed.stderr}`);
  const installedBytes = sizeOf(join(folder, "node_modules"));
  cpSync(join(root, "examples/sample/midi"), join(folder, "midi"), { recursive: true });
  return {
    folder,
    run: (path, command) => runIn(folder, path, command),
    packedBytes: statSync(join(home, name)).size,
    installedBytes,
  };
}

/** Bytes of all files below a folder; one that has two names counts once. */
function sizeOf(folder: string): number {
  const seen = new Set<number>();
  let sum = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const { ino, size } = lstatSync(join(entry.parentPath, entry.name));
    if (!seen.has(ino)) sum += size;
    seen.add(ino);
  }
  return sum;
}
