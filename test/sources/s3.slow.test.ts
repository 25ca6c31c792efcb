/** Buckets that fail, are slow, or are at two providers; s3.test.ts has the quick tests of buckets. */
import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";
import { serveBucket } from "./bucket.ts";
import { zip } from "./pack.ts";
import { midiqAt } from "./s3-command.ts";

setDefaultTimeout(180_000);
const folder = emptyFolder();
afterAll(folder.remove);
const tune = midi({}, track(melody("C4 1/4 E4 1/4")));
const others = ["C4", "D4", "E4", "F4", "G4"].map((pitch) => midi({}, track(melody(`${pitch} 1/2`))));

const midiq = (endpoint: string, ...words: readonly string[]) => midiqAt(folder.path, endpoint, ...words);

test("what cannot be reached is one line", async () => {
  const bucket = serveBucket(new Map([["a.mid", tune]]));
  for (const url of ["s3://other/midi", "s3://music/none", "s3://"]) {
    const { status, stderr } = await midiq(bucket.url, "add", url);
    expect({ url, status, lines: stderr.trim().split("\n").length }).toEqual({ url, status: 2, lines: 1 });
  }
  await bucket.stop();
});

test("requests do not wait for each other: many are in flight at a time", async () => {
  const objects = new Map(
    Array.from({ length: 600 }, (_, n) => [`m/${n}.mid`, midi({}, track(melody(`C4 1/${n + 1}`)))]),
  );
  const bucket = serveBucket(objects, { maxKeys: 100, latency: 20 });
  const { stdout } = await midiq(bucket.url, "add", "s3://music/m", "--json", "--db", "fast");
  const { counts } = JSON.parse(stdout);
  expect(counts).toMatchObject({ found: 600, rejected: 0 });
  expect(bucket.together()).toBeGreaterThan(8);
  await bucket.stop();
});

test("one bucket and key at two providers are two files, and each provider says what is gone from its own", async () => {
  const [one, other] = [others[3] as Uint8Array, others[4] as Uint8Array].map(
    (bytes) =>
      new Map([
        ["pack/a.mid", bytes],
        ["pack/b.mid", tune],
        ["pack/z.zip", zip([{ name: "m.mid", bytes }])],
      ]),
  ) as [Map<string, Uint8Array>, Map<string, Uint8Array>];
  const db = hasServer ? await newDatabase() : "providers";
  const [here, there] = [serveBucket(one), serveBucket(other)];
  const add = ["add", "s3://music/pack", "--json", "--workers", "0", "--db", db];
  const counts = async (url: string): Promise<object> => JSON.parse((await midiq(url, ...add)).stdout).counts;
  expect(await counts(here.url)).toMatchObject({ found: 3, stored: 2 });
  expect(await counts(there.url)).toMatchObject({ found: 3, stored: 1 });
  expect(await counts(here.url)).toMatchObject({ found: 3, unchanged: 3 });
  one.delete("pack/b.mid");
  expect(await counts(here.url)).toMatchObject({ found: 2, unchanged: 2, missing: 1 });
  expect(await counts(there.url)).toMatchObject({ found: 3, unchanged: 3 });
  const paths = (await midiq(there.url, "find", "", "-o", "paths", "--db", db)).stdout.trim().split("\n");
  const host = new URL(here.url).host;
  expect(paths.sort()).toEqual(
    ["s3://music/pack/a.mid", "s3://music/pack/b.mid", `s3://music@${host}/pack/a.mid`].sort(),
  );
  expect((await midiq(here.url, "db", "check", "--db", db)).status).toBe(0);
  await Promise.all([here.stop(), there.stop()]);
}, 240_000);
