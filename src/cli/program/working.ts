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
    .option("--all-names", "also look into files with other names; the first 12 bytes show which are MIDI")
    .option("--bulk", "build search indexes at the end: for adding many files to an existing catalogue")
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
        "seconds between two looks, where the system reports no changes, as on network drives",
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
    .argument("[paths...]", "only files that were in these places")
    .addOption(new Option("--missing", "the missing files: only these can be removed"))
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
      "show which values are out of date after a change of plugins, versions or options, and the time to compute them",
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
    .description("compute values that are out of date, from the files; a stopped run continues where it was")
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
    .addArgument(new Argument("<what>", "what to print").choices(["tune", "size", "check"] as const))
    .addOption(db)
    .addOption(new Option("--memory <megabytes>", "tune: memory of the server's machine").argParser(positive))
    .option("--fix", "check: repair what is found, and finish what a stopped run left")
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
    .addOption(new Option("--sink <address>", "write to a plugin's sink instead: jsonl:out.jsonl"))
    .addOption(json)
    .action(async (paths, options) => {
      ended(await (await import("../commands/analyze.ts")).analyze(paths, options));
    });
}
