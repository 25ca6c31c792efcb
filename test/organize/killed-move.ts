/** A move of files that is killed and undone, for the test of it. */
import { expect } from "bun:test";
import { join } from "node:path";
import { type Arena, finish, killRound, type Round } from "../../eval/undo/kills.ts";
import { tune, writePile } from "./pile.ts";

/** Renames so many files below a folder, kills that, and undoes it after another kill. */
export async function killedMove(home: string, db: string, files: number): Promise<Round> {
  const names = Array.from(
    { length: files },
    (_, n) => `folder ${n % 3}/${String(1 + Math.floor(n / 3)).padStart(3, "0")}.mid`,
  );
  writePile(join(home, "music"), Object.fromEntries(names.map((name, n) => [name, tune(n)])));
  const moments = [0.9, 0.1, 0.4];
  const arena: Arena = { home, db, random: () => moments.shift() ?? 0.9 };
  expect((await finish(arena, ["add", "music", "--workers", "0"])).status).toBe(0);
  return killRound(arena, ["rename", "{n:03d}", "sort -bpm", "--apply"], 100);
}
