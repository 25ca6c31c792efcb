import { afterAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changed, pipeline, scan } from "../../mod.ts";
import type { Found } from "../../src/plugin/mod.ts";
import { cp437, cp850 } from "../../src/sources/codepages.ts";
import { emptyFolder } from "../cli/run.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { found } from "./found.ts";
import { tar, zip } from "./pack.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const tune = midi({}, track(melody("C4 1/4 E4 1/4")));

/** Writes text in an encoding, by looking up what each one or two bytes mean in it. */
function encoder(encoding: string): (text: string) => Uint8Array {
  const bytesOf = new Map<string, readonly number[]>();
  const page = { cp437, cp850 }[encoding];
  const decoder = page ? undefined : new TextDecoder(encoding);
  const decode = (bytes: readonly number[]): string =>
    decoder
      ? decoder.decode(Uint8Array.from(bytes))
      : (bytes[0] as number) < 0x80
        ? String.fromCharCode(bytes[0] as number)
        : (page?.[(bytes[0] as number) - 0x80] as string);
  for (let lead = 255; lead > 0; lead--) {
    for (let trail = 0xfe; decoder && lead > 0x80 && trail >= 0x40; trail--) {
      const text = decode([lead, trail]);
      if (text.length === 1) bytesOf.set(text, [lead, trail]);
    }
  }
  for (let byte = 255; byte > 0; byte--) if (decode([byte]).length === 1) bytesOf.set(decode([byte]), [byte]);
  return (text) => Uint8Array.from([...text].flatMap((character) => bytesOf.get(character) ?? []));
}

const names: readonly (readonly [encoding: string, ...names: string[]])[] = [
  ["utf-8", "さくら.mid", "Für Elise.mid"],
  ["shift_jis", "さくら.mid", "荒城の月.mid", "ふるさと/赤とんぼ.mid"],
  ["shift_jis", "表示ソ十.mid", "故郷.mid"],
  ["gbk", "月亮代表我的心.mid", "茉莉花.mid"],
  ["big5", "月亮代表我的心.mid", "望春風.mid"],
  ["euc-kr", "아리랑.mid", "사랑해.mid"],
  ["ibm866", "Подмосковные вечера.mid", "КАЛИНКА.MID"],
  ["windows-1251", "Подмосковные вечера.mid", "Катюша.mid"],
  ["koi8-r", "Калинка.mid"],
  ["cp437", "Für Elise.mid", "Mañana.mid"],
  ["cp850", "Für Elise.mid", "Blåbærtur/São João.mid"],
  ["windows-1252", "Chansons françaises/été 0.mid", "Don’t stop.mid"],
  ["windows-1252", "ÜBER ALLES.MID"],
  ["windows-1250", "Dvořák - Příběh.mid"],
];

test.each(names)("member names in %s are read: %s %s", async (encoding, ...wanted) => {
  const encode = encoding === "utf-8" ? (text: string) => new TextEncoder().encode(text) : encoder(encoding);
  const parts = [...wanted, "plain.mid"].map((name) => ({ name: encode(name), bytes: tune }));
  for (const [file, archive] of [
    ["x.zip", zip(parts)],
    ["x.tar", tar(parts)],
  ] as const) {
    writeFileSync(join(folder.path, file), archive);
    const { paths } = await found(folder.path, join(folder.path, file));
    expect(paths).toEqual([...wanted, "plain.mid"].map((name) => `${file}!/${name}`));
  }
});

test("no name is lost and no two are the same, whatever the bytes are", async () => {
  const bytes = [0x81, 0x8d, 0xff, 0xfe, 0xa0].map((byte) => Uint8Array.from([byte, 0x2e, 0x6d, 0x69, 0x64]));
  const parts = [...bytes, "x.mid", "x.mid", "x.mid", "a/x.mid"].map((name) => ({ name, bytes: tune }));
  writeFileSync(join(folder.path, "odd.zip"), zip(parts));
  const { paths } = await found(folder.path, join(folder.path, "odd.zip"));
  expect(new Set(paths).size).toBe(parts.length);
  expect(paths.slice(5)).toEqual(["odd.zip!/x.mid", "odd.zip!/x~2.mid", "odd.zip!/x~3.mid", "odd.zip!/a/x.mid"]);
});

// Elsewhere the system has no such names.
test.skipIf(process.platform !== "linux")("files whose names are not UTF-8 open, and are known again", async () => {
  const home = join(folder.path, "bytes");
  mkdirSync(home);
  const name = (...bytes: readonly number[]): Buffer => Buffer.concat([Buffer.from(`${home}/`), Buffer.from(bytes)]);
  const mid = [0x2e, 0x6d, 0x69, 0x64];
  mkdirSync(name(0x64, 0xe9));
  writeFileSync(name(0x64, 0xe9, 0x2f, 0x61, ...mid), tune);
  writeFileSync(name(0x66, 0xfc, 0x72, ...mid), tune);
  writeFileSync(name(0x66, 0xfb, 0x72, ...mid), tune);
  writeFileSync(join(home, "für.mid"), tune);
  writeFileSync(name(0x7a, 0xfc, 0x2e, 0x7a, 0x69, 0x70), zip([{ name: "in.mid", bytes: tune }]));
  const { paths, files, refused } = await found(home, home);
  expect({ paths: paths.toSorted(), refused }).toEqual({
    paths: ["dé/a.mid", "für.mid", "für~2.mid", "fûr.mid", "zü.zip!/in.mid"].toSorted(),
    refused: [],
  });
  expect(files.every(({ bytes }) => Buffer.from(bytes as Uint8Array).equals(tune))).toBe(true);
  // What was shown can be asked for.
  for (const path of paths) expect((await found(home, join(home, path))).paths).toEqual([path]);

  const rows = new Map<bigint, Found>();
  const { copyId, createDigest } = await import("../../src/digest.ts");
  const digest = await createDigest();
  for (const file of files) rows.set(copyId(digest, file.pathBytes ?? file.path, 0n), file);
  expect(rows.size).toBe(5);
  const store = {
    known: {
      copies: async function* known() {
        const all = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
        yield {
          ids: BigInt64Array.from(all, ([id]) => id),
          sizes: Float64Array.from(all, ([, { size }]) => size),
          mtimes: Float64Array.from(all, ([, { mtime }]) => mtime),
        };
      },
    },
  };
  const report = await pipeline(scan(home), changed(store)).run();
  expect(report.counts).toMatchObject({ found: 5, unchanged: 5 });
});
