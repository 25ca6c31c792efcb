/** Commands that write files, move them, and move them back. */
import { Option } from "@commander-js/extra-typings";
import { annotationForms, perNames } from "../../annotation/names.ts";
import { fileForms } from "../../forms/our-forms.ts";
import {
  allFields,
  archiveLimit,
  fieldsOption,
  fileLimit,
  isolateOption,
  json,
  memory,
  plugin,
  positive,
  set,
  spreadsheet,
  to,
} from "../options.ts";
import type { CommandGroup } from "./group.ts";

const applyMoves = new Option("--apply", "carry out the plan; without it, the plan is only shown");
const skipDuplicates = new Option("--skip-duplicates", "skip files with the same bytes that would get the same name");

/** In the order of the overview. */
export const filing: CommandGroup = {
  heading: "Work with files",
  commands: [
    {
      name: "export",
      summary: "write results as Parquet, Arrow, CSV or JSONL, copy the files, or back up the whole catalogue",
      declare: (command, { db, ended }) =>
        command
          .description(
            "write the rows of a query to a file for other tools, with a schema; or write the whole catalogue",
          )
          .argument("[words...]", "the query (default: all files)")
          .option(
            "--to <file>",
            `the new file; its ending decides the form: rows.${fileForms.join(", .")}; set.zip holds the files too`,
          )
          .addOption(
            new Option(
              "--files [how]",
              "also export the files, with their rows and a manifest, into the new folder --to",
            )
              .choices(["copy", "link", "symlink"] as const)
              .preset("copy" as const),
          )
          .option(
            "--layout <template>",
            "folders and names of the files (default: {folder}/{name}); see docs/export-files.md",
          )
          .addOption(new Option("--sample <n>", "number of files to choose at random").argParser(positive))
          .option(
            "--split <shares>",
            "divide the files: train=80,validation=10,test=10; files with the same music stay together",
          )
          .addOption(
            new Option("--seed <n>", "number that decides the random choice and the split")
              .argParser(positive)
              .default(0),
          )
          .option("--verify <folder>", "check exported files against their manifest")
          .addOption(
            new Option("--as <form>", "the form, if the ending of the file does not decide it").choices(fileForms),
          )
          .addOption(fieldsOption)
          .addOption(allFields)
          .addOption(new Option("--limit <n>", "maximum number of rows").argParser(positive))
          .option("--evidence", "also show the bars where the chords, melodies and rhythms of the query are")
          .addOption(spreadsheet)
          .addOption(
            new Option("--per <part>", "one row for each track, section, chord, beat or bar of the files").choices(
              perNames,
            ),
          )
          .option("--force", "replace an existing file")
          .addOption(new Option("--catalogue <file>", "write the whole catalogue, as a backup or for another database"))
          .option(
            "--stable",
            "with --catalogue: leave out times and run numbers, to compare catalogues; cannot be imported",
          )
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (query, options) => {
            ended(await (await import("../commands/export.ts")).exportTo(query.join(" "), options));
          }),
    },
    {
      name: "annotate",
      summary: "write notes, beats, chords, keys, sections and lyrics in seconds, as JAMS, .lab, TSV, JSON or MusicXML",
      declare: (command, { db, ended }) =>
        command
          .description(
            "write what is heard in songs as tables in time: notes, beats, bars, chords, keys, sections, tempos and lyrics",
          )
          .argument("[words...]", "a file, a folder or an archive; or the query (default: all files)")
          .requiredOption("--to <folder>", "folder to write to")
          .addOption(
            new Option("--as <form>", "the form of the files").choices(annotationForms).default("jams" as const),
          )
          .addOption(new Option("--limit <n>", "maximum number of songs of a query").argParser(positive))
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (words, options) => {
            ended(await (await import("../commands/annotate.ts")).annotate(words, options));
          }),
    },
    {
      name: "organize",
      summary: "move or copy files into folders by a template; shows a plan first",
      declare: (command, { db, ended }) =>
        command
          .description(
            "move files into folders by their fields: midiq organize '{genre}/{key}/{bpm:03.0f} {name}' --to DIR",
          )
          .argument("<template>", "folders and name, with fields in braces; see docs/organizing.md")
          .argument("[words...]", "only files that this query finds")
          .requiredOption("--to <folder>", "the target folder; nothing in it is overwritten")
          .addOption(applyMoves)
          .addOption(new Option("--copy", "make copies; the files stay where they are").conflicts(["link", "symlink"]))
          .addOption(new Option("--link", "make hard links: more names for the same files").conflicts(["symlink"]))
          .option("--symlink", "make symbolic links")
          .addOption(skipDuplicates)
          .option("--prune", "remove folders that became empty")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (template, query, options) => {
            ended(await (await import("../commands/organize.ts")).organize(template, query.join(" "), options));
          }),
    },
    {
      name: "rename",
      summary: "rename files by a template; shows a plan first",
      declare: (command, { db, ended }) =>
        command
          .description("rename files in their folders: midiq rename '{bpm:.0f} {key} {name}' QUERY")
          .argument("<template>", "the name, with fields in braces; see docs/organizing.md")
          .argument("[words...]", "only files that this query finds")
          .addOption(applyMoves)
          .addOption(skipDuplicates)
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (template, query, options) => {
            ended(await (await import("../commands/organize.ts")).rename(template, query.join(" "), options));
          }),
    },
    {
      name: "undo",
      summary: "undo organize, rename or dupes --set-aside",
      declare: (command, { db, ended }) =>
        command
          .description(
            "move files back that organize, rename or dupes --set-aside moved: the latest run, or the given one",
          )
          .argument("[run]", "number of the run")
          .option("--list", "list the runs")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .addOption(json)
          .action(async (run, options) => {
            ended(await (await import("../commands/undo.ts")).undo(run, options));
          }),
    },
    {
      name: "repair",
      summary: "write a clean copy of each damaged file",
      declare: (command, { ended }) =>
        command
          .description("write a clean copy of each damaged file, with everything that could be saved")
          .argument("<paths...>", "files, folders, archives")
          .addOption(to)
          .option("--all", "also copy the undamaged files")
          .addOption(json)
          .action(async (paths, options) => {
            ended(await (await import("../commands/repair.ts")).repair(paths, options));
          }),
    },
    {
      name: "split",
      summary: "write one file for each track or channel",
      declare: (command, { ended }) =>
        command
          .description("write one MIDI file for each track or channel; all notes keep their times")
          .argument("<path>", "a file; in a folder or archive, each file is split")
          .addOption(to)
          .addOption(new Option("--by <what>", "write one file for each").choices(["track", "channel"] as const))
          .addOption(json)
          .action(async (path, options) => {
            ended(await (await import("../commands/split.ts")).split(path, options));
          }),
    },
    {
      name: "analyze",
      summary: "print the fields of files as JSON, without a catalogue",
      declare: (command, { workers, ended }) =>
        command
          .description("print all fields of files as JSON, one object per file, without a catalogue")
          .argument("<paths...>", "files, folders, archives, s3://bucket/prefix; - or -0 reads a list from stdin")
          .addOption(plugin)
          .addOption(set)
          .addOption(isolateOption)
          .addOption(memory)
          .addOption(workers)
          .addOption(archiveLimit)
          .addOption(fileLimit)
          .addOption(
            new Option("--sink <address>", "write to a sink that a plugin provides, for example jsonl:out.jsonl"),
          )
          .addOption(json)
          .action(async (paths, options) => {
            ended(await (await import("../commands/analyze.ts")).analyze(paths, options));
          }),
    },
  ],
};
