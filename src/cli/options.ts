/** Options that several commands share. */
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { formNames } from "../forms/our-forms.ts";
import { Mistake } from "./failure.ts";

const collect = (value: string, earlier: string[]): string[] => [...earlier, value];
/** Reads a whole number. */
export const positive = (value: string): number => {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(value);
};

/** The catalogue that is used where none is named. */
export const defaultDb = (configured: string | undefined): string =>
  process.env["MIDIQ_DB"] || configured || "./.midiq";

/** `--db`; the configuration of the folder and $MIDIQ_DB name other defaults. */
export const dbOption = (configured: string | undefined) => {
  const environment = process.env["MIDIQ_DB"];
  const url = defaultDb(configured);
  // The URL of a server may hold a password, which help does not show.
  const shown = url.includes("://") ? `the server of ${environment ? "$MIDIQ_DB" : "midiq.config.ts"}` : undefined;
  return new Option(
    "--db <url>",
    "catalogue: a folder, or postgres://...; midiq.config.ts or $MIDIQ_DB names a default",
  ).default(url, shown);
};
export const plugin = new Option("--plugin <path>", "also use this plugin (a file, folder, package or URL)")
  .argParser(collect)
  .default([] as string[]);
export const set = new Option("--set <id.option=value>", "an option of something that a plugin provides")
  .argParser(collect)
  .default([] as string[]);
export const output = new Option(
  "-o, --output <form>",
  `table, ${formNames.join(", ")}, or a form that a plugin provides`,
);
export const fieldsOption = new Option(
  "--fields <a,b>",
  "these fields instead of those that the query shows",
).conflicts("allFields");
export const allFields = new Option("--all-fields", "every field that is stored");
export const color = new Option("--color <when>", "colours: auto is on a terminal, where NO_COLOR is not set").choices([
  "auto",
  "always",
  "never",
] as const);
export const spreadsheet = new Option(
  "--spreadsheet",
  "csv and tsv: put ' before a text that a spreadsheet would run as a formula",
);
export const archiveLimit = new Option("--archive-limit <name=n>", "another limit on archives, as in docs/sources.md")
  .argParser(collect)
  .default([] as string[]);
export const fileLimit = new Option("--file-limit <name=n>", "another limit on each file, as in docs/diagnoses.md")
  .argParser(collect)
  .default([] as string[]);
export const json = new Option("--json", "the same as -o json");
export const all = new Option("--all", "mark every file: a query without conditions is refused otherwise");
export const dryRun = new Option("--dry-run", "change nothing, only say how many files would change");
export const memory = new Option(
  "--memory <megabytes>",
  "memory that the run may take; of isolated plugins, each process",
).argParser(positive);
export const location = new Option(
  "--location <name=path>",
  "a folder that machines share, under one name for all of them: a NAS, a volume of a container",
)
  .argParser(collect)
  .default([] as string[]);
export const noSync = new Option(
  "--no-sync",
  "do not wait for the disk: for loads that can be repeated; a power loss may damage the catalogue",
);
export const retry = new Option("--retry [analyzers]", "try failures of this version again: all, or those of a,b");
export const isolateOption = new Option(
  "--isolate <how>",
  "run plugins in a process of their own, beside each worker: for native code",
).choices(["process"] as const);
export const profile = new Option("--profile", "at the end, say where the time went: by stage and analyzer");
export const folder = new Option("--folder <folder>", "where a new plugin is written").default(".");
export const apply = new Option("--apply", "do it: without it, it is only said what would be dropped");
export const to = new Option("--to <folder>", "folder to write to; nothing in it is overwritten").makeOptionMandatory();
/** `--workers`; $MIDIQ_WORKERS and the configuration name other defaults. @throws Mistake where the first is no number. */
export const workersOption = (configured: number | undefined) => {
  const option = new Option("--workers <n>", "threads that read and analyze, 0 to use this one").argParser(positive);
  const environment = process.env["MIDIQ_WORKERS"];
  if (!environment) return configured === undefined ? option : option.default(configured);
  if (/^\d+$/.test(environment)) return option.default(Number(environment));
  throw new Mistake(`Cannot use $MIDIQ_WORKERS: a whole number is wanted, and it is "${environment}"`);
};
