/** Files are moved by a template, and the catalogue follows, on both engines. */
import { afterAll, describe, expect, test } from "bun:test";
import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Planned } from "../../src/organize/plan.ts";
import { emptyFolder } from "../cli/run.ts";
import { zip } from "../sources/pack.ts";
import { engines, organized } from "./organized.ts";
import { filesBelow, snapshot, tune } from "./pile.ts";

const folder = emptyFolder();
afterAll(folder.remove);

for (const engine of engines) {
  describe(`organizing on ${engine}`, () => {
    const { home, music, add, found, plan, apply, undo, begin } = organized(folder.path, engine);

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
        "it is inside an archive",
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
