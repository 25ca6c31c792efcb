/** Options that several commands share. */
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { formNames } from "../forms/our-forms.ts";
import { type Shard, shardFrom } from "../sources/shard.ts";
import { Mistake } from "./failure.ts";
import { offering } from "./program/offered.ts";

const collect = (value: string, earlier: string[]): string[] => [...earlier, value];
/** Reads a whole number. */
export const positive = (value: string): number => {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError("expected a whole number");
  return Number(value);
};

const shardOf = (value: string): Shard => {
  const shard = shardFrom(value);
  if (!shard) throw new InvalidArgumentError("expected i/n with i from 0 to n - 1, such as 0/8");
  return shard;
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
    "catalogue: a folder, or postgres://...; midiq.config.ts or $MIDIQ_DB can set a default",
  ).default(url, shown);
};
export const plugin = new Option("--plugin <path>", "also use this plugin (a file, folder, package or URL)")
  .argParser(collect)
  .default([] as string[]);
export const set = new Option("--set <id.option=value>", "set an option of a plugin's analyzer, tagger, source or sink")
  .argParser(collect)
  .default([] as string[]);
export const output = offering(
  new Option("-o, --output <form>", `table, ${formNames.join(", ")}, or a form that a plugin provides`),
  ["table", ...formNames],
);
export const fieldsOption = new Option("--fields <a,b>", "show these fields instead of those in the query").conflicts(
  "allFields",
);
export const allFields = new Option("--all-fields", "show every stored field");
export const color = new Option(
  "--color <when>",
  "use colors: auto means on a terminal, unless NO_COLOR is set",
).choices(["auto", "always", "never"] as const);
export const spreadsheet = new Option(
  "--spreadsheet",
  "csv and tsv: put ' before text that a spreadsheet would run as a formula",
);
export const archiveLimit = new Option("--archive-limit <name=n>", "change a limit on archives; see docs/sources.md")
  .argParser(collect)
  .default([] as string[]);
export const fileLimit = new Option("--file-limit <name=n>", "change a limit on each file; see docs/diagnoses.md")
  .argParser(collect)
  .default([] as string[]);
export const json = new Option("--json", "print the result as JSON");
export const all = new Option("--all", "change every file; without it, a query without conditions is refused");
export const dryRun = new Option("--dry-run", "change nothing; only show how many files would change");
export const memory = new Option(
  "--memory <megabytes>",
  "maximum memory in megabytes: of the run or, with --isolate, of each plugin process",
).argParser(positive);
export const location = new Option(
  "--location <name=path>",
  "give a shared folder (a NAS, a container volume) one name on all machines",
)
  .argParser(collect)
  .default([] as string[]);
export const shard = new Option("--shard <i/n>", "add only part i of n, from 0; see docs/workers.md").argParser(
  shardOf,
);
export const noSync = new Option(
  "--no-sync",
  "do not wait for the disk: faster, but a power loss may damage the catalogue",
);
export const retry = new Option("--retry [analyzers]", "try failed analyzers again: all, or only a,b");
export const isolateOption = new Option(
  "--isolate <how>",
  "run plugins in a process of their own, so that a crash of native code does not end the run",
).choices(["process"] as const);
export const profile = new Option("--profile", "show at the end where the time went, by stage and analyzer");
export const folder = new Option("--folder <folder>", "folder for a new plugin").default(".");
export const apply = new Option("--apply", "do it; without it, midiq only shows what would be removed");
export const to = new Option("--to <folder>", "target folder; nothing in it is overwritten").makeOptionMandatory();
/** `--workers`; $MIDIQ_WORKERS and the configuration name other defaults. @throws Mistake where the first is no number. */
export const workersOption = (configured: number | undefined) => {
  const option = new Option(
    "--workers <n>",
    "number of threads that read and analyze; 0 uses the main thread",
  ).argParser(positive);
  const environment = process.env["MIDIQ_WORKERS"];
  if (!environment) return configured === undefined ? option : option.default(configured);
  if (/^\d+$/.test(environment)) return option.default(Number(environment));
  throw new Mistake(`Cannot use $MIDIQ_WORKERS: expected a whole number, but it is "${environment}"`);
};
