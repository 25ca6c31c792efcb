import { expect, test } from "bun:test";
import { buildProgram } from "../../src/cli/program.ts";
import { arrangeWords } from "./arranged.ts";

test("an option takes a value in every command that has it, or in none; --fix alone differs", () => {
  const takes = new Map<string, Set<string>>();
  for (const command of buildProgram(undefined, () => {}).commands) {
    for (const { long, short, required, optional } of command.options) {
      for (const name of [long, short]) {
        if (typeof name !== "string") continue;
        takes.set(name, (takes.get(name) ?? new Set()).add(required ? "a value" : optional ? "maybe one" : "none"));
      }
    }
  }
  // `doctor --fix FOLDER` and `db check --fix` are told apart by the command that is named.
  expect([...takes].filter(([, ways]) => ways.size > 1).map(([name]) => name)).toEqual(["--fix"]);
});

test.each([
  ["piano -drums --db x --limit=3", "find --db x --limit=3 -- piano -drums"],
  ["--version", "--version"],
  ["add a --workers 2 b", "add --workers 2 -- a b"],
  ["run --retry tempo", "run --retry=tempo"],
  ["help add", "help -- add"],
  ["-- add", "find -- add"],
  ["doctor --fix out", "doctor --fix out"],
  ["db check --fix", "db --fix -- check"],
])("midiq %s is %s", (words, arranged) => expect(arrangeWords(words.split(" ")).join(" ")).toBe(arranged));
