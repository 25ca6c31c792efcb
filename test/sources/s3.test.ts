import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { bunFlags } from "../../src/isolation/bun-flags.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { hasServer, newDatabase } from "../server.ts";
import { serveBucket } from "./bucket.ts";
import { tar, zip } from "./pack.ts";

setDefaultTimeout(60_000);
const folder = emptyFolder();
afterAll(folder.remove);
const tune = midi({}, track(melody("C4 1/4 E4 1/4")));
const others = ["C4", "D4", "E4", "F4", "G4"].map((pitch) => midi({}, track(melody(`${pitch} 1/2`))));

/** Runs the command against a bucket. */
async function midiq(endpoint: string, ...words: readonly string[]) {
  const main = resolve(import.meta.dir, "../../src/cli/main.ts");
  const run = Bun.spawn([process.execPath, ...bunFlags(), main, ...words], {
    cwd: folder.path,
    stdout: "pipe",
    stderr: "pipe",
    env: {
      ...process.env,
      S3_ENDPOINT: endpoint,
      S3_ACCESS_KEY_ID: "key",
      S3_SECRET_ACCESS_KEY: "secret",
      S3_REGION: "us-east-1",
    },
  });
  const [stdout, stderr] = await Promise.all([new Response(run.stdout).text(), new Response(run.stderr).text()]);
  return { stdout, stderr, status: await run.exited };
}

test("a bucket is listed page by page, fetched, and not fetched again", async () => {
  const objects = new Map<string, Uint8Array>([
    ["midi/", new Uint8Array(0)],
    ["midi/a.mid", tune],
    ["midi/b & c <d>.mid", others[0] as Uint8Array],
    ["midi/deep/ä/e.kar", others[1] as Uint8Array],
    ["midi/.hidden/f.mid", tune],
    ["midi/__MACOSX/g.mid", tune],
    ["midi/readme.txt", tune],
    ["midi/pack.zip", zip([{ name: "in/x.mid", bytes: others[2] as Uint8Array }])],
    [
      "midi/pack.tar.gz",
      gzipSync(
        tar([
          { name: "y.mid", bytes: tune },
          { name: "../z.mid", bytes: tune },
        ]),
      ),
    ],
    ["midi2/elsewhere.mid", tune],
  ]);
  const bucket = serveBucket(objects, { failing: new Map([["midi/a.mid", 2]]) });
  const first = JSON.parse((await midiq(bucket.url, "add", "s3://music/midi", "--json")).stdout);
  expect(first.counts).toMatchObject({ found: 5, stored: 4, copies: 1 });
  expect(first.rejected.byCode).toEqual({ slip: 1 });
  expect(bucket.lists()).toBe(5);
  const fetchedFirst = bucket.fetched.splice(0).filter((key) => !key.includes("pack"));
  expect(fetchedFirst.toSorted()).toEqual(["midi/a.mid", "midi/b & c <d>.mid", "midi/deep/ä/e.kar"]);

  objects.set("midi/a.mid", others[4] as Uint8Array);
  const second = JSON.parse((await midiq(bucket.url, "add", "s3://music/midi/", "--json")).stdout);
  expect(second.counts).toMatchObject({ found: 5, unchanged: 4, stored: 1 });
  expect(bucket.fetched.filter((key) => !key.includes("pack"))).toEqual(["midi/a.mid"]);
  const shown = await midiq(bucket.url, "show", "s3://music/midi/pack.zip!/in/x.mid", "--json");
  expect(JSON.parse(shown.stdout).paths).toEqual(["s3://music/midi/pack.zip!/in/x.mid"]);
  await bucket.stop();
});

test("one object, and one member of an archive, are taken by name", async () => {
  const objects = new Map([
    ["song.bin", tune],
    [
      "p.zip",
      zip([
        { name: "a.mid", bytes: tune },
        { name: "b.mid", bytes: tune },
      ]),
    ],
  ]);
  const bucket = serveBucket(objects);
  const { stdout } = await midiq(bucket.url, "analyze", "s3://music/song.bin", "s3://music/p.zip!/b.mid");
  const paths = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).path);
  expect(paths).toEqual(["s3://music/song.bin", "s3://music/p.zip!/b.mid"]);
  await bucket.stop();
});

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

test("on Deno a bucket is refused in one line, and archives are read", async () => {
  const deno = resolve(import.meta.dir, "../../node_modules/.bin/deno");
  const path = `${folder.path}/all.zip`;
  await Bun.write(
    path,
    zip([
      { name: "in.tar.gz", bytes: gzipSync(tar([{ name: "x.mid", bytes: tune }])) },
      { name: "y.mid", bytes: tune },
    ]),
  );
  const program = `
    import { hash, pipeline, scan } from "${resolve(import.meta.dir, "../../mod.ts")}";
    for await (const { path, bytes } of pipeline(scan(${JSON.stringify(path)}), hash())) console.log(path.slice(${folder.path.length + 1}), bytes.length);
    try { for await (const _ of pipeline(scan("s3://music/m"))); } catch (error) { console.log(error.code); }`;
  const file = `${folder.path}/program.ts`;
  await Bun.write(file, program);
  const run = Bun.spawn([deno, "run", "-A", "--config", resolve(import.meta.dir, "../../deno.json"), file], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const [printed, problems] = [await new Response(run.stdout).text(), await new Response(run.stderr).text()];
  expect({ printed: printed.trim().split("\n"), problems }).toMatchObject({
    printed: [`all.zip!/in.tar.gz!/x.mid ${tune.length}`, `all.zip!/y.mid ${tune.length}`, "missing-client"],
  });
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
