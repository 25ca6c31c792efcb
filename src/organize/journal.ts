/**
 * The journal of one run that moves files: lines of JSON, written before and after what they tell of. All steps stand in it,
 * on the disk, before the first is taken; so whatever moment a process is killed at, the journal and the disk together
 * say what was done.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, writeSync } from "node:fs";
import { basename, join } from "node:path";
import { machineName } from "../catalogue/places/machine.ts";
import { readRegular } from "../regular-file.ts";
import type { Manner } from "./place.ts";

/** What a run was told. */
export interface RunAbout {
  /** organize, rename, dupes. */
  readonly kind: string;
  readonly how: Manner;
  readonly template: string;
  readonly query: string;
  /** ISO 8601. */
  readonly started: string;
  readonly version: string;
  /** The machine whose files were moved (`machineName`); those before 0.2 do not say. */
  readonly machine?: string;
}

/** One file that goes from one path to another. */
export interface Step {
  readonly from: string;
  /** In base64, where the system's name is not UTF-8. */
  readonly fromBytes?: string;
  readonly to: string;
  /** Path of the member of an archive of which `from` is a copy in the cache, which may be gone when it is undone. */
  readonly member?: string;
  /** BLAKE3 in hex. */
  readonly hash: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
  /** Numbers of the source and the run of its row. */
  readonly source: number;
  readonly run: number;
  /** A stop on the way, where files change places: it is no name that lasts. */
  readonly isStop?: true;
}

/** A line after the first. `will` tells the plan; the others what was done, by the number of the step. */
export type Line =
  | { readonly will: Step }
  | { readonly planned: number }
  | { readonly made: string }
  | { readonly did: number }
  | { readonly not: number; readonly why: string }
  | { readonly noted: readonly number[] }
  | { readonly pruned: string; readonly mode: number }
  | { readonly ended: string }
  | { readonly undone: number }
  | { readonly kept: number; readonly why: string }
  | { readonly unnoted: readonly number[] }
  | { readonly undid: string };

/** What a journal says. */
export interface Journal {
  readonly number: number;
  readonly path: string;
  readonly about: RunAbout;
  readonly steps: readonly Step[];
  /** Numbers of the steps that were taken, that failed with why, that the catalogue knows of, and that were undone. */
  readonly did: ReadonlySet<number>;
  readonly not: ReadonlyMap<number, string>;
  readonly noted: ReadonlySet<number>;
  readonly undone: ReadonlySet<number>;
  readonly unnoted: ReadonlySet<number>;
  /** Folders that were made, and that were removed with their permissions, in order. */
  readonly made: readonly string[];
  readonly pruned: readonly { readonly path: string; readonly mode: number }[];
  /** Whether the plan is whole: before that nothing was touched. Of a damaged journal it is not. */
  readonly isPlanned: boolean;
  readonly isEnded: boolean;
  /** Whether an undo came to its end with nothing left to put back. */
  readonly isUndone: boolean;
}

/** A journal that is being written. */
export interface JournalWriter {
  readonly number: number;
  readonly path: string;
  readonly write: (line: Line) => void;
  /** Returns when all lines are on the disk. */
  readonly sync: () => void;
  readonly close: () => void;
}

const nameOf = (number: number): string => `${number}.jsonl`;
const numberOf = (name: string): number => Number(/^(\d+)\.jsonl$/.exec(name)?.[1] ?? 0);

/** Begins the journal of a new run in a folder; runs are numbered from 1. */
export function beginJournal(folder: string, about: RunAbout): JournalWriter {
  mkdirSync(folder, { recursive: true });
  for (let number = Math.max(0, ...readdirSync(folder).map(numberOf)) + 1; ; number++) {
    try {
      const writer = writerOn(join(folder, nameOf(number)), "wx");
      writer.write({ midiq: "journal", format: 1, machine: machineName(), ...about } as unknown as Line);
      return writer;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Goes on with a journal. A last line that a crash cut off is ended, so that it spoils no other. */
export function continueJournal({ path }: Pick<Journal, "path">): JournalWriter {
  const isCut = !readRegular(path).toString("utf8").endsWith("\n");
  const writer = writerOn(path, "a");
  if (isCut) writer.write("cut" as unknown as Line);
  return writer;
}

function writerOn(path: string, flags: "wx" | "a"): JournalWriter {
  const file = openSync(path, flags);
  let waiting = "";
  const flush = (): void => {
    // writeSync may write less than it is given.
    for (let bytes = Buffer.from(waiting); bytes.length > 0; ) bytes = bytes.subarray(writeSync(file, bytes));
    waiting = "";
  };
  return {
    number: numberOf(basename(path)),
    path,
    write: (line) => {
      waiting += line === ("cut" as unknown) ? "\n" : `${JSON.stringify(line)}\n`;
      // The plan may be long; what was done is told at once.
      if (!("will" in (line as object)) || waiting.length > 2 ** 16) flush();
    },
    sync: () => {
      flush();
      fsyncSync(file);
    },
    close: () => {
      flush();
      closeSync(file);
    },
  };
}

/**
 * Whether the run moved files of this machine. A catalogue in a shared folder has the journals of every machine that
 * writes to it, and the same path may be another file here.
 */
export const isOfThisMachine = ({ about: { machine } }: Journal): boolean =>
  machine === undefined || machine === machineName();

/** The journals of a folder, the earliest first. */
export function journalsIn(folder: string): readonly Journal[] {
  if (!existsSync(folder)) return [];
  const numbers = readdirSync(folder)
    .map(numberOf)
    .filter((number) => number > 0);
  return numbers.sort((a, b) => a - b).map((number) => readJournal(join(folder, nameOf(number))));
}

/** Reads a journal; a last line that was cut off by a crash of the system tells nothing. */
function readJournal(path: string): Journal {
  const [about = {}, ...lines] = readRegular(path).toString("utf8").split("\n").flatMap(parsed);
  // What lost its beginning, or a step, tells nothing that may be acted on.
  const isJournal = "midiq" in about && about.midiq === "journal";
  const steps: Step[] = [];
  const [did, noted, undone, unnoted] = [new Set<number>(), new Set<number>(), new Set<number>(), new Set<number>()];
  const not = new Map<number, string>();
  const made: string[] = [];
  const pruned: { path: string; mode: number }[] = [];
  let [isPlanned, isEnded, isUndone] = [false, false, false];
  for (const line of lines as readonly Line[]) {
    if ("will" in line) steps.push(line.will);
    else if ("planned" in line) isPlanned = isJournal && line.planned === steps.length;
    else if ("made" in line) made.push(line.made);
    else if ("did" in line) did.add(line.did);
    else if ("not" in line) not.set(line.not, line.why);
    else if ("noted" in line) for (const step of line.noted) noted.add(step);
    else if ("pruned" in line) pruned.push({ path: line.pruned, mode: line.mode });
    else if ("ended" in line) isEnded = true;
    else if ("undone" in line) undone.add(line.undone);
    else if ("unnoted" in line) for (const step of line.unnoted) unnoted.add(step);
    else if ("undid" in line) isUndone = true;
  }
  const sets = { did, not, noted, undone, unnoted, made, pruned, isPlanned, isEnded, isUndone };
  return { number: numberOf(basename(path)), path, about: about as RunAbout, steps, ...sets };
}

function parsed(line: string): readonly object[] {
  try {
    const read: unknown = line === "" ? null : JSON.parse(line);
    return typeof read === "object" && read !== null ? [read] : [];
  } catch {
    return [];
  }
}
