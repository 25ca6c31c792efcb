/** Which configurations the user trusts: one file in the user's own folder of settings, which only the user may read. */
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { z } from "zod";
import { sharedWith } from "./ownership.ts";

const decision = z.object({ hash: z.string(), trusted: z.boolean(), at: z.string() });
const shape = z.object({ version: z.literal(1), configs: z.record(z.string(), decision) });

/** What was decided on a configuration: the hash of its closure, and whether that may run. */
export type Decision = z.infer<typeof decision>;

/** Decisions by the real path of the configuration. */
export interface Remembered {
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Why the file is not believed, where it is not. */
  readonly ignored?: string;
}

const fileIn = (folder: string): string => join(folder, "trusted.json");

/** Reads the decisions. A file that others may write, or that is damaged, counts as none. */
export function recallDecisions(folder: string): Remembered {
  const file = fileIn(folder);
  const none = new Map<string, Decision>();
  try {
    const shared = sharedWith(file);
    if (shared !== undefined) return { decisions: none, ignored: `${file} is not used: ${shared}` };
    const read = shape.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (read.success) return { decisions: new Map(Object.entries(read.data.configs)) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { decisions: none };
  }
  return {
    decisions: none,
    ignored: `${file} cannot be read, so no configuration is trusted; midiq config trust writes a new one`,
  };
}

/** Remembers a decision, or forgets it where none is given. Whole or not at all: the file is replaced. */
export function rememberDecision(folder: string, config: string, made: Decision | undefined): void {
  const configs = new Map(recallDecisions(folder).decisions);
  configs.delete(config);
  if (made !== undefined) configs.set(config, made);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${fileIn(folder)}.${process.pid}.part`;
  const text = JSON.stringify({ version: 1, configs: Object.fromEntries(configs) }, null, 2);
  writeFileSync(unfinished, `${text}\n`, { mode: 0o600 });
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, fileIn(folder));
}
