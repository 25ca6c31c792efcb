/** The subcommands, each loaded when it is asked for. */
import { Command, Option } from "@commander-js/extra-typings";
import type { LoadedConfig } from "../plugin/config.ts";
import { version } from "../version.ts";
import {
  all,
  apply,
  archiveLimit,
  dbOption,
  dryRun,
  fileLimit,
  folder,
  isolateOption,
  json,
  memory,
  output,
  plugin,
  positive,
  retry,
  set,
  to,
  workersOption,
} from "./options.ts";

const firstSteps = `
First steps:
  midiq add ~/midi                         make a catalogue of a folder, in ./.midiq
  midiq "bpm 120..130 key in [C,G]"        ask it; midiq fields lists what you can ask for
  midiq show song.mid                      all that is known of one file
  midiq help query                         the query language on one page
`;

/**
 * Builds the command line.
 *
 * @param ended told the exit status of the subcommand that ran.
 */
export function buildProgram(config: LoadedConfig | undefined, ended: (status: number) => void): Command {
  const db = dbOption(config?.db);
  const workers = workersOption(config?.workers);
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
    .addOption(set)
    .addOption(isolateOption)
    .addOption(memory)
    .addOption(workers)
    .addOption(archiveLimit)
    .addOption(fileLimit)
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("./commands/add.ts")).add(paths, options));
    });
  program
    .command("find")
    .description("answer a query; `midiq QUERY` is the same")
    .argument("[words...]", "the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(output)
    .addOption(json)
    .addOption(new Option("--limit <n>", "at most so many rows").argParser(positive))
    .option("--after <cursor>", "go on where an earlier page ended")
    .option("--timings", "also say how long it took to parse the query and to the first row")
    .option("--evidence", "also say in which bars the patterns of the query were found")
    .option("--strict", "refuse free text, and words that nothing in the catalogue has: for scripts")
    .action(async (query, options) => {
      ended(await (await import("./commands/find.ts")).find(query.join(" "), options));
    });
  program
    .command("complete")
    .description("what can stand at a cursor in a query: for shells, editors and pages")
    .argument("[words...]", "the query so far")
    .addOption(new Option("--at <n>", "offset of the cursor; the end unless said").argParser(positive))
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (query, options) => {
      ended(await (await import("./commands/complete.ts")).complete(query.join(" "), options));
    });
  program
    .command("why")
    .description("which conditions of a query hold for one file, with values, sources and bars")
    .argument("<file>", "a path, or at least 6 hex digits of a hash")
    .argument("[words...]", "the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (file, query, options) => {
      ended(await (await import("./commands/why.ts")).why(file, query.join(" "), options));
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
      ended(await (await import("./commands/save.ts")).save(name, query.join(" "), options));
    });
  program
    .command("plan")
    .description("what has to be computed again since plugins, versions or options changed, and how long it takes")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(retry)
    .addOption(workers)
    .addOption(json)
    .action(async (options) => {
      ended(await (await import("./commands/plan.ts")).plan(options));
    });
  program
    .command("run")
    .description("compute it: only what is stale, from where the files lie; stopped, it goes on where it was")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(isolateOption)
    .addOption(memory)
    .addOption(retry)
    .addOption(workers)
    .addOption(fileLimit)
    .addOption(json)
    .action(async (options) => {
      ended(await (await import("./commands/run.ts")).run(options));
    });
  program
    .command("tag")
    .description("give files tags and take tags away by hand: midiq tag +house -demo QUERY")
    .argument("[words...]", "+TAG to give, -TAG to take away, then the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--clear", "forget what was said by hand of the named tags, or of all")
    .addOption(all)
    .addOption(dryRun)
    .addOption(json)
    .action(async (given, options) => {
      ended(await (await import("./commands/tag.ts")).tag(given, options));
    });
  program
    .command("rate")
    .description("rate files, 1 to 5; 0 takes the rating away: midiq rate 4 QUERY")
    .argument("[words...]", "the rating, then the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .option("--clear", "take ratings away: only the query follows")
    .addOption(all)
    .addOption(dryRun)
    .addOption(json)
    .action(async (given, options) => {
      ended(await (await import("./commands/rate.ts")).rate(given, options));
    });
  program
    .command("show")
    .description("all that the catalogue knows of one file, by its path or the start of its hash")
    .argument("<file>", "a path, or at least 6 hex digits of a hash")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (file, options) => {
      ended(await (await import("./commands/show.ts")).show(file, options));
    });
  program
    .command("fields")
    .description("the fields that a query may name")
    .argument("[name]", "only this field, or those of this analyzer")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (name, options) => {
      ended(await (await import("./commands/fields.ts")).fields(name, options));
    });
  program
    .command("explain")
    .description("how a query is read: its tree, conditions, SQL and plan")
    .argument("[words...]", "the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (query, options) => {
      ended(await (await import("./commands/explain.ts")).explain(query.join(" "), options));
    });
  program
    .command("analyze")
    .description("no catalogue: one JSON object a file with every field, on stdout")
    .argument("<paths...>", "files, folders, archives, s3://bucket/prefix; - or -0 reads a list from stdin")
    .addOption(plugin)
    .addOption(set)
    .addOption(isolateOption)
    .addOption(memory)
    .addOption(workers)
    .addOption(archiveLimit)
    .addOption(fileLimit)
    .addOption(new Option("--sink <address>", "write to a sink of a plugin instead: jsonl:out.jsonl"))
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("./commands/analyze.ts")).analyze(paths, options));
    });
  program
    .command("plugins")
    .description("new NAME writes one, list, test PATH checks one, purge NAME forgets one with its fields and tags")
    .argument("<what>", "new, list, test or purge")
    .argument("[words...]", "a name, or a path and files to test it with")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(folder)
    .addOption(apply)
    .addOption(json)
    .action(async (what, words, options) => {
      ended(await (await import("./commands/plugins.ts")).plugins(what, words, options));
    });
  program
    .command("repair")
    .description("write a clean MIDI file of all that could be salvaged from each damaged one")
    .argument("<paths...>", "files, folders, archives")
    .addOption(to)
    .option("--all", "also copy the files that are sound")
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("./commands/repair.ts")).repair(paths, options));
    });
  program
    .command("split")
    .description("write one MIDI file a track, or a channel, with all notes at their seconds")
    .argument("<path>", "a file; of a folder or an archive each file is split")
    .addOption(to)
    .addOption(new Option("--by <what>", "what becomes a file").choices(["track", "channel"] as const))
    .addOption(json)
    .action(async (path, options) => {
      ended(await (await import("./commands/split.ts")).split(path, options));
    });

  return program;
}
