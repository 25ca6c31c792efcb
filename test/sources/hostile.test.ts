import { afterAll, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { optional } from "../../src/sources/optional.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { found } from "./found.ts";
import { sevenZip, tar, type ZipPart, zip } from "./pack.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const tune = midi({}, track(melody("C4 1/4 E4 1/4")));
const zeros = new Uint8Array(6 * 1024 * 1024);
const good: ZipPart = { name: "good.mid", bytes: tune };

/** Each archive holds one member that must not be read, and one that is read all the same. */
const members: readonly (readonly [code: string, name: string, archive: Uint8Array])[] = [
  ["slip", "../up.mid", zip([{ name: "../up.mid", bytes: tune }, good])],
  ["slip", "a/../../up.mid", zip([{ name: "a\\..\\..\\up.mid", bytes: tune }, good])],
  ["slip", "abs.mid", zip([{ name: "/abs.mid", bytes: tune }, good])],
  ["slip", "C:/abs.mid", zip([{ name: "C:\\abs.mid", bytes: tune }, good])],
  ["link", "link.mid", zip([{ name: "link.mid", bytes: tune, mode: 0o120777 }, good])],
  ["device", "pipe.mid", zip([{ name: "pipe.mid", bytes: tune, mode: 0o010644 }, good])],
  ["encrypted", "secret.mid", zip([{ name: "secret.mid", bytes: tune, flags: 1 }, good])],
  ["compression", "odd.mid", zip([{ name: "odd.mid", bytes: tune, method: 99 }, good])],
  ["bomb", "zeros.mid", zip([{ name: "zeros.mid", bytes: zeros }, good])],
  ["wrong-size", "more.mid", zip([{ name: "more.mid", bytes: tune, size: tune.length - 5 }, good])],
  ["wrong-size", "less.mid", zip([{ name: "less.mid", bytes: tune, size: tune.length + 5 }, good])],
  ["too-large", "huge.mid", zip([{ name: "huge.mid", bytes: tune, stored: true, size: 2 ** 28 }, good])],
  ["overlap", "same.mid", zip([good, { name: "same.mid", bytes: tune, at: 0 }])],
  ["damaged-member", "far.mid", zip([{ name: "far.mid", bytes: tune, at: 2 ** 30 }, good])],
  [
    "damaged-member",
    "noise.mid",
    zip([{ name: "noise.mid", bytes: new Uint8Array(64).fill(0xff), stored: true, method: 8 }, good]),
  ],
  [
    "slip",
    "../up.mid",
    tar([
      { name: "../up.mid", bytes: tune },
      { name: "good.mid", bytes: tune },
    ]),
  ],
  [
    "link",
    "link.mid",
    tar([
      { name: "link.mid", type: "2" },
      { name: "good.mid", bytes: tune },
    ]),
  ],
  [
    "link",
    "home/x.mid",
    tar([
      { name: "home", type: "2" },
      { name: "home/x.mid", bytes: tune },
      { name: "good.mid", bytes: tune },
    ]),
  ],
  [
    "device",
    "pipe.mid",
    tar([
      { name: "pipe.mid", type: "6" },
      { name: "good.mid", bytes: tune },
    ]),
  ],
  [
    "compression",
    "holes.mid",
    tar([
      { name: "holes.mid", type: "S", bytes: tune },
      { name: "good.mid", bytes: tune },
    ]),
  ],
];

test.each(members)("refuses a member as %s (%s) and reads the rest", async (code, name, archive) => {
  const file = archive[0] === 0x50 ? "x.zip" : "x.tar";
  writeFileSync(join(folder.path, file), archive);
  const limits = code === "too-large" ? { maxMemberBytes: 2 ** 20, maxArchiveBytes: 2 ** 20, maxRatio: 1e9 } : {};
  const { paths, refused } = await found(folder.path, join(folder.path, file), { limits });
  expect({ paths, refused }).toEqual({ paths: [`${file}!/good.mid`], refused: [`${file}!/${name}: ${code}`] });
});

/** A raw LZMA2 stream of one chunk that is not packed. */
const lzma2 = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from([1, (bytes.length - 1) >> 8, (bytes.length - 1) & 255, ...bytes, 0]);

test("a 7z that wants 4 GB for its dictionary is refused, and one that breaks off too", async () => {
  const path = join(folder.path, "x.7z");
  const memory = process.memoryUsage().rss;
  for (const [dictionary, refusal] of [
    [26, []],
    [40, ["x.7z!/a.mid: too-large"]],
  ] as const) {
    const parts = [{ name: "a.mid", bytes: tune }];
    writeFileSync(path, sevenZip(parts, lzma2, dictionary));
    expect((await found(folder.path, path)).refused).toEqual([...refusal]);
    writeFileSync(path, sevenZip(parts, lzma2, dictionary).subarray(0, 80));
    expect((await found(folder.path, path)).refused).toEqual(["x.7z: damaged-archive"]);
  }
  expect(process.memoryUsage().rss - memory).toBeLessThan(300e6);
});

test("pipes, sockets and devices are never opened", async () => {
  const pipe = join(folder.path, "pipe.mid");
  spawnSync("mkfifo", [pipe]);
  expect((await found(folder.path, pipe)).refused).toEqual(["pipe.mid: special-file"]);
  expect((await found("/dev", "/dev/null")).refused).toEqual(["null: special-file"]);
});

test("an archive whose package is not installed is refused with the package's name", async () => {
  const load = () => Promise.reject(new Error("Cannot find package"));
  await expect(optional("libarchive-wasm", "a 7z archive", load)).rejects.toMatchObject({
    code: "missing-package",
    message: "Cannot open a 7z archive without the package libarchive-wasm: install it (bun add libarchive-wasm)",
  });
});

const many = Array.from({ length: 9 }, (_, n) => ({ name: `${n}.mid`, bytes: tune }));
const nest = (levels: number): Uint8Array =>
  levels === 0 ? zip([good]) : zip([{ name: "in.zip", bytes: nest(levels - 1), stored: true }, good]);

test.each([
  ["x.zip: too-many-members", "x.zip", zip(many), { maxMembers: 5 }, 5],
  ["x.tar: too-many-members", "x.tar", tar(many), { maxMembers: 5 }, 5],
  ["x.zip: too-much", "x.zip", zip(many), { maxUnpackedBytes: 3 * tune.length }, 3],
  ["x.tar: too-much", "x.tar", tar(many), { maxUnpackedBytes: 3 * tune.length }, 0],
  ["x.zip!/in.zip!/in.zip: too-deep", "x.zip", nest(4), { maxDepth: 2 }, 2],
  ["x.zip!/in.zip!/in.zip!/in.zip!/in.zip: too-deep", "x.zip", nest(9), {}, 4],
  ["x.zip!/in.zip: too-large", "x.zip", zip([{ name: "in.zip", bytes: zip(many) }, good]), { maxArchiveBytes: 200 }, 1],
  ["x.tar: damaged-archive", "x.tar", tar([{ name: "a.mid", bytes: tune, size: 2 ** 32 }]), {}, 0],
  ["x.tar!/a.mid: too-large", "x.tar", tar([{ name: "a.mid", bytes: tune }, ...many]), { maxMemberBytes: 3 }, 0],
] as const)("keeps its limits: %s", async (refusal, file, archive, limits, kept) => {
  writeFileSync(join(folder.path, file), archive);
  const { paths, refused } = await found(folder.path, join(folder.path, file), { limits });
  expect(refused).toContain(refusal);
  expect(paths).toHaveLength(kept);
});

test("a stream that unpacks to a thousand times its size is stopped, also inside a zip", async () => {
  const bomb = gzipSync(
    tar([
      { name: "zeros.bin", bytes: new Uint8Array(300 * 1024 * 1024) },
      { name: "x.mid", bytes: tune },
    ]),
  );
  writeFileSync(join(folder.path, "bomb.tar.gz"), bomb);
  writeFileSync(join(folder.path, "bomb.zip"), zip([{ name: "bomb.tar.gz", bytes: bomb, stored: true }, good]));
  expect((await found(folder.path, join(folder.path, "bomb.tar.gz"))).refused).toEqual(["bomb.tar.gz: bomb"]);
  expect((await found(folder.path, join(folder.path, "bomb.zip"))).refused).toEqual(["bomb.zip: bomb"]);
});
