/** The command `midiq`: reads the words, loads the one command that is asked for, and turns failures into exits. */
import { Command, CommanderError, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { version } from "../version.ts";
import { arrange } from "./arguments.ts";
import { exits, explainFailure } from "./failure.ts";

const collect = (value: string, earlier: string[]): string[] => [...earlier, value];
const positive = (value: string): number => {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError("a whole number is wanted");
  return Number(value);
};

const db = new Option("--db <url>", "catalogue: a folder, or postgres://...; $MIDIQ_DB names another default").default(
  process.env["MIDIQ_DB"] || "./.midiq",
);
const plugin = new Option("--plugin <path>", "also use this plugin (a file, package or URL)")
  .argParser(collect)
  .default([] as string[]);
const output = new Option("-o, --output <form>", "form of the output").choices(["table", "json", "paths"] as const);
const archiveLimit = new Option("--archive-limit <name=n>", "another limit on archives, as in docs/sources.md")
  .argParser(collect)
  .default([] as string[]);
const fileLimit = new Option("--file-limit <name=n>", "another limit on each file, as in docs/diagnoses.md")
  .argParser(collect)
  .default([] as string[]);
const json = new Option("--json", "the same as -o json");
const to = new Option("--to <folder>", "folder to write to; nothing in it is overwritten").makeOptionMandatory();
const all = new Option("--all", "mark every file: a query without conditions is refused otherwise");
const dryRun = new Option("--dry-run", "change nothing, only say how many files would change");
const workers = new Option("--workers <n>", "threads that read and analyze, 0 to use this one").argParser(positive);

const firstSteps = `
First steps:
  midiq add ~/midi                         make a catalogue of a folder, in ./.midiq
  midiq "bpm 120..130 key in [C,G]"        ask it; midiq fields lists what you can ask for
  midiq show song.mid                      all that is known of one file
  midiq help query                         the query language on one page
`;

/** Runs the command with the words after its name, and returns the exit status. */
export async function main(words: readonly string[]): Promise<number> {
  let status: number = exits.found;
  const program = new Command("midiq")
    .description("A catalogue of MIDI files that answers musical questions.")
    .version(version)
    .addHelpText("after", firstSteps)
    .showHelpAfterError("(midiq --help shows what there is)")
    .exitOverride();

  program
    .command("add")
    .description("read files, folders and archives into the catalogue")
    .argument("<paths...>", "files, folders, archives, s3://bucket/prefix; - or -0 reads a list from stdin")
    .addOption(db)
    .addOption(plugin)
    .addOption(workers)
    .addOption(archiveLimit)
    .addOption(fileLimit)
    .addOption(json)
    .action(async (paths, options) => {
      status = await (await import("./commands/add.ts")).add(paths, options);
    });
  program
    .command("find")
    .description("answer a query; `midiq QUERY` is the same")
    .argument("[words...]", "the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(output)
    .addOption(json)
    .addOption(new Option("--limit <n>", "at most so many rows").argParser(positive))
    .option("--after <cursor>", "go on where an earlier page ended")
    .option("--timings", "also say how long it took to parse the query and to the first row")
    .option("--evidence", "also say in which bars the patterns of the query were found")
    .option("--strict", "refuse free text, and words that nothing in the catalogue has: for scripts")
    .action(async (query, options) => {
      status = await (await import("./commands/find.ts")).find(query.join(" "), options);
    });
  program
    .command("complete")
    .description("what can stand at a cursor in a query: for shells, editors and pages")
    .argument("[words...]", "the query so far")
    .addOption(new Option("--at <n>", "offset of the cursor; the end unless said").argParser(positive))
    .addOption(db)
    .addOption(plugin)
    .addOption(json)
    .action(async (query, options) => {
      status = await (await import("./commands/complete.ts")).complete(query.join(" "), options);
    });
  program
    .command("why")
    .description("which conditions of a query hold for one file, with values, sources and bars")
    .argument("<file>", "a path, or at least 6 hex digits of a hash")
    .argument("[words...]", "the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(json)
    .action(async (file, query, options) => {
      status = await (await import("./commands/why.ts")).why(file, query.join(" "), options);
    });
  program
    .command("save")
    .description("keep a query under a name: `@NAME` stands for it in other queries, `$word` in it is a parameter")
    .argument("[name]", "without a name the saved queries are listed; with a name only, it is shown")
    .argument("[words...]", "the query")
    .addOption(db)
    .option("--about <text>", "what it is for")
    .option("--remove", "forget it")
    .addOption(json)
    .action(async (name, query, options) => {
      status = await (await import("./commands/save.ts")).save(name, query.join(" "), options);
    });
  program
    .command("tag")
    .description("give files tags and take tags away by hand: midiq tag +house -demo QUERY")
    .argument("[words...]", "+TAG to give, -TAG to take away, then the query")
    .addOption(db)
    .addOption(plugin)
    .option("--clear", "forget what was said by hand of the named tags, or of all")
    .addOption(all)
    .addOption(dryRun)
    .addOption(json)
    .action(async (given, options) => {
      status = await (await import("./commands/tag.ts")).tag(given, options);
    });
  program
    .command("rate")
    .description("rate files, 1 to 5; 0 takes the rating away: midiq rate 4 QUERY")
    .argument("[words...]", "the rating, then the query")
    .addOption(db)
    .addOption(plugin)
    .option("--clear", "take ratings away: only the query follows")
    .addOption(all)
    .addOption(dryRun)
    .addOption(json)
    .action(async (given, options) => {
      status = await (await import("./commands/rate.ts")).rate(given, options);
    });
  program
    .command("show")
    .description("all that the catalogue knows of one file, by its path or the start of its hash")
    .argument("<file>", "a path, or at least 6 hex digits of a hash")
    .addOption(db)
    .addOption(plugin)
    .addOption(json)
    .action(async (file, options) => {
      status = await (await import("./commands/show.ts")).show(file, options);
    });
  program
    .command("fields")
    .description("the fields that a query may name")
    .argument("[name]", "only this field")
    .addOption(db)
    .addOption(plugin)
    .addOption(json)
    .action(async (name, options) => {
      status = await (await import("./commands/fields.ts")).fields(name, options);
    });
  program
    .command("explain")
    .description("how a query is read: its tree, conditions, SQL and plan")
    .argument("[words...]", "the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(json)
    .action(async (query, options) => {
      status = await (await import("./commands/explain.ts")).explain(query.join(" "), options);
    });
  program
    .command("analyze")
    .description("no catalogue: one JSON object a file with every field, on stdout")
    .argument("<paths...>", "files, folders, archives, s3://bucket/prefix; - or -0 reads a list from stdin")
    .addOption(plugin)
    .addOption(workers)
    .addOption(archiveLimit)
    .addOption(fileLimit)
    .addOption(json)
    .action(async (paths, options) => {
      status = await (await import("./commands/analyze.ts")).analyze(paths, options);
    });
  program
    .command("repair")
    .description("write a clean MIDI file of all that could be salvaged from each damaged one")
    .argument("<paths...>", "files, folders, archives")
    .addOption(to)
    .option("--all", "also copy the files that are sound")
    .addOption(json)
    .action(async (paths, options) => {
      status = await (await import("./commands/repair.ts")).repair(paths, options);
    });
  program
    .command("split")
    .description("write one MIDI file a track, or a channel, with all notes at their seconds")
    .argument("<path>", "a file; of a folder or an archive each file is split")
    .addOption(to)
    .addOption(new Option("--by <what>", "what becomes a file").choices(["track", "channel"] as const))
    .addOption(json)
    .action(async (path, options) => {
      status = await (await import("./commands/split.ts")).split(path, options);
    });

  if (words[0] === "help" && words[1] === "query") return (await import("./commands/help-query.ts")).helpQuery();
  const arranged = arrange(words);
  try {
    if (arranged.length === 0) program.outputHelp();
    else await program.parseAsync(arranged, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.found : exits.mistake;
    return explainFailure(error, process.stderr, arranged.slice(arranged.indexOf("--") + 1).join(" "));
  }
  return status;
}

if (import.meta.main) {
  // A reader that has seen enough (`midiq ... | head`) closes the pipe: that is success.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : exits.bug));
  const status = await main(process.argv.slice(2));
  process.exitCode = status;
  // A failed engine leaves threads behind that would keep the process. After a success all output goes out first.
  if (status === exits.mistake || status === exits.bug) process.exit();
}
