/** Commands that make a catalogue and keep it up to date. */
import { Argument, Option } from "@commander-js/extra-typings";
import { jobWords } from "../../work/job-words.ts";
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
  set,
  shard,
} from "../options.ts";
import type { CommandGroup } from "./group.ts";

/** In the order of the overview. */
export const making: CommandGroup = {
  heading: "Make a catalogue",
  commands: [
    {
      name: "add",
      summary: "add files, folders and archives; run it again to add what is new or changed",
      declare: (command, { db, workers, ended }) =>
        command
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
          .option("--no-analyze", "store files without analyzing them; midiq run analyzes them later")
          .addOption(shard)
          .addOption(
            new Option(
              "--queue",
              "leave the work to midiq work, on any number of machines; see docs/workers.md",
            ).conflicts("shard"),
          )
          .addOption(profile)
          .addOption(noSync)
          .addOption(json)
          .action(async (paths, options) => {
            ended(await (await import("../commands/add.ts")).add(paths, options));
          }),
    },
    {
      name: "work",
      summary: "do queued work, beside other machines",
      declare: (command, { db, workers, ended }) =>
        command
          .description(
            "do what midiq add --queue left, beside any number of other workers; a signal gives the unit back",
          )
          .addOption(db)
          .addOption(plugin)
          .addOption(location)
          .addOption(set)
          .addOption(isolateOption)
          .addOption(memory)
          .addOption(workers)
          .addOption(fileLimit)
          .option("--until-empty", "end when nothing is left")
          .addOption(new Option("--for <seconds>", "end after this time, when the unit is done").argParser(positive))
          .addOption(
            new Option("--heartbeat <seconds>", "a worker silent for so long is lost (30)").argParser(positive),
          )
          .addOption(json)
          .action(async (options) => {
            ended(await (await import("../commands/work.ts")).work(options));
          }),
    },
    {
      name: "jobs",
      summary: "show queued work and its workers; pause, resume, retry or cancel it",
      declare: (command, { db, ended }) =>
        command
          .description("show queued work and its workers, or tell them what to do")
          .addArgument(new Argument("[what]", "show UNIT, poisoned, retry [UNIT], or of a campaign").choices(jobWords))
          .addArgument(new Argument("[number]", "a unit or a campaign (default: all)").argParser(positive))
          .addOption(db)
          .addOption(json)
          .action(async (what, number, options) => {
            ended(await (await import("../commands/work.ts")).jobs(what, number, { plugin: [], set: [], ...options }));
          }),
    },
    {
      name: "watch",
      summary: "add files, then follow them as they appear, change, move and disappear",
      declare: (command, { db, workers, ended }) =>
        command
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
          }),
    },
    {
      name: "forget",
      summary: "remove records of deleted files",
      follows: /^--/,
      declare: (command, { db, ended }) =>
        command
          .description("remove records of deleted files: --missing lists them, --apply removes them")
          .argument("[paths...]", "only records of files that were in these folders")
          .addOption(
            new Option(
              "--missing",
              "choose the records of files that are gone; required, because no others can be removed",
            ),
          )
          .addOption(apply)
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(noSync)
          .addOption(json)
          .action(async (paths, options) => {
            ended(await (await import("../commands/forget.ts")).forget(paths, options));
          }),
    },
    {
      name: "runs",
      summary: "list earlier runs and their results",
      declare: (command, { db, ended }) =>
        command
          .description("list earlier runs: when, by which version, and with which results")
          .argument("[run]", "show one run in full: its options, and where the time went", positive)
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(new Option("--limit <n>", "maximum number of runs (default: 20)").argParser(positive))
          .addOption(json)
          .action(async (id, options) => {
            ended(await (await import("../commands/runs.ts")).runs(id, options));
          }),
    },
  ],
};
