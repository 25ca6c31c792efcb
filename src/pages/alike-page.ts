/** What is most like a file: as rows for programs, and as a table that says in a few words why. */
import type { Alike, AlikeAnswer } from "../catalogue/asking/alike.ts";
import { describeValue } from "../plugin/describe.ts";
import { kindOf } from "../plugin/kinds.ts";
import type { Value } from "../plugin/value.ts";
import { plain } from "../text/plain.ts";
import { table } from "../text/table.ts";
import { likenessWords } from "./alike-words.ts";
import { bold, dim, foldersDim, paintOf } from "./paint.ts";

/** What the file is known for: its fields, as `db.show` and `knownFiles` tell them. */
export type Known = Readonly<Record<string, unknown>>;

/** How the table is shown. */
export interface AlikeLook {
  readonly isColored?: boolean;
  /** Columns of the page; no limit unless said. */
  readonly width?: number;
  /** Paths as the table tells them; whole unless said. */
  readonly told?: (path: string) => string;
}

/**
 * The rows as plain data: path, likeness from 0 to 1, that of each facet, why in words, and the fields that were asked for.
 *
 * @param alike with values as they are stored (`codes`).
 * @example
 * const [known] = await knownFiles(db, "song.mid");
 * const alike = await db.alike("song.mid", "has_drums", { codes: true });
 * for (const row of alikeRows(alike, known?.fields ?? {})) console.log(JSON.stringify(row));
 */
export const alikeRows = ({ rows, fields }: Alike, known: Known): readonly Readonly<Record<string, unknown>>[] =>
  rows.map((row) => ({
    path: row.path,
    likeness: rounded(row.likeness),
    facets: Object.fromEntries(Object.entries(row.facets).map(([name, own]) => [name, rounded(own)])),
    why: likenessWords(row, known),
    ...Object.fromEntries(fields.map((field) => [field.name, describeValue(row.values[field.name], field)])),
    copies: row.copies,
    hash: row.hash,
  }));

/** The lines of a table, the heading first. @param alike with values as they are stored (`codes`). */
export const alikeTable = (
  { rows, fields }: Alike,
  known: Known,
  { isColored = false, width = Number.POSITIVE_INFINITY, told = plain }: AlikeLook = {},
): readonly string[] =>
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
      told(row.path),
    ]),
    width,
    isColored ? { paintHeading: bold } : {},
  );

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
