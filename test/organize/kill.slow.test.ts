/** A move that is killed is undone whole, on both engines; `bun run eval undo` does it more often and in more ways. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { emptyFolder } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";
import { killedMove } from "./killed-move.ts";

const folder = emptyFolder();
afterAll(folder.remove);

test.each(hasServer ? ["PGlite", "PostgreSQL"] : ["PGlite"])(
  "kill -9 while files are moved, then undo: the tree is what it was, on %s",
  async (engine) => {
    const home = join(folder.path, engine);
    const db = engine === "PGlite" ? join(home, "catalogue") : await newDatabase();
    const round = await killedMove(home, db, 300);
    expect(round).toMatchObject({ wasKilled: true, lost: [] });
    expect(round.steps).toBeGreaterThan(250);
  },
  180_000,
);
