/** Commands over a catalogue that stays open between those that only ask it: opening it takes longer than most answers. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, open } from "../../mod.ts";
import { midiq, type Outcome } from "./run.ts";

/** Commands that write to the catalogue, or look at its folder: they need it for themselves. */
const alone: ReadonlySet<string> = new Set(
  "add watch forget save tag rate run import undo db plugins doctor".split(" "),
);
/** With these other commands do too. */
const applying: ReadonlySet<string> = new Set(["--apply", "--fix"]);

const wantsItAlone = (words: readonly string[]): boolean =>
  alone.has(words[0] ?? "") || words.some((word) => applying.has(word));

/** A catalogue in a folder, which this process holds while commands read it through a connection. */
export interface KeptOpen {
  /** Opens it for a command of these words, or lets it go where the command needs it alone. */
  readonly prepare: (words: readonly string[]) => Promise<void>;
  /** Prepares, and runs `midiq` in the folder. */
  readonly run: (...words: readonly string[]) => Promise<Outcome>;
  /** Lets it go: for what opens it otherwise, and at the end. */
  readonly release: () => Promise<void>;
}

/** Keeps the catalogue `./.midiq` of a folder open, or one of another name, from the first command that asks it. */
export function keptOpen(folder: string, name = ".midiq"): KeptOpen {
  const where = join(folder, name);
  let held: Catalogue | undefined;
  const release = async (): Promise<void> => {
    await held?.close();
    held = undefined;
  };
  const prepare = async (words: readonly string[]): Promise<void> => {
    if (wantsItAlone(words)) await release();
    else if (existsSync(join(where, "data", "PG_VERSION"))) held ??= await open(where);
  };
  return { prepare, release, run: (...words) => prepare(words).then(() => midiq(folder, words)) };
}
