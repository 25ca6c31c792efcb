/**
 * A plugin as a user would write it: a source of the files that a list names: a text with a path a line, a column of a CSV
 * or TSV file, or an M3U playlist. Paths are relative to the list.
 *
 *   midiq add --plugin plugins/list.ts list:songs.m3u list:training.csv
 */
import { Buffer } from "node:buffer";
import { homedir } from "node:os";
import { dirname, isAbsolute, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { definePlugin, defineSource, PluginError, scanList, z } from "midiq";
import { readRegular } from "midiq/plugin";

const formats = ["text", "csv", "tsv", "m3u"] as const;
type Format = (typeof formats)[number];

/** Columns that hold paths, where none is named. */
const usual = ["path", "file", "filename", "file_path", "filepath", "midi", "midi_filename", "location"];

const list = defineSource({
  id: "list",
  description: "the files named by a text file, a column of a CSV file or an M3U playlist, relative to that file",
  options: z.object({
    format: z.enum(formats).optional().meta({ description: "kind of list (default: by the ending of its name)" }),
    column: z
      .union([z.string(), z.int().min(1)])
      .optional()
      .meta({
        description:
          "column of a CSV file, by name or number (default: one named path, file or the like, else the first)",
      }),
  }),
}).run((address, { format, column }) => {
  const file = resolve(address.replace(/^~(?=[/\\])/, homedir()));
  const text = textOf(file);
  const kind = format ?? formatOf(file);
  const named =
    kind === "text" ? linesOf(text) : kind === "m3u" ? entriesOf(text) : columnOf(text, kind === "csv", column, file);
  return scanList(bytesOf(named.filter((path) => path !== "").map((path) => placed(path, dirname(file)))), {
    separator: "nul",
  });
});

function formatOf(file: string): Format {
  const end = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase();
  return end === "m3u8" ? "m3u" : (formats.find((format) => format === end) ?? "text");
}

/**
 * The list with a letter for each byte, since paths may be in any encoding; UTF-16, which Windows writes, as UTF-8.
 *
 * @throws Error with the system's code where it cannot be read.
 */
function textOf(file: string): string {
  const bytes = readRegular(file);
  const mark = bytes.length >= 2 ? bytes.readUInt16LE(0) : 0;
  const isWide = mark === 0xfeff || mark === 0xfffe;
  const plain = isWide ? Buffer.from(new TextDecoder(mark === 0xfeff ? "utf-16le" : "utf-16be").decode(bytes)) : bytes;
  return plain.toString("latin1").replace(/^\xef\xbb\xbf/, "");
}

const linesOf = (text: string): string[] => text.split(/\r?\n|\r/).filter((line) => line.trim() !== "");

/** Entries of a playlist: no comments, `file://` decoded, and the backslashes of Windows turned where they mean folders. */
const entriesOf = (text: string): string[] =>
  linesOf(text)
    .map((line) => line.trim())
    .filter((line) => !line.startsWith("#"))
    .map((line) => {
      if (/^file:\/\//i.test(line)) return Buffer.from(fileURLToPath(line)).toString("latin1");
      return sep === "/" && !line.includes("/") ? line.replaceAll("\\", "/") : line;
    });

/** One column of a table; its first row names the columns where one of its names is known. */
function columnOf(text: string, isCsv: boolean, wanted: string | number | undefined, file: string): string[] {
  const rows = rowsOf(text, isCsv);
  const names = (rows[0] ?? []).map((name) => name.trim().toLowerCase());
  const known = typeof wanted === "string" ? [Buffer.from(wanted).toString("latin1").toLowerCase()] : usual;
  const named = known.map((name) => names.indexOf(name)).find((at) => at >= 0);
  if (typeof wanted === "string" && named === undefined) {
    throw new PluginError("bad-options", `Cannot find the column "${wanted}" in "${file}": it has ${names.join(", ")}`);
  }
  const at = typeof wanted === "number" ? wanted - 1 : (named ?? 0);
  return rows.slice(named === undefined ? 0 : 1).map((row) => row[at]?.trim() ?? "");
}

/** Cells by RFC 4180: quotes hold separators, line breaks and doubled quotes. Spreadsheets of some countries write `;`. */
function rowsOf(text: string, isCsv: boolean): string[][] {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const separator = !isCsv ? "\t" : first.includes(";") && !first.includes(",") ? ";" : ",";
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(${separator}|\\r?\\n|\\r|$)`, "gy");
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [whole, quoted, bare = "", end] = match;
    row.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== separator) {
      if (row.length > 1 || row[0] !== "") rows.push(row);
      row = [];
    }
    if (whole === "" || (end === "" && cell.lastIndex >= text.length)) break;
  }
  return rows;
}

/** A path that is relative to the list, from where the command runs. */
const placed = (path: string, folder: string): string => {
  const isWhole = isAbsolute(path) || /^[a-z]\w+:\/\//i.test(path);
  return isWhole ? path : `${Buffer.from(folder).toString("latin1")}${sep}${path}`;
};

/** Paths as the bytes that they were, each ended by zero. */
async function* bytesOf(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) yield Buffer.from(`${path}\0`, "latin1");
}

export default definePlugin(import.meta.url, { name: "list", api: 1, provides: [list] });
