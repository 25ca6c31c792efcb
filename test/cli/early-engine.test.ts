import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { opensEngine } from "../../src/cli/early-engine.ts";
import { buildProgram } from "../../src/cli/program.ts";

const base = mkdtempSync(join(tmpdir(), "midiq-early-"));
afterAll(() => rmSync(base, { recursive: true }));
const catalogue = (name: string): string => {
  const folder = join(base, name);
  mkdirSync(join(folder, "data"), { recursive: true });
  writeFileSync(join(folder, "data", "PG_VERSION"), "17\n");
  return folder;
};
const db = catalogue("there");

describe("the engine is compiled while the command is loaded", () => {
  const { commands } = buildProgram(undefined, () => {});
  const opens = (name: string): boolean =>
    commands.some((one) => one.name() === name && one.options.some(({ long }) => long === "--db"));

  test.each(commands.map((command) => command.name()))("for %s where it has a catalogue", (name) => {
    expect(opensEngine([name, "--db", db], {})).toBe(opens(name));
  });

  test("for a query, whose words may be those of a command", () => {
    expect(opensEngine(["bpm 120..130", `--db=${db}`], {})).toBe(true);
    expect(opensEngine(["drums", "man", "--db", db], {})).toBe(true);
    expect(opensEngine(["drums"], { MIDIQ_DB: db })).toBe(true);
  });

  test("but not for help, a server, a catalogue that is not there, or one that somebody has open", () => {
    expect(opensEngine([], { MIDIQ_DB: db })).toBe(false);
    expect(opensEngine(["find", "--help"], { MIDIQ_DB: db })).toBe(false);
    expect(opensEngine(["drums"], { MIDIQ_DB: "postgres://127.0.0.1/midi" })).toBe(false);
    expect(opensEngine(["drums", "--db", join(base, "nowhere")], {})).toBe(false);
    const held = catalogue("held");
    writeFileSync(join(held, "lock"), "{}");
    expect(opensEngine(["drums", "--db", held], {})).toBe(false);
  });
});
