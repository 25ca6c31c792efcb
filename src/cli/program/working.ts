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
    .description("add files, folders and archives to the catalogue")
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
    .option(
      "--all-names",
      "also look into files without a MIDI ending such as .mid; their first 12 bytes show which are MIDI",
    )
    .option("--bulk", "build search indexes at the end; faster when you add many files to an existing catalogue")
    .addOption(profile)
    .addOption(noSync)
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("../commands/add.ts")).add(paths, options));
    });
  program
    .command("watch")
    .description(
      "add files, then keep the catalogue up to date as they appear, change, move and disappear; Ctrl-C stops",
    )
    .argument("<paths...>", "files, folders, archives")
    .addOption(
      new Option(
        "--poll <seconds>",
        "seconds between two checks of folders whose changes the system does not report, such as network drives",
      ).argParser(positive),
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
    .description("remove records of deleted files: --missing lists them, --apply removes them")
    .argument("[paths...]", "only records of files that were in these folders")
    .addOption(
      new Option("--missing", "choose the records of files that are gone; required, because no others can be removed"),
    )
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
    });
  program
    .command("run")
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
    });
  program
    .command("runs")
    .description("list earlier runs: when, by which version, and with which results")
    .argument("[run]", "show one run in full: its options, and where the time went", positive)
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .addOption(new Option("--limit <n>", "maximum number of runs (default: 20)").argParser(positive))
    .addOption(json)
    .action(async (id, options) => {
      ended(await (await import("../commands/runs.ts")).runs(id, options));
    });
  program
    .command("db")
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
      new Option("--memory <megabytes>", "with tune: memory of the server's machine, in megabytes").argParser(positive),
    )
    .option("--fix", "with check: repair what is found, and finish what a stopped run left")
    .addOption(json)
    .action(async (what, options) => {
      ended(await (await import("../commands/db.ts")).lookAfter(what, options));
    });
  program
    .command("analyze")
    .description("print all fields of files as JSON, one object per file, without a catalogue")
    .argument("<paths...>", "files, folders, archives, s3://bucket/prefix; - or -0 reads a list from stdin")
    .addOption(plugin)
    .addOption(set)
    .addOption(isolateOption)
    .addOption(memory)
    .addOption(workers)
    .addOption(archiveLimit)
    .addOption(fileLimit)
    .addOption(new Option("--sink <address>", "write to a sink that a plugin provides, for example jsonl:out.jsonl"))
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("../commands/analyze.ts")).analyze(paths, options));
    });
}
