/** Commands that ask a catalogue. */
import { Option } from "@commander-js/extra-typings";
import { levels } from "../../../dsl/check/reference.ts";
import { shells } from "../completion/scripts.ts";
import { allFields, color, fieldsOption, json, output, plugin, positive, set, spreadsheet } from "../options.ts";
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function askingCommands({ program, db, ended }: Shared): void {
  program
    .command("find")
    .description("answer a query; `midiq QUERY` is the same")
    .argument("[words...]", "the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(output)
    .addOption(json)
    .option("-f, --format <template>", "a line for each: '{bpm:.0f} {key} {name}', docs/organizing.md")
    .addOption(fieldsOption)
    .addOption(allFields)
    .addOption(new Option("--limit <n>", "at most so many rows").argParser(positive))
    .option("--after <cursor>", "go on where an earlier page ended")
    .option("--timings", "also say how long it took to parse the query and to the first row")
    .option("--evidence", "also say in which bars the patterns of the query were found")
    .option("-0, --null", "paths, each ended by a null byte instead of a line, for xargs -0")
    .option("-x, --exec <command>", "run a command for each file: {} is its path, {/} its name; no shell reads it")
    .option("-X, --exec-batch <command>", "run it once, with all paths")
    .addOption(color)
    .addOption(spreadsheet)
    .option("--strict", "refuse free text, and words that nothing in the catalogue has: for scripts")
    .action(async (query, options) => {
      ended(await (await import("../commands/find.ts")).find(query.join(" "), options));
    });
  program
    .command("dupes")
    .description("files that are the same bytes, notes or music, and which of them would be kept; nothing is deleted")
    .argument("[words...]", "only among what this query finds")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(
      new Option(
        "--level <level>",
        "the widest way of being the same that counts: music; with --set-aside notes, unless said",
      ).choices(levels),
    )
    .option("--keep <rule,rule>", "which file to keep: the first rule that tells two apart decides; docs/duplicates.md")
    .addOption(new Option("-o, --output <form>", "table, json, jsonl, or paths: those that would not be kept"))
    .option("-0, --null", "end each path with a null byte instead of a line, for xargs -0")
    .addOption(json)
    .addOption(new Option("--limit <n>", "at most so many clusters").argParser(positive))
    .option("--set-aside <folder>", "move those that would not be kept there: a plan, with --apply it is done")
    .option("--apply", "do what --set-aside plans; midiq undo takes it back")
    .action(async (query, options) => {
      ended(await (await import("../commands/dupes.ts")).dupes(query.join(" "), options));
    });
  program
    .command("complete")
    .description("what can stand at a cursor in a query: for shells, editors and pages")
    .argument("[words...]", "the query so far")
    .addOption(
      new Option("--shell <shell>", "the word is a whole command line up to the cursor, as a shell asks").choices(
        shells,
      ),
    )
    .addOption(new Option("--at <n>", "offset of the cursor; the end unless said").argParser(positive))
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (query, options) => {
      const { shell, ...others } = options;
      if (shell === undefined) ended(await (await import("../commands/complete.ts")).complete(query.join(" "), others));
      else
        ended(await (await import("../commands/completion.ts")).completeLine(shell, query.join(" "), program, others));
    });
  program
    .command("why")
    .description("which conditions of a query hold for one file, with values, sources and bars")
    .argument("<file>", "a path, a name that one file has, or 6 or more hex digits of a hash")
    .argument("[words...]", "the query")
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(json)
    .action(async (file, query, options) => {
      ended(await (await import("../commands/why.ts")).why(file, query.join(" "), options));
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
      ended(await (await import("../commands/save.ts")).save(name, query.join(" "), options));
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
      ended(await (await import("../commands/fields.ts")).fields(name, options));
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
      ended(await (await import("../commands/explain.ts")).explain(query.join(" "), options));
    });
}
