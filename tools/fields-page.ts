/** docs/fields.md: every field as the registry has it, with what a corpus measured of it. */
import { createRegistry, type Field, type Plugin } from "../mod.ts";

/** What was measured of one field. */
export interface Measured {
  /** Share of the files that have a value. */
  readonly share: number;
  /** 1st and 99th percentile of numbers, as text; empty for other kinds. */
  readonly range: string;
}

const head = "| field | kind | unit | what | has a value | range (1-99 %) |";

/** What the registry says of a field, as the first cells of its row. */
export const rowOf = (field: Field): string =>
  [
    `\`${field.name}\`${field.aliases.length > 0 ? ` (${field.aliases.map((alias) => `\`${alias}\``).join(", ")})` : ""}`,
    field.kind,
    field.unit,
    field.description + (field.choices.length > 0 ? `: ${listed(field.choices)}` : ""),
  ]
    .map((cell) => cell.replaceAll("|", "\\|"))
    .join(" | ");

/** The page, grouped by who computes the fields. */
export function fieldsPage(plugins: readonly Plugin[], measured: ReadonlyMap<string, Measured>, files: number): string {
  const { fields, analyzers } = createRegistry(plugins);
  const owners = Map.groupBy(fields, ({ owner }) => owner);
  const sections = [...owners].map(([owner, own]) => {
    const analyzer = analyzers.find((registered) => registered.analyzer.id === owner)?.analyzer;
    const about = analyzer
      ? `${analyzer.description}; version ${analyzer.version}`
      : "what the catalogue knows of a file";
    const rows = own.map((field) => {
      const { share, range } = measured.get(field.name) ?? { share: undefined, range: "" };
      return `| ${rowOf(field)} | ${share === undefined ? "" : `${(100 * share).toFixed(0)} %`} | ${range} |`;
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
    `Every field that a query may name, by the analyzer that computes it. Written by \`bun run eval fields --write\` from the
registry and measured over ${files.toLocaleString("en")} files of the corpus; the test \`test/fields.test.ts\` says when it is stale. An
estimated field \`x\` has \`x.src\` (event, default, filename, detected, manual), \`x.by\` and \`x.at\` (which analyzer gave it, and
when), and \`x.conf\`, the share of such values that are right: see [accuracy](accuracy.md). A field is unknown where a file gives no ground for it, never guessed.`,
    ...sections,
  ].join("\n\n")}\n`;
}

/** Words of a short list; of a long one the first, since nobody reads 170 instruments. */
function listed(choices: readonly string[]): string {
  const most = 24;
  return choices.length <= most ? choices.join(", ") : `${choices.slice(0, 8).join(", ")} ... (${choices.length})`;
}
