import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { serveBucket } from "./bucket.ts";
import { tar, zip } from "./pack.ts";
import { midiqAt } from "./s3-command.ts";

setDefaultTimeout(180_000);
const folder = emptyFolder();
afterAll(folder.remove);
const tune = midi({}, track(melody("C4 1/4 E4 1/4")));
const others = ["C4", "D4", "E4", "F4", "G4"].map((pitch) => midi({}, track(melody(`${pitch} 1/2`))));

const midiq = (endpoint: string, ...words: readonly string[]) => midiqAt(folder.path, endpoint, ...words);

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
