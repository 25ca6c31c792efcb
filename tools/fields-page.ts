/** docs/fields.md: every field as the registry has it, with what was measured of it over the corpus, where it was. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Plugin } from "../mod.ts";
import { createRegistry, type Field } from "../src/plugin/mod.ts";

const page = new URL("../docs/fields.md", import.meta.url);
const readme = new URL("../README.md", import.meta.url);
const table = new URL("../docs/fields-measured.tsv", import.meta.url);

/** What was measured of one field. */
export interface Measured {
  /** Percentage of the files that have a value, rounded. */
  readonly percent: string;
  /** 1st and 99th percentile of numbers, as text; empty for other kinds. */
  readonly range: string;
}

/** What was measured over some files. */
export interface Measurements {
  readonly files: number;
  readonly of: ReadonlyMap<string, Measured>;
}

const titles = (files: number | string): string => `field\t% of ${files} files with a value\trange (1-99 %)`;

/** What the checked-in table holds. */
export function readMeasurements(): Measurements {
  const [title = "", ...rows] = readFileSync(table, "utf8").trimEnd().split("\n");
  const cells = rows.map((row) => row.split("\t") as [field: string, percent: string, range: string]);
  const [files = "0"] = /\d+/.exec(title) ?? [];
  return { files: Number(files), of: new Map(cells.map(([field, percent, range]) => [field, { percent, range }])) };
}

/** Writes the table anew. */
export function writeMeasurements({ files, of }: Measurements): void {
  const rows = [...of].map(([field, { percent, range }]) => `${field}\t${percent}\t${range}`);
  writeFileSync(table, `${[titles(files), ...rows].join("\n")}\n`);
}

/** What README says of the number of fields. */
export function fieldCount(plugins: readonly Plugin[]): string {
  const { fields, scopes } = createRegistry(plugins);
  return `${fields.length} fields of a song and ${scopes.track.length + scopes.section.length} of its tracks and sections`;
}

/** Writes the page anew, and the number of fields in README. */
export function writePage(plugins: readonly Plugin[]): void {
  writeFileSync(page, fieldsPage(plugins, readMeasurements()));
  const text = readFileSync(readme, "utf8");
  writeFileSync(readme, text.replace(/\d+ fields of a song and \d+ of its tracks and sections/, fieldCount(plugins)));
}

const head = "| field | kind | unit | what | has a value | range (1-99 %) |";

/** What the registry says of a field, as the first cells of its row. */
const rowOf = (field: Field): string =>
  [
    `\`${field.name}\`${field.aliases.length > 0 ? ` (${field.aliases.map((alias) => `\`${alias}\``).join(", ")})` : ""}`,
    field.kind,
    field.unit,
    field.description + (field.choices.length > 0 ? `: ${listed(field.choices)}` : ""),
  ]
    .map((cell) => cell.replaceAll("|", "\\|"))
    .join(" | ");

/** The page, grouped by who computes the fields. */
export function fieldsPage(plugins: readonly Plugin[], { files, of }: Measurements): string {
  const { fields, analyzers } = createRegistry(plugins);
  const owners = Map.groupBy(fields, ({ owner }) => owner);
  const sections = [...owners].map(([owner, own]) => {
    const analyzer = analyzers.find((registered) => registered.analyzer.id === owner)?.analyzer;
    const about = analyzer
      ? `${analyzer.description}; version ${analyzer.version}`
      : "what the catalogue knows of a file";
    const rows = own.map((field) => {
      const { percent, range } = of.get(field.name) ?? { percent: "", range: "" };
      return `| ${rowOf(field)} | ${percent && `${percent} %`} | ${range} |`;
    });
    return [
      `## ${owner}`,
      "",
      `${about[0]!.toUpperCase()}${about.slice(1)}.`,
      "",
      head,
      `|${"---|".repeat(6)}`,
      ...rows,
    ].join("\n");
  });
  return `${[
    "# Fields",
    `Every field that a query can name, by the analyzer that computes it. \`bun run fields\` writes this page from the registry. Its last two
columns are measured over ${files.toLocaleString("en")} files of the corpus (\`bun run eval fields --write\`).

An estimated field \`x\` also has:

- \`x.src\`: where the value comes from (event, default, filename, detected, manual)
- \`x.by\` and \`x.at\`: which analyzer computed it, and when
- \`x.conf\`: the share of such values that are right; see [accuracy](accuracy.md)

A field is unknown if a file gives no evidence for it. It is never guessed.`,
    ...sections,
  ].join("\n\n")}\n`;
}

/** Words of a short list; of a long one the first, since nobody reads 170 instruments. */
function listed(choices: readonly string[]): string {
  const most = 24;
  return choices.length <= most ? choices.join(", ") : `${choices.slice(0, 8).join(", ")} ... (${choices.length})`;
}
