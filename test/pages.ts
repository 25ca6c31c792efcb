/**
 * Follows pages of the documentation as a reader does: their files and commands, in order, each page in a fresh home outside of
 * the repository that has the bundled sample in ~/midi, one file of it as song.mid here and there, and a catalogue of both
 * unless the page makes one. Blocks of `ts` begin with their file's name; each line of a `sh` block is a command, which ends with
 * status 0, or with the status that a comment names (`# exit 1`). Blocks without a language are not run.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { bunFlags } from "../src/isolation/bun-flags.ts";
import { type KeptOpen, keptOpen } from "./cli/kept-open.ts";
import { emptyFolder, sample } from "./cli/run.ts";

/** A page, and whether its reader has a catalogue already; yes unless said. */
export interface Page {
  readonly page: string;
  readonly hasCatalogue?: boolean;
}

/** What a reader's commands have around them. */
const inHome = (home: string, bin: string) => ({
  cwd: home,
  env: {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: "",
    XDG_STATE_HOME: "",
    PATH: `${bin}${delimiter}${process.env["PATH"]}`,
    NO_COLOR: "1",
    MIDIQ_DB: "",
  },
});

/** A folder with the command under its name, as an installed one. */
function makeBin(folder: string): string {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const main = resolve(import.meta.dir, "../src/cli/main.ts");
  writeFileSync(join(bin, "midiq"), `#!/bin/sh\nexec "${process.execPath}" ${bunFlags().join(" ")} "${main}" "$@"\n`);
  chmodSync(join(bin, "midiq"), 0o755);
  return bin;
}

/** Makes tests of the pages, one of each file and command. */
export function followPages(pages: readonly Page[]): void {
  const folder = emptyFolder();
  const bin = makeBin(folder.path);
  /** Where each page's reader lives, one after the other: the same catalogue knows the files of all. */
  const home = join(folder.path, "home");
  /** A home as it is before the first command. */
  const untouched = join(folder.path, "untouched");
  const { prepare, release } = keptOpen(home);
  afterAll(() => release().finally(folder.remove), 180_000);

  /** Makes a home for the next page. */
  const settle = async (hasCatalogue: boolean): Promise<void> => {
    await release();
    rmSync(home, { recursive: true, force: true });
    if (hasCatalogue && existsSync(untouched))
      return cpSync(untouched, home, { recursive: true, preserveTimestamps: true });
    mkdirSync(home);
    cpSync(sample, join(home, "midi"), { recursive: true });
    for (const name of ["song.mid", "midi/song.mid"]) {
      cpSync(join(sample, "Folk & Traditional/house_of_the_rising_sun.mid"), join(home, name));
    }
    if (!hasCatalogue) return;
    const added = Bun.spawn(["sh", "-c", "midiq add ~/midi ~/song.mid"], { ...inHome(home, bin), stderr: "ignore" });
    expect(await added.exited).toBe(0);
    cpSync(home, untouched, { recursive: true, preserveTimestamps: true });
  };

  for (const { page, hasCatalogue = true } of pages) {
    describe(page, () => {
      beforeAll(() => settle(hasCatalogue), 120_000);
      const text = readFileSync(resolve(import.meta.dir, "..", page), "utf8");
      for (const [, language, block = ""] of text.matchAll(/```(ts|sh)\n([\s\S]*?)```/g)) {
        const name = /^\/\/ (\S+)\n/.exec(block)?.[1];
        if (language === "ts") {
          if (name) test(`${name} is written`, () => writeFileSync(join(home, name), block));
        } else for (const line of block.trim().split("\n")) follow(line, { home, bin, prepare });
      }
    });
  }
}

/** Runs one line as its page says. */
function follow(
  line: string,
  { home, bin, prepare }: Pick<KeptOpen, "prepare"> & { readonly home: string; readonly bin: string },
): void {
  const [command = "", , exit = "0"] = /^(.*?)(\s+# exit (\d+))?$/.exec(line)?.slice(1) ?? [];
  test(line, async () => {
    // What is more than one command of ours may write to the catalogue.
    await prepare(/^midiq [^|;&]*$/.test(command) ? command.split(" ").slice(1) : ["add"]);
    const run = Bun.spawn(["sh", "-c", command], { ...inHome(home, bin), stdout: "pipe", stderr: "pipe" });
    const [printed, told] = await Promise.all([new Response(run.stdout).text(), new Response(run.stderr).text()]);
    const status = await run.exited;
    expect({ status, told: status === Number(exit) ? "" : told }).toEqual({ status: Number(exit), told: "" });
    // What is found is seen, unless it goes elsewhere.
    if (status === 0 && !/>|-[xX] /.test(command)) expect(printed + told).not.toBe("");
  }, 180_000);
}
