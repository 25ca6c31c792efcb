/** Table of what `midiq --help` says of each command, in the order of a day's work; `midiq COMMAND --help` says the rest. */
import { Command } from "@commander-js/extra-typings";

/** Headings, and below each its commands with a few words on them. */
const groups: readonly (readonly [heading: string, commands: Readonly<Record<string, string>>])[] = [
  [
    "Make a catalogue",
    {
      add: "read files, folders and archives into it; again later: what is new or changed",
      watch: "add, then keep up with files that come, change, move and go",
      forget: "drop what is kept of files that are gone",
      runs: "what was done to it, when, and what came of it",
    },
  ],
  [
    "Ask",
    {
      find: "answer a query; midiq QUERY is the same",
      like: "what is most like a file, and in what",
      dupes: "files that are the same bytes, notes or music",
      why: "which conditions of a query hold for one file, and why",
      explain: "how a query is read: in words, as SQL, with counts",
      save: "keep a query under a name; @NAME stands for it",
      fields: "what a query can ask for",
    },
  ],
  [
    "Look",
    {
      show: "all that is known of one file",
      stats: "the catalogue, or what a query finds, on one screen",
      plot: "draw it: tempos, keys, meters, a piano roll, a map",
    },
  ],
  [
    "Hear and reach files",
    {
      play: "play a file, or what a query finds; or write it as sound",
      open: "open files in the program for MIDI files",
      reveal: "show files in their folders",
    },
  ],
  [
    "Work with files",
    {
      export: "what a query finds as Parquet, Arrow, CSV, JSONL, or with its files; or the whole catalogue",
      organize: "move or copy files into folders by a template; a plan first",
      rename: "rename files by a template; a plan first",
      undo: "take an organize, a rename or a set-aside back",
      repair: "write a sound file of each damaged one",
      split: "write one file a track, or a channel",
      analyze: "no catalogue: one JSON object a file",
    },
  ],
  ["Mark by hand", { tag: "give files tags, and take tags away", rate: "rate files, 1 to 5" }],
  [
    "Look after it",
    {
      doctor: "what is wrong, and what mends it",
      plan: "what new versions, plugins or options make stale",
      run: "compute just that",
      db: "settings, sizes and soundness of the database",
      import: "read what export --catalogue wrote",
      plugins: "write, list, check and purge plugins",
      config: "what is set, and where that comes from",
      completion: "let Tab complete commands, fields and values",
      complete: "the same for editors and pages",
      man: "this, as a manual page",
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
