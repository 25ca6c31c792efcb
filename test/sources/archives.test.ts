import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { type Found, pipeline, scan } from "../../mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const tune = midi({}, track(melody("C4 1/4 E4 1/4")));

async function tarOf(...names: readonly string[]): Promise<Uint8Array> {
  const archive = pack();
  for (const name of names) archive.entry({ name }, Buffer.from(tune));
  archive.entry({ name: "link.mid", type: "symlink", linkname: "/etc/passwd" });
  archive.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of archive) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

async function found(path: string): Promise<{ files: Found[]; refused: string[] }> {
  const files: Found[] = [];
  const refused: string[] = [];
  const onRejected = ({ path: refusedPath, code }: { path: string; code: string }) =>
    refused.push(`${refusedPath.slice(folder.path.length + 1)}: ${code}`);
  for await (const file of pipeline(scan(path)).items({ onRejected })) files.push(file);
  return { files, refused };
}

describe("archives", () => {
  test("members of tar and tar.gz come with their bytes, links are refused", async () => {
    const plain = await tarOf("a/one.mid", "readme.txt", "two.kar");
    for (const [name, bytes] of [
      ["pack.tar", plain],
      ["pack.tar.gz", gzipSync(plain)],
      ["pack.tgz", gzipSync(plain)],
    ] as const) {
      const path = join(folder.path, name);
      writeFileSync(path, bytes);
      const { files, refused } = await found(path);
      expect(files.map((file) => file.path)).toEqual([`${path}!/a/one.mid`, `${path}!/two.kar`]);
      expect(files[0]?.bytes).toEqual(tune);
      expect(refused).toEqual([`${name}!/link.mid: link`]);
    }
  });

  test("a single packed file is one file", async () => {
    const path = join(folder.path, "song.mid.gz");
    writeFileSync(path, gzipSync(tune));
    const { files } = await found(path);
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ path: `${path}!/song.mid`, size: tune.length });
  });

  test("broken archives and kinds that cannot be opened are refused, each with its reason, and the walk goes on", async () => {
    const home = join(folder.path, "mixed");
    mkdirSync(home);
    writeFileSync(join(home, "a.zip"), "PK, but not really");
    writeFileSync(join(home, "b.tar.gz"), gzipSync(await tarOf("x.mid")).subarray(0, 60));
    writeFileSync(join(home, "c.7z"), "7z");
    writeFileSync(join(home, "d.mid"), tune);
    const { files, refused } = await found(home);
    expect(files.map((file) => file.path)).toEqual([join(home, "d.mid")]);
    expect(refused).toEqual([
      "mixed/a.zip: unreadable",
      "mixed/b.tar.gz: unreadable",
      "mixed/c.7z: unsupported-archive",
    ]);
  });

  test("folders that contain themselves by a link are walked once", async () => {
    const home = join(folder.path, "circle");
    mkdirSync(home);
    writeFileSync(join(home, "x.mid"), tune);
    symlinkSync(home, join(home, "again"));
    expect((await found(home)).files).toHaveLength(1);
  });
});
