/** midiq like: what is most like a file, and in what. */
import { facetWords } from "../../../dsl/mod.ts";
import type { Alike, AlikeAnswer } from "../../catalogue/asking/alike.ts";
import { likenessWords } from "../../pages/alike-words.ts";
import { describeValue } from "../../plugin/describe.ts";
import { kindOf } from "../../plugin/kinds.ts";
import type { Value } from "../../plugin/value.ts";
import { knownFiles } from "../../reach/known-files.ts";
import { meantFile } from "../../reach/meant-file.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { shortPath } from "../../text/short-path.ts";
import { table } from "../../text/table.ts";
import { bold, type ColorWhen, dim, foldersDim, hasColor, paintOf } from "../color.ts";
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

type Known = Readonly<Record<string, unknown>>;
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
  json: ({ rows, fields }, known) =>
    rows.map((row) =>
      jsonLine({
        path: row.path,
        likeness: rounded(row.likeness),
        facets: Object.fromEntries(Object.entries(row.facets).map(([name, own]) => [name, rounded(own)])),
        why: likenessWords(row, known),
        ...Object.fromEntries(fields.map((field) => [field.name, describeValue(row.values[field.name], field)])),
        copies: row.copies,
        hash: row.hash,
      }),
    ),
  table: ({ rows, fields }, known, isColored) =>
    table(
      [
        { heading: "like", numeric: true, ...(isColored && { paint: bold }) },
        ...fields.map(({ name, kind }) => ({
          heading: name,
          numeric: kindOf(kind).comparison === "ordered",
          ...(isColored && { paint: paintOf(kind) }),
        })),
        { heading: "because", numeric: false, ...(isColored && { paint: dim }) },
        { heading: "path", numeric: false, isPath: true, ...(isColored && { paint: foldersDim }) },
      ],
      rows.map((row) => [
        `${Math.floor(row.likeness * 100)} %`,
        ...fields.map(({ name, kind }) => cellOf(row.values[name], kindOf(kind).format)),
        becauseOf(row, known),
        shortPath(row.path),
      ]),
      tableWidth(),
      isColored ? { paintHeading: bold } : {},
    ),
};

/** Words that a table has room for. */
const mostWords = 3;
/** A loop of more chords is told with its first. */
const longestWord = 24;

const becauseOf = (row: AlikeAnswer, known: Known): string =>
  likenessWords(row, known)
    .slice(0, mostWords)
    .map((word) => (word.length > longestWord ? `${word.slice(0, longestWord - 1)}…` : word))
    .join(", ");

const rounded = (likeness: number): number => Number(likeness.toFixed(4));

function cellOf(value: unknown, format: (value: Value) => string): string {
  if (value === null || value === undefined) return "-";
  return Array.isArray(value) ? value.map((one) => format(one)).join(", ") : format(value as Value);
}
