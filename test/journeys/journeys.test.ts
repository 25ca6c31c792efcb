/** Journeys as functions: a script adds files, computes again and tags again without a stage of its own. */
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { add, core, open, rerun, retag } from "../../mod.ts";
import { planRerun } from "../../src/catalogue/mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { pluginOf } from "../contract/versioned-plugin.ts";
import { melody, midi, track } from "../midi/compose.ts";

const folder = emptyFolder();
afterAll(folder.remove);

const scale = (notes: number): Uint8Array =>
  midi({}, track(melody(Array.from({ length: notes }, (_, n) => `${"CDEFGAB"[n % 7]}4 1/4`).join(" "))));

test("files are added once, values computed again, and tags made anew without a look at the files", async () => {
  const music = join(folder.path, "music");
  const url = join(folder.path, "catalogue");
  mkdirSync(music);
  for (let n = 4; n < 8; n++) writeFileSync(join(music, `${n}.mid`), scale(n));

  const first = await open(url, { plugins: [core, pluginOf()], mode: "write" });
  const seen: string[] = [];
  const added = await add(first, [music], {
    workers: 0,
    noted: (source) =>
      async function* (run) {
        for await (const file of source(run)) {
          seen.push(file.path);
          yield file;
        }
      },
  });
  expect([added.counts["stored"], seen.length]).toEqual([4, 4]);
  expect((await add(first, [music], { workers: 0 })).counts["unchanged"]).toBe(4);
  expect(await first.query("select options -> 'paths' as paths from run order by id limit 1")).toEqual([
    { paths: [music] },
  ]);
  await first.close();

  const second = await open(url, { plugins: [core, pluginOf({ size: 2, tagger: 2 })], mode: "write" });
  renameSync(music, `${music}-away`);
  expect((await retag(second, { workers: 0 })).counts).toMatchObject({ retagged: 4 });
  // The values are stale still, since no file was read for the tags.
  expect((await planRerun(second)).passes.map(({ kind }) => kind)).toContain("analyzers");
  renameSync(`${music}-away`, music);
  expect((await rerun(second, { workers: 0 })).counts["renewed"]).toBe(4);
  expect((await planRerun(second)).passes).toEqual([]);
  await second.close();
}, 180_000);
