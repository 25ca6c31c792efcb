/** A catalogue of files that are organized: their plan, their journals, their undo. */
import { afterAll, beforeAll } from "bun:test";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, core, createSurvey, journey, open, scan } from "../../mod.ts";
import { createDigest } from "../../src/digest.ts";
import { applyPlan } from "../../src/organize/apply.ts";
import { filesFound } from "../../src/organize/files.ts";
import { follower } from "../../src/organize/follow.ts";
import { journalsIn } from "../../src/organize/journal.ts";
import type { Manner } from "../../src/organize/place.ts";
import { type Planned, planFiles } from "../../src/organize/plan.ts";
import { undoRun } from "../../src/organize/undo.ts";
import { readTemplate } from "../../src/template/template.ts";
import { hasServer, newDatabase } from "../server.ts";
import { snapshot, writePile } from "./pile.ts";

const about = { kind: "organize", template: "", query: "", started: "", version: "" };

/** Engines that the tests run on. */
export const engines = hasServer ? ["PGlite", "PostgreSQL"] : ["PGlite"];

/** Opens a catalogue before the tests of a file, and closes it after them. @param folder in which all lies. */
export function organized(folder: string, engine: string) {
  const home = join(folder, engine);
  const music = join(home, "music");
  const journals = join(home, "journals");
  let db: Catalogue;
  const add = async (): Promise<Readonly<Record<string, number>>> => {
    const survey = createSurvey();
    return (await journey(db, [core], scan(music, { survey }), { survey }).run({ workers: 0 })).counts;
  };
  const found = async (query: string): Promise<readonly string[]> =>
    (await db.find(query)).rows.map(({ path }) => path.slice(music.length + 1)).sort();
  const plan = async (
    template: string,
    { query = "", to = music as string | undefined, how = "move" as Manner, skipDuplicates = false } = {},
  ): Promise<readonly Planned[]> => {
    const read = readTemplate(template, db.registry);
    const files = await filesFound(db, await db.prepare(query), read, { isEach: how === "move" });
    return planFiles(files, { template: read, root: to, how, skipDuplicates });
  };
  const apply = async (planned: readonly Planned[], { how = "move" as Manner, prune = false } = {}) => {
    const digest = await createDigest();
    const follow = how === "move" ? { follow: follower(db, [core], digest) } : {};
    return applyPlan(planned, { ...about, how }, journals, { prune, digest, ...follow });
  };
  const undo = async (run: number) => {
    const digest = await createDigest();
    const journal = journalsIn(journals).find(({ number }) => number === run);
    if (!journal) throw new Error(`no journal ${run}`);
    return undoRun(journal, digest, follower(db, [core], digest));
  };
  const begin = async (files: Readonly<Record<string, Uint8Array>>) => {
    rmSync(music, { recursive: true, force: true });
    writePile(music, files);
    await add();
    await db.forget([]);
    return snapshot(music);
  };

  beforeAll(async () => {
    mkdirSync(music, { recursive: true });
    const url = engine === "PGlite" ? join(home, "catalogue") : await newDatabase();
    db = await open(url, { plugins: [core], mode: "write" });
  });
  afterAll(() => db.close());
  return { home, music, journals, add, found, plan, apply, undo, begin };
}
