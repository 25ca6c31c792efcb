/** Table of what `midiq --help` says of each command, in the order of a day's work; `midiq COMMAND --help` says the rest. */
import { Command } from "@commander-js/extra-typings";

/** Headings, and below each its commands with a few words on them. */
const groups: readonly (readonly [heading: string, commands: Readonly<Record<string, string>>])[] = [
  [
    "Make a catalogue",
    {
      add: "add files, folders and archives; run it again to add what is new or changed",
      watch: "add files, then follow them as they appear, change, move and disappear",
      forget: "remove records of deleted files",
      runs: "list earlier runs and their results",
    },
  ],
  [
    "Ask",
    {
      find: "find files by a query; midiq QUERY does the same",
      like: "find the files most similar to a file, and show why",
      dupes: "find files with the same bytes, notes or music",
      why: "show which conditions of a query a file meets, and why",
      explain: "show how midiq reads a query: in words, as SQL, with counts",
      save: "save a query under a name, to use it as @NAME",
      fields: "list the fields that a query can use",
    },
  ],
  [
    "Look",
    {
      show: "show everything about one file",
      stats: "summarize the catalogue, or what a query finds",
      plot: "draw tempos, keys, meters, a piano roll or a map",
    },
  ],
  [
    "Play and open files",
    {
      play: "play files, or write one as sound",
      open: "open files in your program for MIDI files",
      reveal: "show files in the file manager",
    },
  ],
  [
    "Work with files",
    {
      export: "write results as Parquet, Arrow, CSV or JSONL, copy the files, or back up the whole catalogue",
      organize: "move or copy files into folders by a template; shows a plan first",
      rename: "rename files by a template; shows a plan first",
      undo: "undo organize, rename or dupes --set-aside",
      repair: "write a clean copy of each damaged file",
      split: "write one file for each track or channel",
      analyze: "print the fields of files as JSON, without a catalogue",
    },
  ],
  ["Tag and rate", { tag: "add tags to files, and remove them", rate: "rate files, 1 to 5" }],
  [
    "Maintain the catalogue",
    {
      doctor: "show what is wrong, and how to fix it",
      plan: "show which values are out of date after a new version, plugin or option",
      run: "compute out-of-date values again",
      db: "check the database, repair it, and show its sizes and settings",
      import: "read a catalogue from a file that export --catalogue wrote",
      plugins: "create, list, test and purge plugins",
      config: "show the settings, and where each comes from",
      completion: "print a script that lets Tab complete commands, fields and values",
      complete: "list completions of a query, for editors and web pages",
      man: "print the manual page",
      help: "help on a command; midiq help query: the language on one page",
    },
  ],
];

/** Headings of commands by name. */
const headings = new Map(
  groups.flatMap(([heading, some]) => Object.keys(some).map((name) => [name, heading] as const)),
);
/** What is said of commands by name. */
const summaries = new Map(groups.flatMap(([, some]) => Object.entries(some)));

/** What `midiq --help` says of a command; undefined for those of plugins. */
export const summaryOf = (name: string): string | undefined => summaries.get(name);

/** Puts commands under their headings, in the order of the table. */
export function arrangeOverview(program: Command): void {
  const order = [...summaries.keys()];
  const placeOf = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const help: Command = new Command("help").helpOption(false) as Command;
  help.argument("[command]");
  program.addHelpCommand(help);
  for (const command of [...program.commands, help]) {
    command.helpGroup(`${headings.get(command.name()) ?? "Of plugins"}:`);
    command.summary(summaries.get(command.name()) ?? command.description());
  }
  // Help prints headings in the order in which commands are kept, which the types hide.
  (program.commands as Command[]).sort((a, b) => placeOf(a.name()) - placeOf(b.name()));
  program.configureHelp({ subcommandTerm: (command) => command.name() });
}
