/** Commands that hear files and get at them. */
import { Option } from "@commander-js/extra-typings";
import { plugin, positive, set } from "../options.ts";
import type { Shared } from "./shared.ts";

const words = "files, folders, archives, or files in archives such as pack.zip!/song.mid; or a query";
const limit = (about: string): Option<"--limit <n>", undefined, undefined, number> =>
  new Option("--limit <n>", about).argParser(positive) as Option<"--limit <n>", undefined, undefined, number>;

/** Adds them to the command line. */
export function reachingCommands({ program, db, ended }: Shared): void {
  program
    .command("play")
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
    });
  program
    .command("open")
    .description("open files in your program for MIDI files: an editor, a notation program, a DAW")
    .argument("<words...>", words)
    .addOption(limit("maximum number of files; up to this number, midiq does not ask first"))
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .action(async (named, options) => {
      ended(await (await import("../commands/open.ts")).openFiles(named, options));
    });
  program
    .command("reveal")
    .description("show files in the file manager, selected if the system can do that")
    .argument("<words...>", words)
    .addOption(limit("maximum number of files; up to this number, midiq does not ask first"))
    .addOption(db)
    .addOption(plugin)
    .addOption(set)
    .action(async (named, options) => {
      ended(await (await import("../commands/open.ts")).reveal(named, options));
    });
}
