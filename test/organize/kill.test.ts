/** A move that is killed is undone whole, on both engines; `bun run eval undo` does it more often and in more ways. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { type Arena, finish, killRound } from "../../eval/undo/kills.ts";
import { emptyFolder } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";
import { tune, writePile } from "./pile.ts";

const folder = emptyFolder();
afterAll(folder.remove);

test.each(hasServer ? ["PGlite", "PostgreSQL"] : ["PGlite"])(
  "kill -9 while files are moved, then undo: the tree is what it was, on %s",
  async (engine) => {
    const home = join(folder.path, engine);
    const names = Array.from(
      { length: 300 },
      (_, n) => `folder ${n % 3}/${String(1 + Math.floor(n / 3)).padStart(3, "0")}.mid`,
    );
    writePile(join(home, "music"), Object.fromEntries(names.map((name, n) => [name, tune(n)])));
    const db = engine === "PGlite" ? join(home, "catalogue") : await newDatabase();
    const moments = [0.9, 0.1, 0.4];
    const arena: Arena = { home, db, random: () => moments.shift() ?? 0.9 };
    expect((await finish(arena, ["add", "music", "--workers", "0"])).status).toBe(0);
    const round = await killRound(arena, ["rename", "{n:03d}", "sort -bpm", "--apply"], 100);
    expect(round).toMatchObject({ wasKilled: true, lost: [] });
    expect(round.steps).toBeGreaterThan(250);
  },
  180_000,
);
