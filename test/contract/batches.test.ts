/** Batches that are written side by side, when something fails. */
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, core, journey, open, type Run, scan } from "../../mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const pile = join(folder.path, "pile");
const files = 40;
mkdirSync(pile);
for (let n = 0; n < files; n++) {
  writeFileSync(join(pile, `${n}.mid`), midi({}, track(melody("C4 1/4 ".repeat(n + 1).trim()))));
}

describe("a run that fails", () => {
  const cases = [
    { what: "in reading", readable: 9, writable: files, error: "the disk is gone", kept: 9 },
    // The first batch is written alone, at once; those after it wait for each other (src/stages/writers.ts).
    { what: "in writing", readable: files, writable: 1, error: "no more", kept: 1 },
  ] as const;
  for (const { what, readable, writable, error, kept } of cases) {
    test(`${what} leaves no batch under way, and keeps what is complete`, async () => {
      const db = await open(join(folder.path, what), { plugins: [core], mode: "write" });
      let begun = 0;
      let underway = 0;
      const slow: Catalogue = {
        ...db,
        beginRun: async (how) => {
          const adding = await db.beginRun(how);
          return {
            ...adding,
            writers: 3,
            write: async (packed) => {
              const mine = ++begun;
              underway++;
              try {
                // Those that began before the one that fails end after it.
                await Bun.sleep(mine > writable ? 10 : 100);
                if (mine > writable) throw new Error(error);
                return await adding.write(packed);
              } finally {
                underway--;
              }
            },
          };
        },
      };
      const source = async function* (run: Run) {
        let given = 0;
        for await (const file of scan(pile)(run)) {
          if (given++ === readable) throw new Error(error);
          yield file;
        }
      };
      // Not by `rejects`, which holds up the timers of what it waits for.
      const ended = await journey(slow, [core], source)
        .run({ workers: 0, batch: 1 })
        .then(String, ({ message }: Error) => message);
      expect([ended, underway]).toEqual([error, 0]);
      expect(await db.query("select 1 from content")).toHaveLength(kept);
      await db.close();
    }, 180_000);
  }
});
