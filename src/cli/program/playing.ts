/** Commands that play files and open them elsewhere. */
import { Option } from "@commander-js/extra-typings";
import { plugin, positive, set } from "../options.ts";
import type { CommandGroup } from "./group.ts";

const words = "files, folders, archives, or files in archives such as pack.zip!/song.mid; or a query";
const limit = (about: string): Option<"--limit <n>", undefined, undefined, number> =>
  new Option("--limit <n>", about).argParser(positive) as Option<"--limit <n>", undefined, undefined, number>;

/** In the order of the overview. */
export const playing: CommandGroup = {
  heading: "Play and open files",
  commands: [
    {
      name: "play",
      summary: "play files, or write one as sound",
      declare: (command, { db, ended }) =>
        command
          .description("play files one after the other (n next, p previous, q quit), or write one as sound")
          .argument("<words...>", words)
          .addOption(limit("maximum number of files (default: 1000)"))
          .option("--shuffle", "play in random order")
          .addOption(new Option("--seconds <n>", "play only the first n seconds of each file").argParser(positive))
          .option("--to <file.wav>", "write the sound of one file instead of playing it; needs no sound device")
          .option("--soundfont <file>", "the sound bank (.sf2, .sf3 or .dls); $MIDIQ_SOUNDFONT can set a default")
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .action(async (named, options) => {
            ended(await (await import("../commands/play.ts")).play(named, options));
          }),
    },
    {
      name: "open",
      summary: "open files in your program for MIDI files",
      declare: (command, { db, ended }) =>
        command
          .description("open files in your program for MIDI files: an editor, a notation program, a DAW")
          .argument("<words...>", words)
          .addOption(limit("maximum number of files; up to this number, midiq does not ask first"))
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .action(async (named, options) => {
            ended(await (await import("../commands/open.ts")).openFiles(named, options));
          }),
    },
    {
      name: "reveal",
      summary: "show files in the file manager",
      declare: (command, { db, ended }) =>
        command
          .description("show files in the file manager, selected if the system can do that")
          .argument("<words...>", words)
          .addOption(limit("maximum number of files; up to this number, midiq does not ask first"))
          .addOption(db)
          .addOption(plugin)
          .addOption(set)
          .action(async (named, options) => {
            ended(await (await import("../commands/open.ts")).reveal(named, options));
          }),
    },
  ],
};
