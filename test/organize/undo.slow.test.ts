/** Undo puts back what there was, and what changed meanwhile is left, on both engines. */
import { afterAll, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Planned } from "../../src/organize/plan.ts";
import { emptyFolder } from "../cli/run.ts";
import { engines, organized } from "./organized.ts";
import { filesBelow, snapshot, tune } from "./pile.ts";

const folder = emptyFolder();
afterAll(folder.remove);

for (const engine of engines) {
  describe(`undoing on ${engine}`, () => {
    const { home, music, found, plan, apply, undo, begin } = organized(folder.path, engine);

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
        ["a file now has that name", "it has changed since it was added"],
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
          Array.from({ length: 2 }, () => "the original is gone or has changed"),
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
      expect((await undo(applied.run)).kept.map(({ why }) => why)).toEqual(["its old path is a link to it"]);
      expect(filesBelow(join(music, "new"))).toEqual(["x.mid"]);
    });
  });
}
