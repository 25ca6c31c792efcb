/** Commands that put files into a catalogue and bring its values up to date. */
import { Argument, Option } from "@commander-js/extra-typings";
import {
  apply,
  archiveLimit,
  fileLimit,
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
import type { Shared } from "./shared.ts";

/** Adds them to the command line. */
export function workingCommands({ program, db, workers, ended }: Shared): void {
  program
    .command("add")
    .description("read files, folders and archives into the catalogue")
    .argument("<paths...>", "files, folders, archives, s3://bucket/prefix; - or -0 reads a list from stdin")
    .addOption(db)
    .addOption(plugin)
    .addOption(location)
    .addOption(set)
    .addOption(isolateOption)
    .addOption(memory)
    .addOption(workers)
    .addOption(archiveLimit)
    .addOption(fileLimit)
    .option("--all-names", "also look into files with other names; the first 12 bytes show which are MIDI")
    .option("--bulk", "make search indexes anew at the end: for many files into a catalogue that has some")
    .addOption(profile)
    .addOption(noSync)
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("../commands/add.ts")).add(paths, options));
    });
  program
    .command("watch")
    .description("add, then keep the catalogue up to date while files come, change, move and go; Ctrl-C ends it")
    .argument("<paths...>", "files, folders, archives")
    .addOption(
      new Option("--poll <seconds>", "walk so often, where the system tells nothing: network drives").argParser(
        positive,
      ),
    )
    .addOption(db)
    .addOption(plugin)
    .addOption(location)
    .addOption(set)
    .addOption(isolateOption)
    .addOption(memory)
    .addOption(workers)
    .addOption(archiveLimit)
    .addOption(fileLimit)
    .addOption(noSync)
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("../commands/watch.ts")).watch(paths, options));
    });
  program
    .command("forget")
    .description("drop what is kept of files that are gone: midiq forget --missing says what, with --apply it is done")
    .argument("[paths...]", "only files that were at or below these paths")
    .addOption(new Option("--missing", "files that are missing: the only ones that can be forgotten"))
    .addOption(apply)
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(noSync)
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("../commands/forget.ts")).forget(paths, options));
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
      ended(await (await import("../commands/plan.ts")).plan(options));
    });
  program
    .command("run")
    .description("compute it: only what is stale, from where the files lie; stopped, it goes on where it was")
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
    });
  program
    .command("runs")
    .description("what was done to the catalogue, when, by which version, and what came of it")
    .argument("[run]", "all of one run: what it was told, and where its time went", positive)
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(new Option("--limit <n>", "at most so many, 20 unless said").argParser(positive))
    .addOption(json)
    .action(async (id, options) => {
      ended(await (await import("../commands/runs.ts")).runs(id, options));
    });
  program
    .command("db")
    .description(
      "look after the catalogue: settings that would suit it, its sizes, whether all is sound; only --fix changes something",
    )
    .addArgument(new Argument("<what>", "what to print").choices(["tune", "size", "check"] as const))
    .addOption(db)
    .addOption(new Option("--memory <megabytes>", "memory of the server's machine, for tune").argParser(positive))
    .option("--fix", "check: mend what is found, and finish what a stopped run left")
    .addOption(json)
    .action(async (what, options) => {
      ended(await (await import("../commands/db.ts")).lookAfter(what, options));
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
      ended(await (await import("../commands/analyze.ts")).analyze(paths, options));
    });
}
