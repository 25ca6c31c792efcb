/** Commands that look after a catalogue, its plugins and its settings. */
import { Argument, Option } from "@commander-js/extra-typings";
import { shells } from "../completion/scripts.ts";
import {
  apply,
  color,
  fileLimit,
  folder,
  isolateOption,
  json,
  location,
  memory,
  noSync,
  plugin,
  positive,
  profile,
  retry,
  set,
} from "../options.ts";
import type { CommandGroup } from "./group.ts";
import { either, offering } from "./offered.ts";

const pluginWords = ["new", "list", "test", "purge"];
const trustWords = ["trust", "untrust", "list"] as const;

/** In the order of the overview. */
export const maintaining: CommandGroup = {
  heading: "Maintain the catalogue",
  commands: [
    {
      name: "doctor",
      summary: "show what is wrong, and how to fix it",
      declare: (command, { db, ended }) =>
        command
          .description("check the machine, plugins, catalogue, values and files, and show how to fix problems")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .option("--fix <folder>", "write clean copies of damaged files to this folder; the originals stay unchanged")
          .addOption(color)
          .addOption(json)
          .action(async (options) => {
            ended(await (await import("../commands/doctor.ts")).doctor(options));
          }),
    },
    {
      name: "plan",
      summary: "show which values are out of date after a new version, plugin or option",
      declare: (command, { db, workers, ended }) =>
        command
          .description(
            "show which values are out of date after a change of plugins, versions or options, and how long a run would take",
          )
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(retry)
          .addOption(workers)
          .addOption(json)
          .action(async (options) => {
            ended(await (await import("../commands/plan.ts")).plan(options));
          }),
    },
    {
      name: "run",
      summary: "compute out-of-date values again",
      declare: (command, { db, workers, ended }) =>
        command
          .description("compute out-of-date values again, from the files; a stopped run continues where it stopped")
          .addOption(db)
          .addOption(plugin)
          .addOption(location)
          .addOption(set)
          .addOption(isolateOption)
          .addOption(memory)
          .addOption(retry)
          .addOption(workers)
          .addOption(fileLimit)
          .addOption(profile)
          .addOption(noSync)
          .addOption(json)
          .action(async (options) => {
            ended(await (await import("../commands/run.ts")).run(options));
          }),
    },
    {
      name: "db",
      summary: "check the database, repair it, and show its sizes and settings",
      declare: (command, { db, ended }) =>
        command
          .description("check the catalogue, show its sizes, or suggest server settings; only --fix changes anything")
          .addArgument(
            new Argument("<what>", "check the tables, show their sizes, or suggest settings for a server").choices([
              "tune",
              "size",
              "check",
            ] as const),
          )
          .addOption(db)
          .addOption(
            new Option("--memory <megabytes>", "with tune: memory of the server's machine, in megabytes").argParser(
              positive,
            ),
          )
          .option("--fix", "with check: repair what is found, and finish what a stopped run left")
          .addOption(json)
          .action(async (what, options) => {
            ended(await (await import("../commands/db.ts")).lookAfter(what, options));
          }),
    },
    {
      name: "import",
      summary: "read a catalogue from a file that export --catalogue wrote",
      declare: (command, { db, ended }) =>
        command
          .description(
            "read a file of `midiq export --catalogue` into a new catalogue, or with --merge into an existing one",
          )
          .argument("<file>", "a file that midiq export --catalogue wrote")
          .addOption(db)
          .option("--merge", "add what is missing; existing rows, tags and ratings stay")
          .addOption(noSync)
          .addOption(json)
          .action(async (file, options) => {
            ended(await (await import("../commands/import.ts")).importAll(file, options));
          }),
    },
    {
      name: "merge",
      summary: "bring catalogues of other machines into this one, each file once",
      declare: (command, { db, ended }) =>
        command
          .description("read files of `midiq export --catalogue` into one catalogue; what came in before is skipped")
          .argument("<files...>", "files that midiq export --catalogue wrote")
          .addOption(db)
          .addOption(noSync)
          .addOption(json)
          .action(async (files, options) => {
            ended(await (await import("../commands/import.ts")).mergeAll(files, options));
          }),
    },
    {
      name: "plugins",
      summary: "create, list, test and purge plugins",
      follows: /^(?:--.*|-h|new|list|test|purge)$/,
      declare: (command, { db, ended }) =>
        command
          .description(
            "new NAME creates a plugin, list shows them, test PATH checks one, purge NAME removes its fields and tags",
          )
          .addArgument(offering(new Argument("<what>", either(pluginWords)), pluginWords))
          .argument("[words...]", "a name, or a path and files to test the plugin with")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(folder)
          .addOption(apply)
          .addOption(json)
          .action(async (what, words, options) => {
            ended(await (await import("../commands/plugins.ts")).plugins(what, words, options));
          }),
    },
    {
      name: "config",
      summary: "show the settings, and where each comes from",
      declare: (command, { db, workers, ended }) =>
        command
          .description(
            "show the settings, and where each comes from; trust FILE lets a midiq.config.ts run, untrust FILE revokes that",
          )
          .addArgument(new Argument("[what]", "trust, untrust or list, instead of the settings").choices(trustWords))
          .argument("[file]", "the configuration file (default: the nearest midiq.config.ts)")
          .addOption(db)
          .addOption(workers)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (what, file, options, command) => {
            if (what !== undefined) {
              const { listTrusted, trustConfig, untrustConfig } = await import("../commands/config-trust.ts");
              if (what === "list") ended(listTrusted(options.json === true));
              else ended(what === "trust" ? trustConfig(file) : untrustConfig(file));
              return;
            }
            const isGiven = (option: string): boolean =>
              option in options && command.getOptionValueSource(option as keyof typeof options) === "cli";
            ended(await (await import("../commands/config.ts")).config(options, isGiven));
          }),
    },
    {
      name: "completion",
      summary: "print a script that lets Tab complete commands, fields and values",
      declare: (command, { ended }) =>
        command
          .description("print a script that lets Tab complete commands, options, fields and values")
          .addArgument(new Argument("<shell>", "bash, zsh or fish").choices(shells))
          .action(async (shell) => {
            ended((await import("../commands/completion.ts")).completion(shell));
          }),
    },
    {
      name: "complete",
      summary: "list completions of a query, for editors and web pages",
      declare: (command, { program, db, ended }) =>
        command
          .description("list what can come next in a query, for shells, editors and web pages")
          .argument("[words...]", "the query so far")
          .addOption(
            new Option("--shell <shell>", "complete a whole command line up to the cursor, for this shell").choices(
              shells,
            ),
          )
          .addOption(new Option("--at <n>", "offset of the cursor (default: the end)").argParser(positive))
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (query, options) => {
            const { shell, ...others } = options;
            if (shell === undefined)
              ended(await (await import("../commands/complete.ts")).complete(query.join(" "), others));
            else
              ended(
                await (await import("../commands/completion.ts")).completeLine(shell, query.join(" "), program, others),
              );
          }),
    },
    {
      name: "man",
      summary: "print the manual page",
      declare: (command, { program, ended }) =>
        command
          .description("print the manual page: midiq man | man -l -")
          .option("--json", "print the commands with their arguments and options as JSON, one command per line")
          .action(async (options) => {
            ended((await import("../commands/man.ts")).man(program, options));
          }),
    },
  ],
};
