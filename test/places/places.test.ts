/** Machines, locations and catalogues: one path on two machines is two files, one location on two machines is one. */
import { afterAll, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { importCatalogue } from "../../mod.ts";
import { checkCatalogue } from "../../src/store/care/check.ts";
import { emptyFolder } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";
import { addAs, copiesIn, fill, inCatalogue, song } from "./machines.ts";

const folder = emptyFolder();
afterAll(folder.remove);
let places = 0;
const place = (): string => join(folder.path, String(places++));
const newCatalogue = async (): Promise<string> => (hasServer ? newDatabase() : place());

/** What a catalogue holds, as a machine sees it, and what is wrong with it. */
const seen = (machine: string, url: string) =>
  inCatalogue(machine, { url }, async (db) => ({
    copies: await copiesIn(db),
    paths: (await db.find("")).rows.map(({ path }) => path).sort(),
    wrong: (await checkCatalogue(db)).findings,
  }));

describe("one path on two machines", () => {
  const music = place();
  const [ofA, ofB] = [
    { "1.mid": song(1), "2.mid": song(2), "3.mid": song(3) },
    { "1.mid": song(4), "2.mid": song(5), "3.mid": song(6) },
  ];

  test.each([0, 2])("is two files on a server, whoever adds again, with %d workers", async (workers) => {
    const url = await newCatalogue();
    fill(music, ofA);
    await addAs("srvA", { url, workers }, music);
    fill(music, ofB);
    await addAs("srvB", { url, workers }, music);
    expect((await addAs("srvB", { url }, music)).counts).toMatchObject({ found: 3, unchanged: 3 });
    fill(music, ofA);
    expect((await addAs("srvA", { url }, music)).counts).toMatchObject({ found: 3, unchanged: 3 });
    const { copies, paths, wrong } = await seen("srvB", url);
    expect(copies).toHaveLength(6);
    expect(paths).toEqual([1, 2, 3].flatMap((n) => [`${music}/${n}.mid`, `srvA:${music}/${n}.mid`]).sort());
    expect(wrong).toEqual([]);
  });

  test("is two files where their catalogues are merged, and merged again", async () => {
    const [a, b] = [await newCatalogue(), await newCatalogue()];
    fill(music, ofA);
    await addAs("srvA", { url: a }, music);
    fill(music, ofB);
    await addAs("srvB", { url: b }, music);
    const file = `${place()}.midiq`;
    await inCatalogue("srvB", { url: b }, (db) => db.exportTo(file));
    expect((await importCatalogue(a, file, { merge: true })).rows).toMatchObject({ copy: 3, content: 3 });
    expect((await importCatalogue(a, file, { merge: true })).rows).toMatchObject({ copy: 0, content: 0 });
    const { copies, wrong } = await seen("srvA", a);
    expect(copies).toHaveLength(6);
    expect(wrong).toEqual([]);
    expect((await addAs("srvB", { url: a }, music)).counts).toMatchObject({ found: 3, unchanged: 3 });
  });
});

describe("a location", () => {
  test("that is mounted at two paths is one, and whoever walks it says what is gone", async () => {
    const url = await newCatalogue();
    const [one, other] = [place(), place()];
    const files = { "loops/x.mid": song(7), "y.mid": song(8) };
    fill(one, files);
    fill(other, files);
    await addAs("srvA", { url, locations: { [one]: "nas1" } }, one);
    expect((await addAs("srvB", { url, locations: { [other]: "nas1" } }, other)).counts).toMatchObject({
      unchanged: 2,
    });
    rmSync(join(other, "y.mid"));
    // Each machine's mounts are remembered.
    expect((await addAs("srvB", { url }, other)).counts).toMatchObject({ unchanged: 1, missing: 1 });
    const { copies, paths, wrong } = await seen("srvA", url);
    expect(copies).toEqual([
      expect.stringMatching(/^nas1:loops\/x.mid /),
      expect.stringMatching(/^nas1:y.mid .* gone$/),
    ]);
    expect(paths).toEqual([join(one, "loops/x.mid")]);
    expect(wrong).toEqual([]);
  });

  test("that a folder is called later takes over what the machine had in it", async () => {
    const url = await newCatalogue();
    const late = place();
    fill(late, { "a/1.mid": song(9), "b.mid": song(10) });
    await addAs("srvA", { url }, late);
    const { counts } = await addAs("srvA", { url, locations: { [late]: "late" } }, late);
    expect(counts).toMatchObject({ moved: 2 });
    expect((await seen("srvA", url)).copies).toEqual([
      expect.stringMatching(/^late:a\/1.mid /),
      expect.stringMatching(/^late:b.mid /),
    ]);
  });
});
