/** The story of a catalogue whose writes are recorded: what is done to it, one process after the other. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../../mod.ts";
import type { Pile } from "../crash/pile.ts";
import type { Task } from "./child.ts";

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A story that was recorded. */
export interface Story {
  readonly journal: string;
  /** The catalogue's folder, relative to the folder that was recorded. */
  readonly catalogue: string;
}

interface Step {
  readonly task: Task;
  readonly files: string;
}

/** Runs the steps, each in a process of its own, and records what each does to files. @throws Error when one fails. */
export async function record(home: string, name: string, steps: readonly Step[], sync: boolean): Promise<Story> {
  const root = join(home, name);
  mkdirSync(root, { recursive: true });
  const journal = join(home, `${name}.journal`);
  for (const { task, files } of steps) {
    const words = [beside("child.ts"), task, join(root, "catalogue"), files, ...(sync ? [] : ["--no-sync"])];
    const child = Bun.spawn([process.execPath, "--preload", beside("record.ts"), ...words], {
      env: { ...process.env, POWER_ROOT: root, POWER_JOURNAL: journal },
      stdout: "ignore",
      stderr: "pipe",
    });
    const stderr = await new Response(child.stderr).text();
    if ((await child.exited) !== 0) throw new Error(`The step "${task}" failed: ${stderr}`);
  }
  return { journal, catalogue: "catalogue" };
}

/** How stories are told. */
export interface Telling {
  /** An empty folder. */
  readonly home: string;
  readonly pile: Pile;
  /** SQL that makes a catalogue of an earlier version. */
  readonly old: string;
  readonly sync: boolean;
}

/** A life: added, added in bulk, marked, computed anew; one that is brought up to date; one that is imported. */
export async function tellStories({ home, pile, old, sync }: Telling): Promise<readonly Story[]> {
  const life = await record(
    home,
    "life",
    [
      { task: "add", files: pile.first },
      { task: "mark", files: "" },
      { task: "bulk", files: pile.all },
      { task: "run", files: "" },
    ],
    sync,
  );
  const upgrade = await record(
    home,
    "upgrade",
    [
      { task: "restore-sql", files: old },
      { task: "migrate", files: "" },
    ],
    sync,
  );
  const exported = join(home, "life.midiq");
  const db = await open(join(home, "life", "catalogue"));
  await db.exportTo(exported);
  await db.close();
  const moved = await record(home, "moved", [{ task: "import", files: exported }], sync);
  return [life, upgrade, moved];
}
