/** midiq like: what is most like a file, and in what. */
import { facetWords } from "../../../dsl/mod.ts";
import type { Alike } from "../../catalogue/asking/alike.ts";
import { alikeRows, alikeTable, type Known } from "../../pages/alike-page.ts";
import { knownFiles } from "../../reach/known-files.ts";
import { meantFile } from "../../reach/meant-file.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { shortPath } from "../../text/short-path.ts";
import { type ColorWhen, hasColor } from "../color.ts";
import { exits, Mistake } from "../failure.ts";
import { tableWidth } from "../screen-width.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq like`. */
export interface LikeOptions extends CatalogueOptions {
  readonly by?: string;
  readonly output?: string;
  readonly json?: true;
  readonly limit?: number;
  readonly color?: ColorWhen;
}

type Print = (alike: Alike, known: Known, isColored: boolean) => readonly string[];

/** Prints the most alike files: 0 when there are any. */
export async function like(file: string, query: string, options: LikeOptions): Promise<number> {
  const by = facetWords.get(options.by ?? "all");
  if (by === undefined)
    throw new Mistake(`Cannot compare by "${options.by}": expected ${[...facetWords.keys()].join(", ")}`);
  const form = options.json ? "json" : (options.output ?? "table");
  const print = Object.hasOwn(printers, form) ? printers[form] : undefined;
  if (!print) throw new Mistake(`Cannot print "${form}": expected ${Object.keys(printers).join(", ")}`);
  return withCatalogue(options, "read", async (db) => {
    const meant = await meantFile(db, file);
    const [known] = await knownFiles(db, meant);
    if (!known) throw new TypeError(`Cannot read "${meant}" any more: it is gone`);
    const { limit } = options;
    const alike = await db.alike(meant, query, {
      by,
      codes: true,
      ...(limit !== undefined && { limit }),
    });
    for (const note of alike.notes) process.stderr.write(`${note}\n`);
    if (alike.rows.length > 0) {
      const lines = print(alike, known.fields, hasColor(options.color, process.stdout));
      process.stdout.write(`${lines.join("\n")}\n`);
    }
    if (form === "table") {
      const same = alike.same > 0 ? `; ${counted(alike.same, "file")} with exactly the same notes left out` : "";
      process.stderr.write(
        `${alike.rows.length === 0 ? "Nothing found" : counted(alike.rows.length, "file")}${same}\n`,
      );
    }
    return alike.rows.length > 0 ? exits.found : exits.nothing;
  });
}

const printers: Readonly<Record<string, Print>> = {
  paths: ({ rows }) => rows.map(({ path }) => path),
  json: (alike, known) => alikeRows(alike, known).map((row) => jsonLine(row)),
  table: (alike, known, isColored) => alikeTable(alike, known, { isColored, width: tableWidth(), told: shortPath }),
};
