import { afterAll, beforeAll, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildProgram } from "../../src/cli/program.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { emptyFolder, midiq } from "./run.ts";

// Words that people learn: a change of them is seen in a review. `bun test -u test/cli/help.test.ts` writes them anew.

/** A program whose help is as wide everywhere, and does not know this machine. */
const program = buildProgram(undefined, () => {});
program.configureOutput({ getOutHelpWidth: () => 100, getOutHasColors: () => false });

test("the overview", () => {
  expect(program.helpInformation()).toMatchSnapshot();
});

test.each(program.commands.map((command) => [command.name(), command] as const))("midiq %s --help", (_, command) => {
  expect(command.copyInheritedSettings(program).helpInformation()).toMatchSnapshot();
});

const folder = emptyFolder();
beforeAll(async () => {
  writeFileSync(join(folder.path, "tune.mid"), midi({}, track(melody("C4 1/4 D4 1/4 E4 1/4 F4 1/4"))));
  expect(await midiq(folder.path, ["add", "tune.mid", "--workers", "0"])).toMatchObject({ status: 0 });
}, 180_000);
afterAll(folder.remove, 180_000);
const said = async (words: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await midiq(folder.path, words);
  return `${status}\n${stdout}${stderr}`.replaceAll(folder.path, "HERE");
};

test.each([
  ["an unknown field", ["bmp 120..130"]],
  ["an unfinished query", ["key in [C"]],
  ["no catalogue", ["bpm 120..", "--db", "none"]],
  ["a path that is not there", ["add", "nowhere"]],
  ["a mistyped option", ["add", ".", "--worker", "2"]],
  ["a mistyped command's option", ["find", "--lmit", "3", "piano"]],
  ["a word where a number is wanted", ["find", "--limit", "many", "piano"]],
  ["a choice that there is not", ["db", "mend"]],
  ["an unknown form", ["find", "piano", "-o", "xls"]],
  ["an unknown plot", ["plot", "temp"]],
  ["a template that ends early", ["find", "piano", "-f", "{bpm"]],
  ["an unknown field in a template", ["find", "piano", "-f", "{bmp}"]],
  ["a file that is no catalogue", ["stats", "--db", "/dev/null"]],
  ["a plugin that is not there", ["add", ".", "--plugin", "./nothing.ts"]],
  ["a server that is not there", ["stats", "--db", "postgres://me@127.0.0.1:1/none?connect_timeout=1&patience=0"]],
  ["nothing to undo", ["undo"]],
  ["export without a target", ["export", "piano"]],
  ["organize without a folder", ["organize", "{key}/{name}"]],
])("%s is said so", async (_, words) => {
  expect(await said(words)).toMatchSnapshot();
});

test("help on a command that there is not", async () => {
  expect(await said(["help", "ad"])).toBe(`2\n${(await midiq(folder.path, ["--help"])).stdout}`);
});
