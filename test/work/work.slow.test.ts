/** Work that many processes share: what comes of it is what one process makes, whoever does what and whatever is lost. */
import { afterAll, describe, expect, test } from "bun:test";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { add, core, open } from "../../mod.ts";
import { tellCampaigns } from "../../src/catalogue/queue/campaigns.ts";
import { completeUnit, giveBack } from "../../src/catalogue/queue/leases.ts";
import { takeLost } from "../../src/catalogue/queue/lost.ts";
import { makerOf } from "../../src/catalogue/queue/maker.ts";
import { claimUnit, type Unit } from "../../src/catalogue/queue/units.ts";
import { enqueue } from "../../src/work/enqueue.ts";
import { jobs } from "../../src/work/jobs.ts";
import { work } from "../../src/work/work.ts";
import { emptyFolder, midiq, sample } from "../cli/run.ts";
import { hasServer, newDatabase } from "../server.ts";
import { tar, zip } from "../sources/pack.ts";
import { addedAlone, opened, put, stable, tune, worked } from "./queue.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const at = (...names: readonly string[]): string => join(folder.path, ...names);

describe.skipIf(!hasServer)("work on a server", () => {
  test("two workers make of files, copies, archives and refusals what one process makes; again, all is unchanged", async () => {
    const music = at("both");
    put(join(music, "broken.mid"), "MThd");
    put(join(music, "a.zip"), zip([{ name: "in.mid", bytes: tune("C4 1/4 D4 1/4") }]));
    put(join(music, "b.tar"), tar([{ name: "x.mid", bytes: tune("E4 1/4") }]));
    put(join(music, "copy.mid"), tune("E4 1/4"));
    const alone = await addedAlone(await newDatabase(), [sample, music], at("both.alone"));
    const url = await newDatabase();
    const [db, other] = [await opened(url), await opened(url)];
    await enqueue(db, [sample, music]);
    const ends = (await Promise.all([worked(db, 1), worked(other)])).flat();
    expect(ends.filter((end) => end === "finish done").length).toBe(1);
    expect(ends.every((end) => end.endsWith(" done"))).toBe(true);
    expect((await stable(db, at("both.work"))).equals(alone)).toBe(true);
    const again = await add(other, [sample, music], { workers: 0 });
    expect(again.counts["unchanged"]).toBe(again.counts["found"] ?? 0);
    await enqueue(db, [sample, music]);
    await worked(db);
    expect((await stable(db, at("both.again"))).equals(alone)).toBe(true);
    await Promise.all([db.close(), other.close()]);
  }, 120_000);

  test("what moved, went, came back or left an archive is found at the end of a campaign, as add finds it", async () => {
    const music = at("moves");
    const names = ["C", "D", "E", "F", "G"];
    for (const [n, name] of names.entries()) put(join(music, `${name}.mid`), tune(`${name}4 1/4`), 1_700_000_000 + n);
    const packed = (...some: readonly string[]): Uint8Array =>
      zip(some.map((name) => ({ name: `${name}.mid`, bytes: tune(`${name}5 1/4`) })));
    put(join(music, "pack.zip"), packed("A", "B"));
    const [one, two] = [await opened(await newDatabase()), await opened(await newDatabase())];
    const step = async (name: string): Promise<void> => {
      await add(one, [music], { workers: 0 });
      await enqueue(two, [music]);
      await worked(two);
      expect([name, (await stable(two, at(`${name}.2`))).equals(await stable(one, at(`${name}.1`)))]).toEqual([
        name,
        true,
      ]);
    };
    await step("first");
    renameSync(join(music, "C.mid"), join(music, "moved.mid"));
    rmSync(join(music, "D.mid"));
    put(join(music, "pack.zip"), packed("A"), 1_700_000_100);
    put(join(music, "E.mid"), tune("E4 1/8"), 1_700_000_101);
    await step("changes");
    put(join(music, "D.mid"), tune("D4 1/4"), 1_700_000_001);
    rmSync(join(music, "pack.zip"));
    await step("back");
    await Promise.all([one.close(), two.close()]);
  }, 120_000);

  test("a unit belongs to who claimed it last; one that is lost twice is cut until a file stands alone, and is left alone", async () => {
    const music = at("poison");
    for (let n = 0; n < 40; n++) put(join(music, `${n}.mid`), tune(`C4 1/${n + 1}`));
    const db = await opened(await newDatabase());
    const { client } = db.store;
    await enqueue(db, [music]);
    const maker = await makerOf(db.store);
    const places = await db.store.placesToAdd();
    const me = { id: "me", machine: "here", pid: 1, sources: [places.data.machine.source] };
    const claim = async (): Promise<Unit> => (await claimUnit(client, me, maker)) as Unit;
    expect(await claimUnit(client, { ...me, sources: [1] }, maker)).toBeUndefined();
    expect(await claimUnit(client, me, { ...maker, version: "0.0.1" })).toBeUndefined();

    const first = await claim();
    expect(await claimUnit(client, me, maker)).toBeUndefined();
    expect(await takeLost(client, 60)).toBe(0);
    expect(await takeLost(client, 0)).toBe(1);
    const second = await claim();
    expect([second.id, second.attempt]).toEqual([first.id, 2]);
    expect(await completeUnit(client, first, { counts: {}, archives: [] })).toBe(false);
    // Whoever reads 7.mid is lost.
    const isPoison = ({ data }: Unit): boolean => data.paths.some((path) => String(path).endsWith("/7.mid"));
    let rounds = 0;
    for (let unit: Unit | undefined = second; unit; unit = await claimUnit(client, me, maker)) {
      if (!isPoison(unit)) {
        await giveBack(client, unit);
        break;
      }
      await takeLost(client, 0);
      rounds++;
    }
    // Innocent pieces are done by a worker; those with the poison are lost until it stands alone.
    for (let isLeft = true; isLeft; ) {
      const some: Unit[] = [];
      for (let unit = await claimUnit(client, me, maker); unit; unit = await claimUnit(client, me, maker))
        some.push(unit);
      for (const unit of some.filter((one) => !isPoison(one))) await giveBack(client, unit);
      isLeft = some.some(isPoison);
      if (isLeft) rounds++;
      await takeLost(client, 0);
    }
    expect(rounds).toBeLessThanOrEqual(8);
    await worked(db);
    expect((await db.query("select path from copy")).length).toBe(39);
    const [reject] = await db.query<{ path: string; code: string }>("select path, code from reject");
    expect(reject).toEqual({ path: join(music, "7.mid"), code: "worker-lost" });
    const state = await jobs(db, undefined, undefined);
    expect(state).toMatchObject({ campaigns: [{ state: "done", poisoned: 1, waiting: 0, active: 0, failed: 0 }] });
    const given = await jobs(db, "poisoned", undefined);
    expect(given).toMatchObject({ units: [{ paths: [join(music, "7.mid")], state: "poisoned" }] });

    expect(await jobs(db, "retry", undefined)).toEqual({ retried: 1 });
    await worked(db);
    expect(
      (await stable(db, at("poison.work"))).equals(await addedAlone(await newDatabase(), [music], at("poison.alone"))),
    ).toBe(true);
    await db.close();
  }, 120_000);

  test("a worker that finds a location elsewhere does its units; one without it leaves them alone", async () => {
    const names = ["one.mid", "caf\u00e9 #2.mid"];
    for (const [n, name] of names.entries()) put(at("nas-a", name), tune(`C4 1/${n + 1}`));
    renameSync(at("nas-a"), at("nas-b"));
    for (const [n, name] of names.entries()) put(at("nas-a", name), tune(`C4 1/${n + 1}`));
    const url = await newDatabase();
    const mounted = (path: string) => open(url, { plugins: [core], mode: "write", locations: { [at(path)]: "nas" } });
    const here = await mounted("nas-a");
    await enqueue(here, [at("nas-a")]);
    await here.close();
    rmSync(at("nas-a"), { recursive: true });
    const stranger = await opened(url);
    await stranger.store.client.unsafe("delete from mount");
    await stranger.close();
    const without = await opened(url);
    expect(await work(without, { workers: 0, seconds: 0.5 })).toEqual({ units: 0, files: 0 });
    await without.close();
    const there = await mounted("nas-b");
    expect(await worked(there)).toEqual(["files done", "finish done"]);
    const copies = await there.query<{ path: string; missing: boolean }>(
      "select path, missing from copy order by path",
    );
    expect(copies).toEqual([...names].sort().map((name) => ({ path: `nas:${name}`, missing: false })));
    await there.close();
  }, 120_000);

  test("a campaign that is paused is left alone, one that drains sends workers home, one that is cancelled is over", async () => {
    const db = await opened(await newDatabase());
    await enqueue(db, [sample]);
    const { client } = db.store;
    await tellCampaigns(client, "paused");
    expect(await work(db, { workers: 0, seconds: 0.2 })).toEqual({ units: 0, files: 0 });
    await tellCampaigns(client, "draining");
    expect(await work(db, { workers: 0 })).toEqual({ units: 0, files: 0 });
    await tellCampaigns(client, "open");
    const stop = new AbortController();
    const ends: string[] = [];
    const going = work(db, { workers: 0, signal: stop.signal, onUnit: ({ end }) => ends.push(end) });
    while ((await db.query("select from unit where state = 'active'")).length === 0) await Bun.sleep(5);
    stop.abort();
    await going;
    expect(await db.query("select from unit where state = 'active'")).toEqual([]);
    expect(ends.filter((end) => end !== "done" && end !== "given back")).toEqual([]);
    await tellCampaigns(client, "cancelled", 1);
    expect(await worked(db)).toEqual([]);
    await expect(tellCampaigns(client, "paused", 1)).rejects.toMatchObject({ code: "no-campaign" });
    await db.close();
  }, 120_000);

  test("the command queues, works and shows; another version, a folder and a bucket are refused in one line", async () => {
    const db = await newDatabase();
    const run = (...words: readonly string[]) => midiq(folder.path, [...words, "--db", db]);
    expect((await run("jobs")).status).toBe(2);
    expect((await run("add", sample, "--queue")).stderr).toMatch(/^campaign 1: \d+ files in \d+ units?; /);
    const changed = await opened(db);
    await changed.store.client.unsafe("update campaign set version = '0.0.1'");
    const refused = await run("work", "--until-empty");
    expect([refused.status, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/^midiq: Cannot work at campaign 1: it was made by midiq 0.0.1, and this is .*\n$/),
    ]);
    const { version } = await makerOf(changed.store);
    await changed.store.client.unsafe(`update campaign set version = '${version}'`);
    await changed.close();
    const did = await run("work", "--until-empty");
    expect([did.status, did.stdout]).toEqual([0, expect.stringContaining("end of campaign 1: done")]);
    expect((await run("jobs")).stdout).toMatch(/campaign +state.*\n +1 +done/);
    for (const words of [["work"], ["jobs"], ["add", sample, "--queue"]]) {
      const wrong = await midiq(folder.path, [...words, "--db", at("nowhere")]);
      expect([words[0], wrong.status, wrong.stderr.trim().split("\n").length]).toEqual([words[0], 2, 1]);
    }
    expect((await run("add", "s3://bucket/x", "--queue")).stderr).toContain('Cannot queue "s3://bucket/x"');
  }, 120_000);
});
