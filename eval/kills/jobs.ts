/** What `eval kills` interrupts: for each job where it begins, its command, and what must be the same in the end. */
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { core, open } from "../../mod.ts";
import { connect } from "../../src/catalogue/open.ts";
import { music, writeMusic } from "../../test/upgrade/music.ts";
import type { Engine } from "../crash/engines.ts";
import type { Pile } from "../crash/pile.ts";
import { finish } from "./command.ts";

/** One job on one engine. */
export interface Job {
  readonly name: string;
  /** Where the catalogues of this job begin; undefined where there is none yet. */
  readonly begin?: string;
  readonly words: readonly string[];
  /** Commands after it that bring every catalogue to its end; the job itself is done again before them. */
  readonly after: readonly (readonly string[])[];
  /** Puts the files of the job where they were, before a round. */
  readonly reset: () => void;
}

/** A catalogue as an earlier version made it (test/upgrade). */
async function old(engine: Engine): Promise<string> {
  writeMusic();
  const where = await engine.place();
  const { client, close } = await connect(where, { mode: "write" });
  const dump = readFileSync(new URL("../../test/upgrade/9e3eac3.sql", import.meta.url), "utf8");
  await client.begin((tx) => tx.unsafe(dump).simple());
  await close();
  return where;
}

/** Makes what the jobs of an engine begin with. @param home where files of the jobs lie. */
export async function jobsOf(engine: Engine, pile: Pile, home: string): Promise<readonly Job[]> {
  const none = (): void => {};
  const add = ["add", pile.all, "--workers", "1"];
  const first = await engine.place();
  await finish(home, ["add", pile.first, "--workers", "1"], first);
  const whole = await engine.place();
  await finish(home, add, whole);
  const exported = join(home, `${engine.name}.midiq`);
  const db = await open(whole, { plugins: [core] });
  await db.exportTo(exported);
  await db.close();

  // Files that are moved are moved back before each round.
  const moving = join(home, `moving-${engine.name}`);
  const reset = (): void => {
    rmSync(moving, { recursive: true, force: true });
    cpSync(pile.first, moving, { recursive: true, preserveTimestamps: true });
  };
  reset();
  const movable = await engine.place();
  await finish(home, ["add", moving, "--workers", "1"], movable);
  const organize = ["organize", "{key}/{bpm:03.0f} {name}", "--to", moving, "--apply"];
  return [
    { name: "add", words: add, after: [], reset: none },
    { name: "add --bulk", begin: first, words: [...add, "--bulk"], after: [], reset: none },
    { name: "import", words: ["import", exported], after: [], reset: none },
    {
      name: "migration",
      begin: await old(engine),
      words: ["run", "--workers", "1"],
      after: [["add", music]],
      reset: none,
    },
    // What the killed run moved and what the same command moved after it are two runs, each with an undo of its own.
    { name: "organize", begin: movable, words: organize, after: [["undo"], ["undo"], ["add", moving]], reset },
  ];
}
