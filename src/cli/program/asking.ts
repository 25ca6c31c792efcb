/** Commands that ask a catalogue. */
import { Option } from "@commander-js/extra-typings";
import { levels } from "../../../dsl/check/reference.ts";
import { allFields, color, fieldsOption, json, output, plugin, positive, set, spreadsheet } from "../options.ts";
import type { CommandGroup } from "./group.ts";
import { either, offering } from "./offered.ts";

const aspects = ["harmony", "groove", "melody", "instruments"];
const likeForms = ["table", "json", "paths"];
const dupesForms = ["table", "json", "jsonl", "paths"];

/** In the order of the overview. */
export const asking: CommandGroup = {
  heading: "Ask",
  commands: [
    {
      name: "find",
      summary: "find files by a query; midiq QUERY does the same",
      declare: (command, { db, ended }) =>
        command
          .description("find files by a query; `midiq QUERY` does the same")
          .argument("[words...]", "the query")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(output)
          .addOption(json)
          .option(
            "-f, --format <template>",
            "print a line for each file: '{bpm:.0f} {key} {name}'; see docs/organizing.md",
          )
          .addOption(fieldsOption)
          .addOption(allFields)
          .addOption(new Option("--limit <n>", "maximum number of rows").argParser(positive))
          .option("--after <cursor>", "continue after the cursor that an earlier page printed")
          .option("--timings", "also show the time taken to parse the query and to find the first row")
          .option("--evidence", "also show the bars where the chords, melodies and rhythms of the query are")
          .option("-0, --null", "print paths that end in a null byte instead of a line break, for xargs -0")
          .option("-x, --exec <command>", "run a command for each file, without a shell: {} is its path, {/} its name")
          .option("-X, --exec-batch <command>", "run a command once, with all paths")
          .addOption(color)
          .addOption(spreadsheet)
          .option("--strict", "refuse free text, and words that no file has; for scripts")
          .action(async (query, options) => {
            ended(await (await import("../commands/find.ts")).find(query.join(" "), options));
          }),
    },
    {
      name: "like",
      summary: "find the files most similar to a file, and show why",
      declare: (command, { db, ended }) =>
        command
          .description("find the files most similar to a file, which need not be in the catalogue, and show why")
          .argument("<file>", "a path, a name that only one file has, or at least 6 hex digits of a hash")
          .argument("[words...]", "only among the files that this query finds")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(
            offering(
              new Option("--by <aspect>", `compare only ${either(aspects)} (default: the mean of all)`),
              aspects,
            ),
          )
          .addOption(offering(new Option("-o, --output <form>", either(likeForms)), likeForms))
          .addOption(json)
          .addOption(new Option("--limit <n>", "maximum number of files (default: 20)").argParser(positive))
          .addOption(color)
          .action(async (file, query, options) => {
            ended(await (await import("../commands/like.ts")).like(file, query.join(" "), options));
          }),
    },
    {
      name: "dupes",
      summary: "find files with the same bytes, notes or music",
      // `dupes 2..`, `dupes above 2` and `dupes ~ 3` ask for a number of copies.
      follows: /^(?!\d|\.\.|[<>=!~]|(?:above|below|over|under|at|more|less|between|in|is|not|or|and)$)/i,
      declare: (command, { db, ended }) =>
        command
          .description("find files with the same bytes, notes or music, and show which one to keep; deletes nothing")
          .argument("[words...]", "only among the files that this query finds")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(
            new Option(
              "--level <level>",
              "loosest kind of sameness to accept (default: music; notes with --set-aside)",
            ).choices(levels),
          )
          .option(
            "--keep <rule,rule>",
            "rules for choosing the file to keep, the most important first; see docs/duplicates.md",
          )
          .addOption(
            offering(
              new Option("-o, --output <form>", `${either(dupesForms)}; paths prints the files that would not be kept`),
              dupesForms,
            ),
          )
          .option("-0, --null", "end each path with a null byte instead of a line break, for xargs -0")
          .addOption(json)
          .addOption(new Option("--limit <n>", "maximum number of clusters").argParser(positive))
          .option(
            "--set-aside <folder>",
            "plan to move the files that would not be kept into this folder; --apply does it",
          )
          .option("--apply", "carry out the plan of --set-aside; midiq undo reverts it")
          .action(async (query, options) => {
            ended(await (await import("../commands/dupes.ts")).dupes(query.join(" "), options));
          }),
    },
    {
      name: "why",
      summary: "show which conditions of a query a file meets, and why",
      declare: (command, { db, ended }) =>
        command
          .description("show which conditions of a query a file meets, with values, sources and bars")
          .argument("<file>", "a path, a name that only one file has, or at least 6 hex digits of a hash")
          .argument("[words...]", "the query")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (file, query, options) => {
            ended(await (await import("../commands/why.ts")).why(file, query.join(" "), options));
          }),
    },
    {
      name: "explain",
      summary: "show how midiq reads a query: in words, as SQL, with counts",
      declare: (command, { db, ended }) =>
        command
          .description("show how midiq reads a query: its tree, conditions, SQL and query plan")
          .argument("[words...]", "the query")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (query, options) => {
            ended(await (await import("../commands/explain.ts")).explain(query.join(" "), options));
          }),
    },
    {
      name: "save",
      summary: "save a query under a name, to use it as @NAME",
      declare: (command, { db, ended }) =>
        command
          .description("save a query under a name: use it as `@NAME` in other queries; `$word` in it is a parameter")
          .argument("[name]", "the name; alone it shows that query, and without a name all saved queries are listed")
          .argument("[words...]", "the query")
          .addOption(db)
          .option("--about <text>", "a note on what the query is for")
          .option("--remove", "delete the saved query")
          .addOption(json)
          .action(async (name, query, options) => {
            ended(await (await import("../commands/save.ts")).save(name, query.join(" "), options));
          }),
    },
    {
      name: "fields",
      summary: "list the fields that a query can use",
      declare: (command, { db, ended }) =>
        command
          .description("list the fields that a query can use")
          .argument("[name]", "only this field, or the fields of this analyzer")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (name, options) => {
            ended(await (await import("../commands/fields.ts")).fields(name, options));
          }),
    },
  ],
};
