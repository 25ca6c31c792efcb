/** Machines, locations and catalogues: one path on two machines is two files, one location on two machines is one. */
import { afterAll, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { open } from "../../mod.ts";
import { checkCatalogue } from "../../src/catalogue/care/check.ts";
import { importCatalogue } from "../../src/catalogue/mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";
import { zip } from "../sources/pack.ts";
import { addAs, copiesIn, fill, inCatalogue, song } from "./machines.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
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

  test.each([0, 1])("is asked for by paths of this machine, wherever it is mounted (%d)", async (n) => {
    const url = await newCatalogue();
    const top = place();
    const mount = n === 0 ? top : join(top, "nas");
    const own = place();
    fill(mount, { "House/1.mid": song(1), "Jazz/2.mid": song(2) });
    fill(own, { "House/3.mid": song(3) });
    await addAs("srvA", { url }, own);
    await addAs("srvB", { url, locations: { [mount]: "nas1" } }, mount, own);
    const found = (query: string) =>
      inCatalogue("srvB", { url, locations: { [mount]: "nas1" } }, async (db) =>
        (await db.find(query)).rows.map(({ path }) => path.replace(`${mount}/`, "").replace(`${own}/`, "own ")).sort(),
      );
    const all = ["House/1.mid", "Jazz/2.mid"];
    for (const query of [
      `path ${top}`,
      `path ${top}/`,
      `path ${top}/**`,
      `under ${top}`,
      `under ${top}/`,
      `path starts ${top}`,
    ])
      expect([query, await found(query)]).toEqual([query, all]);
    for (const query of [
      `path ${mount}/House/**`,
      `under ${mount}/House`,
      `path ${mount}/*/1.mid`,
      `path = ${mount}/House/1.mid`,
    ])
      expect([query, await found(query)]).toEqual([query, ["House/1.mid"]]);
    expect(await found(`path ${mount}/** not path ${mount}/House/*`)).toEqual(["Jazz/2.mid"]);
    expect(await found(`under ${own}`)).toEqual(["own House/3.mid"]);
    expect(await found(`path ${own}/House/*.mid`)).toEqual(["own House/3.mid"]);
    expect(await found(`under ${top}x`)).toEqual([]);
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

describe("what comes with files", () => {
  test("refused files, archives, members and files that are gone are each machine's own", async () => {
    const url = await newCatalogue();
    const music = place();
    const member = (n: number): Uint8Array => zip([{ name: "in/m.mid", bytes: song(n) }]);
    const ofA = { "bad.mid": text("<html>A</html>"), "pack.zip": member(20), "a.mid": song(21), "b.mid": song(22) };
    const ofB = { "bad.mid": song(23), "pack.zip": member(24), "a.mid": song(21), "b.mid": text("<html>B</html>") };
    fill(music, ofA);
    await addAs("srvA", { url }, music);
    fill(music, ofB);
    const second = await addAs("srvB", { url, workers: 1 }, music);
    expect(second.counts).toMatchObject({ found: 4, rejected: 1, stored: 2, "known copies": 1 });
    // An archive that is unchanged is not opened again, and its members are there.
    expect((await addAs("srvB", { url }, music)).counts).toMatchObject({ found: 4, unchanged: 4 });
    rmSync(join(music, "pack.zip"));
    rmSync(join(music, "a.mid"));
    expect((await addAs("srvB", { url }, music)).counts).toMatchObject({ found: 2, missing: 2 });
    fill(music, ofA);
    expect((await addAs("srvA", { url }, music)).counts).toMatchObject({ found: 4, unchanged: 4, rejected: 0 });
    const facts = await inCatalogue("srvA", { url }, async (db) => ({
      rejects: await db.query(`select "path", "code" from reject order by "path" collate "C"`),
      archives: await db.query(`select "path" from archive order by "path" collate "C"`),
      gone: (await db.query<{ path: string }>(`select "path" from copy where "missing"`))
        .map(({ path }) => path)
        .sort(),
      wrong: (await checkCatalogue(db)).findings,
      forgotten: await db.forget([music], { dryRun: true }),
    }));
    expect(facts).toMatchObject({
      rejects: [
        { path: `${music}/bad.mid`, code: "not-midi" },
        { path: `srvB:${music}/b.mid`, code: "not-midi" },
      ],
      archives: [{ path: `${music}/pack.zip` }],
      gone: [`srvB:${music}/a.mid`, `srvB:${music}/pack.zip!/in/m.mid`],
      wrong: [],
      // What is gone from B is not A's to forget.
      forgotten: { copies: 0 },
    });
    const ofOther = await inCatalogue("srvB", { url }, (db) => db.forget([music]));
    expect(ofOther).toMatchObject({ copies: 2, contents: 1 });
  });

  test("a catalogue in a folder knows a machine again that was renamed, by its files", async () => {
    const [url, music] = [place(), place()];
    fill(music, { "a.mid": song(30), "b.mid": song(31), "c.zip": zip([{ name: "m.mid", bytes: song(32) }]) });
    await addAs("before", { url }, music);
    delete process.env["MIDIQ_MACHINE"];
    const db = await open(url, { plugins: [], mode: "write" });
    const { machine } = (await db.store.places()).data;
    expect(machine.key).toBe("");
    await db.close();
    fill(music, { "a.mid": song(33), "b.mid": song(34), "c.zip": zip([{ name: "m.mid", bytes: song(35) }]) });
    const other = await open(url, { plugins: [], mode: "read" });
    expect((await other.store.places()).data.machine.key).not.toBe("");
    await other.close();
  }, 180_000);
});
