/** Files are moved by a template, the catalogue follows, and undo puts back what there was, on both engines. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
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
import { emptyFolder } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";
import { zip } from "../sources/pack.ts";
import { filesBelow, snapshot, tune, writePile } from "./pile.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const about = { kind: "organize", template: "", query: "", started: "", version: "" };

for (const engine of hasServer ? ["PGlite", "PostgreSQL"] : ["PGlite"]) {
  describe(`organizing on ${engine}`, () => {
    const home = join(folder.path, engine);
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

    test("moves into folders, queries answer with the new paths, add finds nothing new, undo brings all back", async () => {
      const before = await begin({
        "a/House/one 125 Am.mid": tune(1),
        "a/two.MID": tune(2),
        "b/deep/three.kar": tune(3),
        "b/copy of one.mid": tune(1),
        "c/pack.zip": zip([{ name: "four.mid", bytes: tune(4) }]),
      });
      const template = "{bpm:03.0f}/{key} {name}";
      const planned = await plan(template);
      expect(planned.filter(({ outcome }) => outcome === "leave").map(({ why }) => why)).toEqual([
        "it lies in pack.zip",
      ]);
      expect(await found("genre house")).toEqual(["a/House/one 125 Am.mid"]);
      const applied = await apply(planned, { prune: true });
      expect(applied).toMatchObject({ done: 4, failed: [], pruned: 4 });
      const paths = filesBelow(music).filter((path) => !path.endsWith(".zip"));
      expect(paths).toHaveLength(4);
      expect(paths.every((path) => /^\d{3}\/(?:[A-G][#b]?m?|unknown) [^/]+\.(mid|MID|kar)$/.test(path))).toBe(true);
      expect(await found("not archive pack*")).toEqual([...new Set(paths)].filter((path) => !path.includes("one 125")));
      // The folder said so, and is gone.
      expect(await found("genre house")).toEqual([]);
      expect(await add()).toMatchObject({ unchanged: 5, found: 5 });
      const again = await plan(template);
      expect(again.map(({ outcome }) => outcome).sort()).toEqual(["leave", "stay", "stay", "stay", "stay"]);
      expect(await undo(applied.run)).toMatchObject({ done: 4, kept: [] });
      expect(snapshot(music)).toEqual(before);
      expect(await found("genre house")).toEqual(["a/House/one 125 Am.mid"]);
      const counts = await add();
      expect([counts["unchanged"], counts["missing"], counts["moved"]]).toEqual([5, undefined, undefined]);
    });

    test("names change places, in circles too, and case alone may change", async () => {
      const before = await begin({ "1.mid": tune(1), "2.mid": tune(2), "3.mid": tune(3), "UP.mid": tune(4) });
      const names = new Map([
        ["1", "2"],
        ["2", "3"],
        ["3", "1"],
        ["UP", "up"],
      ]);
      const planned = (await plan("{name}")).map((one): Planned => {
        const to = join(music, `${names.get(one.file.path.slice(music.length + 1, -4))}.mid`);
        return { ...one, outcome: "go", to };
      });
      const applied = await apply(planned);
      expect(applied).toMatchObject({ done: 4, failed: [] });
      const after = snapshot(music);
      expect([after["2.mid"], after["3.mid"], after["1.mid"], after["up.mid"]]).toEqual([
        before["1.mid"],
        before["2.mid"],
        before["3.mid"],
        before["UP.mid"],
      ]);
      expect((await add())["unchanged"]).toBe(4);
      expect(await undo(applied.run)).toMatchObject({ done: 4, kept: [] });
      expect(snapshot(music)).toEqual(before);
    });

    test("collisions get numbers, also where only case differs or a file lies there that nobody moves", async () => {
      const before = await begin({
        "a/Song.mid": tune(1),
        "b/song.mid": tune(2),
        "c/song.mid": tune(1),
        "d/x.mid": tune(5),
      });
      mkdirSync(join(music, "out"));
      writeFileSync(join(music, "out/SONG.mid.txt"), "");
      writeFileSync(join(music, "out/SONG (2).mid"), "mine");
      const target = (planned: readonly Planned[]) =>
        planned.map(({ outcome, to }) => [outcome, to?.slice(music.length + 1)]);
      const names = target(await plan("out/{name}", { query: "name song" }));
      expect(names.toSorted()).toEqual([
        ["go", "out/Song.mid"],
        ["go", "out/song (3).mid"],
        ["go", "out/song (4).mid"],
      ]);
      const skipping = target(await plan("out/{name}", { query: "name song", skipDuplicates: true }));
      expect(skipping.filter(([outcome]) => outcome === "leave")).toHaveLength(1);
      const applied = await apply(await plan("out/{name}", { query: "name song" }));
      expect(target(await plan("out/{name}", { query: "name song" })).every(([outcome]) => outcome === "stay")).toBe(
        true,
      );
      rmSync(join(music, "out/SONG.mid.txt"));
      rmSync(join(music, "out/SONG (2).mid"));
      await undo(applied.run);
      rmSync(join(music, "out"), { recursive: true });
      expect(snapshot(music)).toEqual(before);
    });

    test("files of the same bytes that lie there already are left where that is asked", async () => {
      await begin({ "a/x.mid": tune(1), "out/x.mid": tune(1), "out/y.mid": tune(2), "b/y.mid": tune(3) });
      const planned = await plan("out/{name}", { query: `not under ${join(music, "out")}`, skipDuplicates: true });
      const said = planned.map(({ file, outcome }) => [file.path.slice(music.length + 1), outcome]);
      expect(said.sort()).toEqual([["b/y.mid", "go"]]);
      const all = await plan("out/{name}", { skipDuplicates: true });
      expect(all.map(({ file, outcome }) => [file.path.slice(music.length + 1), outcome]).sort()).toEqual([
        ["a/x.mid", "leave"],
        ["b/y.mid", "go"],
        ["out/x.mid", "stay"],
        ["out/y.mid", "stay"],
      ]);
    });

    test.skipIf(process.platform !== "linux")(
      "names that are not UTF-8 come back as the bytes that they were",
      async () => {
        await begin({ "a.mid": tune(1) });
        const name = Buffer.concat([Buffer.from(`${music}/caf`), Buffer.from([0xe9]), Buffer.from(".mid")]);
        writeFileSync(name, tune(2));
        await add();
        const before = readdirSync(music, { encoding: "buffer" }).map((one) => one.toString("hex"));
        const applied = await apply(await plan("new/{n} {name}"));
        expect([applied.done, filesBelow(music).toSorted()]).toEqual([2, [expect.any(String), expect.any(String)]]);
        expect(filesBelow(join(music, "new")).some((path) => path.includes("café"))).toBe(true);
        expect((await add())["unchanged"]).toBe(2);
        expect(await undo(applied.run)).toMatchObject({ done: 2, kept: [] });
        expect(readdirSync(music, { encoding: "buffer" }).map((one) => one.toString("hex"))).toEqual(before);
        expect((await add())["unchanged"]).toBe(2);
        rmSync(name);
      },
    );

    test("only copies that lie where the query says are moved", async () => {
      await begin({ "a/x.mid": tune(1), "b/x.mid": tune(1), "b/y.mid": tune(2) });
      const planned = await plan("new/{name}", { query: `under ${join(music, "b")}` });
      expect(planned.map(({ file }) => file.path.slice(music.length + 1)).sort()).toEqual(["b/x.mid", "b/y.mid"]);
    });

    test("a file that changed, went or is a link is left, and told; nothing is ever written over", async () => {
      await begin({ "a.mid": tune(1), "b.mid": tune(2), "c.mid": tune(3), "d.mid": tune(4), "e.mid": tune(5) });
      appendFileSync(join(music, "a.mid"), "x");
      rmSync(join(music, "b.mid"));
      renameSync(join(music, "c.mid"), join(home, "c.mid"));
      symlinkSync(join(home, "c.mid"), join(music, "c.mid"));
      const planned = await plan("new/{name}");
      expect(planned.map(({ why }) => why)).toEqual(
        expect.arrayContaining([
          "it has changed since it was added",
          "it is gone",
          "it is a link to a file",
          undefined,
        ]),
      );
      // What happens between plan and apply is noticed too.
      mkdirSync(join(music, "new"));
      writeFileSync(join(music, "new/d.mid"), "mine");
      const bytes = tune(5);
      bytes[bytes.length - 6] = (bytes[bytes.length - 6] as number) ^ 1;
      const time = 1_700_000_004.123;
      writeFileSync(join(music, "e.mid"), bytes);
      utimesSync(join(music, "e.mid"), time, time);
      const { failed, done } = await apply(planned);
      expect([done, failed.map(({ why }) => why).sort()]).toEqual([
        0,
        ["a file has that name by now", "it has changed since it was added"],
      ]);
      expect(filesBelow(music)).toEqual(["a.mid", "d.mid", "e.mid", "new/d.mid"]);
    });

    test("undo leaves what changed meanwhile, says it, and can be run again", async () => {
      const before = await begin({ "a.mid": tune(1), "b.mid": tune(2), "c.mid": tune(3) });
      const applied = await apply(await plan("new/{name}"));
      appendFileSync(join(music, "new/a.mid"), "x");
      writeFileSync(join(music, "b.mid"), "mine");
      const first = await undo(applied.run);
      expect([first.done, first.kept.map(({ why }) => why).sort()]).toEqual([
        1,
        ["another file has its old path", "it has changed since"],
      ]);
      expect(filesBelow(music)).toEqual(["b.mid", "c.mid", "new/a.mid", "new/b.mid"]);
      rmSync(join(music, "b.mid"));
      truncateSync(join(music, "new/a.mid"), tune(1).length);
      utimesSync(join(music, "new/a.mid"), 1_700_000_000, 1_700_000_000.123);
      expect(await undo(applied.run)).toMatchObject({ done: 2, kept: [] });
      expect(snapshot(music)).toEqual(before);
    });

    test.each(["1", "2", "3"])(
      "of files that change places none stays at a stop when %s could not go",
      async (changed) => {
        const before = await begin({ "1.mid": tune(1), "2.mid": tune(2), "3.mid": tune(3) });
        const names: Readonly<Record<string, string>> = { "1": "2", "2": "3", "3": "1" };
        const planned = (await plan("{name}")).map((one): Planned => {
          const to = join(music, `${names[one.file.path.slice(music.length + 1, -4)]}.mid`);
          return { ...one, outcome: "go", to };
        });
        writeFileSync(join(music, `${changed}.mid`), tune(9));
        const { done, failed, run } = await apply(planned);
        expect([done, failed.map(({ from }) => from.slice(music.length + 1)).sort()]).toEqual([
          0,
          ["1.mid", "2.mid", "3.mid"],
        ]);
        const others = Object.entries(before).filter(([name]) => name !== `${changed}.mid`);
        expect(Object.entries(snapshot(music))).toEqual(expect.arrayContaining(others));
        expect(filesBelow(music)).toEqual(["1.mid", "2.mid", "3.mid"]);
        expect((await found("")).length).toBe(3);
        expect(await undo(run)).toMatchObject({ done: 0, kept: [] });
      },
    );

    test("undo takes no copy or link away that is the last of its bytes", async () => {
      await begin({ "a/x.mid": tune(1), "a/y.mid": tune(2), "b/z.mid": tune(3) });
      for (const how of ["copy", "link"] as const) {
        const applied = await apply(await plan("{name}", { to: join(home, how), how }), { how });
        expect(applied.done).toBe(3);
        renameSync(join(music, "a"), join(home, "a"));
        const { done, kept } = await undo(applied.run);
        expect([done, kept.map(({ why }) => why)]).toEqual([
          1,
          Array.from({ length: 2 }, () => "the file that it was made of is gone, or has changed"),
        ]);
        expect(filesBelow(join(home, how))).toEqual(["x.mid", "y.mid"]);
        renameSync(join(home, "a"), join(music, "a"));
        expect(await undo(applied.run)).toMatchObject({ done: 2, kept: [] });
      }
    });

    test("a folder that became a link to where its files went costs none of them", async () => {
      await begin({ "old/x.mid": tune(1) });
      const applied = await apply(await plan("new/{name}"), { prune: true });
      rmSync(join(music, "old"), { recursive: true, force: true });
      symlinkSync(join(music, "new"), join(music, "old"));
      expect((await undo(applied.run)).kept.map(({ why }) => why)).toEqual(["its old path leads there"]);
      expect(filesBelow(join(music, "new"))).toEqual(["x.mid"]);
    });

    test("a file where a folder is needed, and a path that is too long, fail their steps only", async () => {
      await begin({ "a.mid": tune(1), "b.mid": tune(2), "c.mid": tune(3) });
      const long = `${"x".repeat(150)}/`.repeat(30);
      const targets = [`c.mid/deep/a.mid`, `${long}b.mid`, "new/c.mid"];
      const planned = (await plan("{name}")).map(
        (one, n): Planned => ({ ...one, outcome: "go", to: join(music, targets[n] as string) }),
      );
      planned.sort((a, b) => ((a.to ?? "") < (b.to ?? "") ? -1 : 1));
      const { done, failed } = await apply(planned);
      expect([done, failed.length]).toEqual([1, 2]);
    });

    test.each(["copy", "link", "symlink"] as const)(
      "%s leaves the files where they are, and undo removes it",
      async (how) => {
        const before = await begin({ "a/x.mid": tune(1), "b/x.mid": tune(1), "b/y.mid": tune(2) });
        const planned = await plan("{name}", { to: join(home, "tree"), how });
        expect(planned).toHaveLength(2);
        const applied = await apply(planned, { how });
        expect([applied.done, filesBelow(join(home, "tree")).length, snapshot(music)]).toEqual([
          2,
          how === "symlink" ? 0 : 2,
          before,
        ]);
        if (how === "copy") appendFileSync(join(home, "tree/y.mid"), "x");
        const undone = await undo(applied.run);
        expect([undone.done, undone.kept.length]).toEqual(how === "copy" ? [1, 1] : [2, 0]);
        rmSync(join(home, "tree"), { recursive: true, force: true });
      },
    );
  });
}
