import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { configure, PluginError, pipeline, source } from "../../mod.ts";
import list from "../../plugins/list.ts";
import { melody, midi, track } from "../midi/compose.ts";

const folder = mkdtempSync(join(tmpdir(), "midiq-list-"));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "sub"));
for (const name of ["a.mid", "b, c.mid", "sub/d.mid", "é.mid"])
  writeFileSync(join(folder, name), midi({}, track(melody("C4 1/4"))));

/** Files that a list names, relative to its folder, and what is refused. */
async function listed(
  name: string,
  text: string | Uint8Array,
  options: Parameters<typeof configure<typeof list>>[1] = {},
) {
  writeFileSync(join(folder, name), text);
  const refused: string[] = [];
  const files: string[] = [];
  const found = pipeline(source(configure(list, options), `list:${join(folder, name)}`));
  const onRejected = ({ path, code }: { path: string; code: string }) =>
    refused.push(`${relative(folder, path)}: ${code}`);
  for await (const { path } of found.items({ workers: 0, onRejected })) files.push(relative(folder, path));
  return { files, refused };
}

describe("list", () => {
  test.each<[name: string, text: string | Uint8Array, files: string[]]>([
    ["lines.txt", "a.mid\n\nsub/d.mid\r\nb, c.mid", ["a.mid", "sub/d.mid", "b, c.mid"]],
    ["lines", `${join(folder, "a.mid")}\n`, ["a.mid"]],
    ["marked.txt", "\ufeffé.mid\n", ["é.mid"]],
    ["wide.txt", new Uint8Array(Buffer.from("\ufeffé.mid\r\na.mid\r\n", "utf16le")), ["é.mid", "a.mid"]],
    ["songs.m3u", "#EXTM3U\n#EXTINF:12,A\na.mid\nsub\\d.mid\n", ["a.mid", "sub/d.mid"]],
    ["songs.m3u8", `${pathToFileURL(join(folder, "é.mid")).href}\n`, ["é.mid"]],
    ["songs.csv", 'title,path,year\n"One, two",a.mid,1999\n"say ""x""","b, c.mid",\n', ["a.mid", "b, c.mid"]],
    ["semicolons.csv", "Year;File\n1999;a.mid\n2000;b, c.mid", ["a.mid", "b, c.mid"]],
    ["bare.csv", "a.mid,1\nsub/d.mid,2\n", ["a.mid", "sub/d.mid"]],
    ["breaks.csv", 'path,note\r\na.mid,"two\r\nlines"\r\nsub/d.mid,\r\n', ["a.mid", "sub/d.mid"]],
    ["tabs.tsv", "id\tmidi_filename\n1\tb, c.mid\n", ["b, c.mid"]],
    ["folder.txt", "sub\n", ["sub/d.mid"]],
  ])("reads %s", async (name, text, files) => expect(await listed(name, text)).toEqual({ files, refused: [] }));

  test("a column is named, or counted from one", async () => {
    const text = "old,new\na.mid,sub/d.mid\n";
    expect((await listed("x.csv", text, { list: { column: "New" } })).files).toEqual(["sub/d.mid"]);
    expect((await listed("y.csv", "1,a.mid\n2,sub/d.mid\n", { list: { column: 2 } })).files).toEqual([
      "a.mid",
      "sub/d.mid",
    ]);
    expect((await listed("table", text, { list: { format: "csv", column: "old" } })).files).toEqual(["a.mid"]);
  });

  test("a path that is not there is refused, and the others come", async () => {
    const { files, refused } = await listed("gone.txt", "gone.mid\na.mid\n");
    expect({ files, refused }).toEqual({ files: ["a.mid"], refused: ["gone.mid: unreadable"] });
  });

  test.skipIf(process.platform !== "linux")("paths may be in any bytes", async () => {
    const name = Buffer.from([0xe9, ...Buffer.from(".mid")]);
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), midi({}, track(melody("C4 1/4"))));
    const { files, refused } = await listed("latin1.m3u", Buffer.concat([name, Buffer.from("\n")]));
    expect(files).toHaveLength(1);
    expect(refused).toEqual([]);
  });

  test("a list or a column that is not there is said before anything runs", () => {
    expect(() => source(list, `list:${folder}/none.txt`)).toThrow(/ENOENT.*none\.txt/);
    writeFileSync(join(folder, "z.csv"), "a,b\n1,2\n");
    const open = () => source(configure(list, { list: { column: "path" } }), `list:${folder}/z.csv`);
    expect(open).toThrow(PluginError);
    expect(open).toThrow(/it has a, b$/);
  });
});
