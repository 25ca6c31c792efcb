import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { found } from "./found.ts";
import { sevenZip, tar, zip } from "./pack.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const tune = midi({}, track(melody("C4 1/4 E4 1/4")));
const other = midi({}, track(melody("G4 1/2")));

/** What bzip2 1.0.8 and xz 5.4 make of a tar of `a/one.mid`, and of the tune alone: they are not in node:zlib. */
const packedElsewhere = {
  "pack.tar.bz2":
    "QlpoOTFBWSZTWdwJNXYAADb/4uMiBABAAfcEQAIEgGZrngBAAEAAAEAICKAAdRCTQAAaaNBoM0nqDTVDQDQGgGgAEq7l+kgTRPQBpAArKIwoGbRurNJCB0oMvm2KRSADda0sDO1OjJKCghClH00JhjA/nOJ5NKD+ZTPAbwEfi7kinChIbgSauwA=",
  "pack.tar.xz":
    "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Af/AF5dADCLyecjtNipoW2HYq8SHjVok0rTh32I2On7Ilt/T1mzBd6i47vGwsXX+6MLL7fAf+1piuNVT2ywUFrmpSCC+TWU9+scX6l6Q6az4rUsrGoSV42tTcR//SF3ugAcxgAAAADZov+pab0V6QABeoAQAAAAdx0TiLHEZ/sCAAAAAARZWg==",
  "song.mid.bz2":
    "QlpoOTFBWSZTWbmS93sAAA1/4OEABAAAAIAEQAIEAERIEABAAEAAAACgACGgmj1AZChppgAbXHTBZDgugqaVSY90M4maW4hPi7kinChIXMl7vYA=",
  "song.mid.xz":
    "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4AApACddACaVCW80dvMBzOktpLoMGJ526OF7B2okPIctlkLvwDnZJKE5TAAAAAAAEDxyfWmmJWsAAUMqO2BpIB+2830BAAAAAARZWg==",
} as const;
const elsewhere = (name: keyof typeof packedElsewhere): Uint8Array => Buffer.from(packedElsewhere[name], "base64");

const write = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  return path;
};

describe("archives", () => {
  const one = tar([{ name: "a/one.mid", bytes: tune }]);
  test.each([
    ["pack.tar", one],
    ["pack.tar.gz", gzipSync(one)],
    ["pack.tgz", gzipSync(one)],
    ["pack.tar.zst", zstdCompressSync(one)],
    ["pack.tar.bz2", elsewhere("pack.tar.bz2")],
    ["pack.tar.xz", elsewhere("pack.tar.xz")],
    ["pack.zip", zip([{ name: "a/one.mid", bytes: tune }])],
    ["stored.zip", zip([{ name: "a/one.mid", bytes: tune, stored: true }])],
    ["long.zip", zip([{ name: "a/one.mid", bytes: tune, zip64: true }])],
    ["streamed.zip", zip([{ name: "a/one.mid", bytes: tune, streamed: true }])],
    ["selfextracting.zip", zip([{ name: "a/one.mid", bytes: tune }], { front: "MZ program" })],
    ["selfextracting64.zip", zip([{ name: "a/one.mid", bytes: tune, zip64: true }], { front: "MZ program" })],
    ["pack.7z", sevenZip([{ name: "a/one.mid", bytes: tune }])],
  ])("%s gives its member", async (name, bytes) => {
    const { paths, files, refused } = await found(folder.path, write(name, bytes));
    expect({ paths, refused }).toEqual({ paths: [`${name}!/a/one.mid`], refused: [] });
    expect(Buffer.from(files[0]?.bytes as Uint8Array).equals(tune)).toBe(true);
  });

  test.each([
    ["song.mid.gz", gzipSync(tune)],
    ["song.mid.zst", zstdCompressSync(tune)],
    ["song.mid.bz2", elsewhere("song.mid.bz2")],
    ["song.mid.xz", elsewhere("song.mid.xz")],
  ])("%s is one file", async (name, bytes) => {
    const { files, paths } = await found(folder.path, write(name, bytes));
    expect(paths).toEqual([`${name}!/song.mid`]);
    expect(Buffer.from(files[0]?.bytes as Uint8Array).equals(tune)).toBe(true);
  });

  test("archives in archives are opened, whether packed or not", async () => {
    const inner = zip([{ name: "x.mid", bytes: tune }]);
    const deep = tar([
      { name: "b/in.zip", bytes: inner },
      { name: "y.mid", bytes: other },
    ]);
    const path = write(
      "outer.zip",
      zip([
        { name: "packed.zip", bytes: inner },
        { name: "stored.zip", bytes: inner, stored: true },
        { name: "tape.tar.gz", bytes: gzipSync(deep) },
        { name: "song.mid.gz", bytes: gzipSync(tune) },
      ]),
    );
    const { paths, files, refused } = await found(folder.path, path);
    expect({ paths, refused }).toEqual({
      paths: [
        "outer.zip!/packed.zip!/x.mid",
        "outer.zip!/stored.zip!/x.mid",
        "outer.zip!/tape.tar.gz!/b/in.zip!/x.mid",
        "outer.zip!/tape.tar.gz!/y.mid",
        "outer.zip!/song.mid.gz!/song.mid",
      ],
      refused: [],
    });
    expect(files[1]?.member).toBeDefined();
    expect(files.map(({ bytes }) => bytes?.length)).toEqual([1, 1, 1, 0, 1].map((n) => [other, tune][n]?.length));
  });

  test("one member is found by its path, also in an archive in an archive, and so is a folder of members", async () => {
    const inner = tar([
      { name: "d/x.mid", bytes: tune },
      { name: "d/y.mid", bytes: tune },
      { name: "z.txt", bytes: tune },
    ]);
    const path = write(
      "pick.zip",
      zip([
        { name: "in.tar", bytes: inner },
        { name: "d/x.mid", bytes: other },
      ]),
    );
    const pick = async (inside: string) => (await found(folder.path, `${path}!/${inside}`)).paths;
    expect(await pick("in.tar!/d/y.mid")).toEqual(["pick.zip!/in.tar!/d/y.mid"]);
    expect(await pick("in.tar!/d")).toEqual(["pick.zip!/in.tar!/d/x.mid", "pick.zip!/in.tar!/d/y.mid"]);
    expect(await pick("d/x.mid")).toEqual(["pick.zip!/d/x.mid"]);
    expect(await pick("in.tar")).toHaveLength(2);
    // As with loose files, what is named is taken whatever its name.
    expect(await pick("in.tar!/z.txt")).toEqual(["pick.zip!/in.tar!/z.txt"]);
    await expect(pick("in.tar!/d/none.mid")).rejects.toThrow("ENOENT");
  });

  test("a zip whose directory is missing gives the members that are there, the last as far as it goes", async () => {
    const parts = ["a.mid", "b.mid"].map((name) => ({ name, bytes: tune }));
    const whole = zip([...parts, { name: "c.mid", bytes: tune, stored: true }], { directory: false });
    const cut = write("cut.zip", whole.subarray(0, whole.length - 9));
    const streamed = write(
      "cut-streamed.zip",
      zip(
        parts.map((part) => ({ ...part, streamed: true })),
        { directory: false },
      ),
    );
    const { files, refused } = await found(folder.path, cut);
    expect(files.map(({ bytes }) => bytes?.length)).toEqual([tune.length, tune.length, tune.length - 9]);
    expect(refused).toEqual(["cut.zip: missing-directory"]);
    expect((await found(folder.path, streamed)).files.map(({ bytes }) => bytes?.length)).toEqual([
      tune.length,
      tune.length,
    ]);
  });

  test("what stands before a break is kept", async () => {
    const tape = tar([
      { name: "a.mid", bytes: tune },
      { name: "b.mid", bytes: new Uint8Array(9000).fill(7) },
    ]);
    const broken = tar([
      { name: "a.mid", bytes: tune },
      { name: "b.mid", bytes: tune },
      { name: "c.mid", bytes: tune },
    ]);
    broken.fill(0xee, 1024, 1536);
    const home = join(folder.path, "breaks");
    mkdirSync(home);
    writeFileSync(join(home, "a.tar"), tape.subarray(0, 4000));
    writeFileSync(join(home, "b.tar.gz"), gzipSync(tape).subarray(0, -12));
    writeFileSync(join(home, "c.tar"), broken);
    writeFileSync(join(home, "d.zip"), "PK, but not really");
    writeFileSync(join(home, "e.zip"), "no zip");
    writeFileSync(join(home, "f.7z"), "7z");
    writeFileSync(join(home, "g.lzh"), "lzh");
    writeFileSync(join(home, "h.mid"), tune);
    const { paths, refused } = await found(home, home);
    expect(paths).toEqual([
      "a.tar!/a.mid",
      "a.tar!/b.mid",
      "b.tar.gz!/a.mid",
      "b.tar.gz!/b.mid",
      "c.tar!/a.mid",
      "c.tar!/c.mid",
      "h.mid",
    ]);
    expect(refused).toEqual([
      "a.tar: damaged-archive",
      "b.tar.gz: damaged-archive",
      "c.tar: damaged-archive",
      "d.zip: missing-directory",
      "e.zip: damaged-archive",
      "f.7z: damaged-archive",
      "g.lzh: unsupported-archive",
    ]);
  });

  test("folders that contain themselves by a link are walked once, and what macOS adds is passed over", async () => {
    const home = join(folder.path, "circle");
    mkdirSync(home);
    writeFileSync(join(home, "x.mid"), tune);
    writeFileSync(join(home, "._x.mid"), "fork");
    symlinkSync(home, join(home, "again"));
    const names = ["__MACOSX/._x.mid", "__MACOSX/x.mid", "./a//b.mid", ".hidden/c.mid"];
    writeFileSync(join(home, "y.zip"), zip(names.map((name) => ({ name, bytes: tune }))));
    const { paths, refused } = await found(home, home);
    expect({ paths, refused }).toEqual({ paths: ["x.mid", "y.zip!/a/b.mid"], refused: [] });
  });
});
