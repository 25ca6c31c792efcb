import { describe, expect, test } from "bun:test";
import { tableFromIPC } from "apache-arrow";
import { readParquet } from "parquet-wasm";
import type { Cell } from "../../src/forms/column.ts";
import type { About, Form } from "../../src/forms/form.ts";
import { loadFileForm, loadForm } from "../../src/forms/our-forms.ts";
import { rowSchema } from "../../src/forms/row-schema.ts";
import { columns, manyRows, type Row, rows } from "./rows.ts";

/** All that a form makes of pages of rows. */
async function bytesOf(
  name: string,
  pages: readonly (readonly Row[])[],
  about: Partial<About> = {},
): Promise<Uint8Array> {
  const [form, ofFile] = name.split(" of ");
  const { open } = (await (ofFile ? loadFileForm : loadForm)(form as string)) as Form;
  const writer = open(columns, { title: "a <query>", ...about });
  const parts = [...pages.flatMap((page) => [...writer.rows(page)]), ...writer.end()];
  return Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array)));
}
const textOf = async (name: string, pages: readonly (readonly Row[])[] = [rows]): Promise<string> =>
  new TextDecoder().decode(await bytesOf(name, pages));

describe("forms of text", () => {
  test("CSV quotes what RFC 4180 wants quoted, once, with a heading, however many pages there are", async () => {
    const text = await textOf("csv", [rows.slice(0, 1), rows.slice(1)]);
    expect(text.split("\r\n").slice(0, 4)).toEqual([
      "path,drums,bars,size,bpm,added,tag,program,bpm.any",
      '/a.mid,true,-4,1099511627776,120.5,2023-11-14T22:13:20.123Z,"[""house"",""a,b""]","[1,128]","[0.1,1e-7]"',
      "/無題 👩‍👩‍👧 é.mid,false,2147483647,0,-0.25,1970-01-01T00:00:00.000Z,[],[],[]",
      '"/""q"", | <b>&\t\\.mid",,,,,,,,',
    ]);
    expect(text).toEndWith('"/two\r\nlines.mid",,0,1,0,,"[""say \\""x\\""""]",[-1],[120]\r\n');
  });

  test("each form has its heading where there are no rows", async () => {
    expect(await textOf("csv", [])).toBe("path,drums,bars,size,bpm,added,tag,program,bpm.any\r\n");
    expect(await textOf("md", [])).toStartWith("| path | drums | bars |");
    expect(await textOf("m3u", [])).toBe("#EXTM3U\n");
    expect(await textOf("jsonl", [])).toBe("");
    expect(await textOf("html", [])).toMatch(/^<!doctype html>[\s\S]*<tbody>\n<\/tbody>/);
  });

  test("a tab or a line break stays in its cell of TSV", async () => {
    const lines = (await textOf("tsv")).trimEnd().split("\n");
    expect(lines.map((line) => line.split("\t").length)).toEqual([9, 9, 9, 9, 9]);
    expect(lines[3]?.split("\t")[0]).toBe('/"q", | <b>&\\t\\\\.mid');
    expect(lines[4]?.split("\t")[0]).toBe("/two\\r\\nlines.mid");
  });

  test("JSON lines are read back as what they were", async () => {
    const read = (await textOf("jsonl"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(read).toEqual(rows.map((row) => JSON.parse(JSON.stringify(Object.fromEntries(named(row))))));
  });

  test("nothing in a cell is markup, in Markdown and in HTML", async () => {
    const lines = (await textOf("md")).trimEnd().split("\n");
    expect(lines[1]).toBe("| --- | --- | ---: | ---: | ---: | --- | --- | --- | --- |");
    expect(lines[4]).toStartWith('| /"q", \\| \\<b\\>&amp; \\\\.mid |');
    expect(lines[5]).toStartWith("| /two lines.mid |");
    const page = await textOf("html");
    expect(page).toContain("<td>/&quot;q&quot;, | &lt;b&gt;&amp;\t\\.mid</td>");
    expect(page).toContain("<title>a &lt;query&gt; - midiq</title>");
    expect(page).not.toContain("<b>");
  });

  test("what a terminal would obey is U+FFFD in CSV and TSV, which is said, and escaped in JSON", async () => {
    const evil = "/x\x1b[2J\u009b2J\x7f\0.mid";
    const row: Row = [evil, ...(rows[0] as Row).slice(1)];
    for (const form of ["csv", "tsv"]) {
      expect((await textOf(form, [[row]])).split("\n")[1]).toStartWith("/x\ufffd[2J\ufffd2J\ufffd\ufffd.mid");
      const writer = ((await loadForm(form)) as Form).open(columns, { title: "" });
      expect([...writer.rows([row]), ...writer.end()].length).toBeGreaterThan(0);
      expect(writer.notes?.()).toEqual([
        "note: control characters in 1 cell are written as \ufffd; -o jsonl keeps them",
      ]);
    }
    const line = await textOf("jsonl", [[["/\u202egnp\u009b.mid", ...row.slice(1)]]]);
    expect(line).toContain('"/\\u202egnp\\u009b.mid"');
    expect(JSON.parse(line).path).toBe("/\u202egnp\u009b.mid");
    expect(await textOf("html", [[[evil, ...row.slice(1)]]])).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
  });

  test("a text that a spreadsheet would run is protected where that is asked for, a number never", async () => {
    for (const start of ["=", "+", "-", "@", "\t", "\uff1d"]) {
      const row: Row = [`${start}HYPERLINK(1)`, true, -4, -5, -0.5, null, ["=a"], [-1], [-0.1]];
      const read = async (form: string, isForSpreadsheet: boolean) =>
        Buffer.from(await bytesOf(form, [[row]], { isForSpreadsheet }))
          .toString()
          .split("\n")[1];
      const [safe, exact] = [await read("csv", true), await read("csv", false)];
      expect(safe).toContain(`'${start}HYPERLINK(1),true,-4,-5,-0.5,,`);
      expect(exact).toStartWith(`${start}HYPERLINK(1),true`);
      expect(await read("tsv", true)).toContain("HYPERLINK(1)\ttrue\t-4");
      expect((await read("tsv", true))?.[0]).toBe("'");
    }
  });

  test("paths of playlists and for xargs are those of files", async () => {
    const inside: readonly Row[] = [["/x.zip!/a.mid", ...(rows[0] as Row).slice(1)], rows[0] as Row];
    const broken: Row = ["/a.mid\n/b.mid", ...(rows[0] as Row).slice(1)];
    expect(await textOf("m3u", [[broken]])).toBe("#EXTM3U\n");
    expect(await textOf("m3u", [inside])).toBe("#EXTM3U\n#EXTINF:-1,\n/a.mid\n");
    expect(await textOf("null-paths", [inside])).toBe("/a.mid\0");
    expect(await textOf("paths", [inside])).toBe("/x.zip!/a.mid\n/a.mid\n");
    const { open } = (await loadForm("m3u")) as Form;
    const writer = open(columns, { title: "" });
    expect([...writer.rows(inside), ...writer.end()].length).toBeGreaterThan(0);
    expect([...writer.rows(rows)].join("")).not.toContain("lines.mid");
    expect(writer.notes?.()).toEqual([
      expect.stringMatching(/^note: 1 file is in an archive/),
      expect.stringMatching(/^note: 1 path contains control characters, which lines cannot contain: left out/),
    ]);
  });
});

/** A cell as a reader gives it: numbers of 64 bits as bigints, dates as milliseconds, vectors as arrays. */
function plain(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Date) return value.getTime();
  if (typeof value === "object" && Symbol.iterator in value) return Array.from(value as Iterable<number>);
  return value as Cell;
}
const named = (row: Row): readonly (readonly [string, Cell])[] =>
  columns.map(({ name, cell }) => [name, cell(row)] as const);

describe("typed forms are read by others with the same types, values and nulls", () => {
  const readers = {
    parquet: (bytes: Uint8Array) => tableFromIPC(readParquet(bytes).intoIPCStream()),
    arrow: (bytes: Uint8Array) => tableFromIPC(bytes),
    "arrow of files": (bytes: Uint8Array) => tableFromIPC(bytes),
  };
  for (const [form, read] of Object.entries(readers)) {
    test.each([
      ["awkward values", rows],
      ["no rows", []],
      ["several groups", manyRows(70_000)],
    ])(
      `${form}: %s`,
      async (_, all) => {
        const pages = Array.from({ length: Math.ceil(all.length / 10_000) }, (_, n) =>
          all.slice(n * 10_000, (n + 1) * 10_000),
        );
        const table = read(await bytesOf(form, pages));
        expect(table.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
          "path Utf8",
          "drums Bool",
          "bars Int32",
          "size Int64",
          "bpm Float64",
          "added Timestamp<MILLISECOND, UTC>",
          `tag List<Utf8>`,
          `program List<Int32>`,
          `bpm.any List<Float64>`,
        ]);
        expect(table.numRows).toBe(all.length);
        for (const [n, { name }] of columns.entries()) {
          const values = Array.from(table.getChild(name) ?? [], plain);
          expect(values).toEqual(all.map((row) => plain(row[n])));
        }
      },
      180_000,
    );
  }
});

test("a schema says of each column what it is, and whether it may be unknown", () => {
  expect(rowSchema(columns, "drums")).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "drums",
    properties: {
      path: { title: "path", description: "the path", type: "string", "x-type": "utf8" },
      bars: { type: ["integer", "null"] },
      added: { type: ["string", "null"], format: "date-time" },
      tag: { type: ["array", "null"], items: { type: "string" } },
    },
    required: columns.map(({ name }) => name),
  });
});
