import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { manualPage } from "../../src/cli/commands/man.ts";
import { declaredCommands } from "../../src/cli/program/registry.ts";
import { buildProgram } from "../../src/cli/program.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder, type Outcome, runMidiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

/** Runs it in a sub-folder, as a person whose own settings lie in `home`. */
const run = (words: readonly string[], env: Record<string, string> = {}, from = folder.path): Promise<Outcome> =>
  runMidiq(from, words, { HOME: folder.path, XDG_CONFIG_HOME: join(folder.path, "home"), ...env });

test("midiq alone says what to do first, and where there is a catalogue what to do next", async () => {
  const first = await run([]);
  expect(first).toMatchObject({ status: 0, stdout: expect.stringContaining("midiq add ~/midi") });
  mkdirSync(join(folder.path, "there"));
  const next = await run([], { MIDIQ_DB: "there" });
  expect(next.stdout).toContain(`Your catalogue is ${join(folder.path, "there")}`);
  const server = await run([], { MIDIQ_DB: "postgres://me:secret@db.example/music" });
  expect(server.stdout).toContain("Your catalogue is postgres://me@db.example:5432/music");
});

test("a command that is nearly named, an option of another command and a field that is nearly named are told", async () => {
  const at = ["--db", "slips"];
  const { prepare, release } = keptOpen(folder.path, "slips");
  writeFileSync(join(folder.path, "statue.mid"), midi({}, track(melody("C4 1/4"))));
  expect((await run(["add", "statue.mid", ...at])).status).toBe(0);
  for (const [words, message] of [
    [["exprot", "drums"], "`exprot` is searched as text; did you mean the command midiq export?"],
    [["stat"], "`stat` is searched as text; did you mean the command midiq stats?"],
    [["stats", "--to", "x"], "midiq: Cannot use --to: midiq stats has no such option"],
    [["like", "x.mid", "--layout", "x"], "midiq: Cannot use --layout: midiq like has no such option; export has it"],
    [["--limti", "3", "x"], "(Did you mean --limit?)\n(midiq find --help shows all options)"],
    [["music/none.mid"], "To see a file, run midiq show music/none.mid"],
    [["bpm 1..", "--after", "zzz"], 'midiq: Cannot continue after "zzz"'],
    [["fields", "bmp"], 'midiq: Cannot find the field "bmp": did you mean bpm?'],
    [["bpm 1..", "--fields", "bmp"], 'midiq: Cannot find the field "bmp": did you mean bpm?'],
    [["save"], "Nothing is saved yet: midiq save NAME QUERY saves a query"],
    [["save", "x", "bpm wild"], "`wild` is not a number"],
    [["bpm 1..", "-o", "x.csv"], "; to write a file, run midiq export QUERY --to x.csv"],
    [["-o", "csv"], "midiq: Cannot use -o: midiq has no such option"],
    [["export", "--catalogue", "none/x.midiq"], 'midiq: Cannot write "none/x.midiq": there is no folder "none"'],
    [["export", "--to", "none/x.csv"], 'midiq: Cannot write "none/x.csv": there is no folder "none"'],
  ] as const) {
    await prepare(words);
    expect((await run([...words, ...at])).stderr).toContain(message);
  }
  await release();
}, 180_000);

describe("the registry of commands", () => {
  const program = join(import.meta.dir, "../../src/cli/program");

  test("has every command of the command line, in the order of the overview", () => {
    const names = buildProgram(undefined, () => {}).commands.map((command) => command.name());
    expect(names).toEqual(declaredCommands.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  test("is the only place that adds commands, beside plugins", () => {
    const adding = readdirSync(join(program, ".."), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .filter((file) => /\.(?:command|addCommand)\(/.test(readFileSync(join(program, "..", file), "utf8")));
    expect(adding.sort()).toEqual(["plugin-commands.ts", "program/registry.ts"]);
  });

  test("loads every file of commands", () => {
    const declared = readdirSync(program).map((file) => readFileSync(join(program, file), "utf8"));
    const loaded = new Set(
      declared.flatMap((text) => [...text.matchAll(/import\("\.\.\/commands\/([^"]+)"\)/g)].map(([, file]) => file)),
    );
    const inner = ["first-steps.ts", "help-query.ts"];
    expect(
      readdirSync(join(program, "../commands"))
        .filter((file) => !loaded.has(file))
        .sort(),
    ).toEqual(inner);
  });
});

describe("midiq config", () => {
  const settings = async (
    ...given: Parameters<typeof run>
  ): Promise<Record<string, { value: unknown; from: string }>> => {
    const { stdout } = await run(["config", "--json", ...given[0]], given[1], given[2]);
    return Object.fromEntries(JSON.parse(stdout).map((one: { name: string }) => [one.name, one]));
  };

  test("tells defaults, and the first that says otherwise", async () => {
    expect(await settings([])).toMatchObject({
      db: { value: join(folder.path, ".midiq"), from: "default: .midiq in this folder, which does not exist yet" },
      workers: { from: "default: one per processor" },
      colour: { value: "never", from: "$NO_COLOR" },
    });
    const home = join(folder.path, "home", "midiq");
    mkdirSync(home, { recursive: true });
    const personal = join(home, "midiq.config.mjs");
    writeFileSync(personal, "export default { db: './all', workers: 3, keep: ['oldest'] };");
    expect(await settings([])).toMatchObject({
      db: { value: join(home, "all"), from: `${personal}, which does not exist yet` },
      workers: { value: 3, from: personal },
      keep: { value: ["oldest"], from: personal },
    });
    const project = join(folder.path, "project");
    mkdirSync(join(project, "deep"), { recursive: true });
    const local = join(project, "midiq.config.mjs");
    writeFileSync(local, "export default { db: 'postgres://me:secret@db.example/music' };");
    const deep = join(project, "deep");
    expect((await run(["config", "trust"], {}, deep)).status).toBe(0);
    expect(await settings([], {}, deep)).toMatchObject({
      db: { value: "postgres://me@db.example:5432/music", from: local },
      workers: { value: 3, from: personal },
    });
    expect(await settings([], { MIDIQ_WORKERS: "5", MIDIQ_DB: "other" }, deep)).toMatchObject({
      db: { value: join(deep, "other"), from: "$MIDIQ_DB, which does not exist yet" },
      workers: { value: 5, from: "$MIDIQ_WORKERS" },
    });
    expect(await settings(["--workers", "0", "--db", "x"], { MIDIQ_WORKERS: "5" }, deep)).toMatchObject({
      db: { value: join(deep, "x"), from: "--db, which does not exist yet" },
      workers: { value: 0, from: "--workers" },
    });
  }, 180_000);

  test("a number that is none is told in one line", async () => {
    expect(await run(["stats"], { MIDIQ_WORKERS: "many" })).toMatchObject({
      status: 2,
      stderr: 'midiq: Cannot use $MIDIQ_WORKERS: expected a whole number, but it is "many"\n',
    });
  });
});

test("the manual page has every command and option, and nothing that roff would misread", async () => {
  const program = buildProgram(undefined, () => {});
  const page = manualPage(program);
  expect((await run(["man"])).stdout).toBe(`${page}\n`);
  for (const command of program.commands) {
    expect(page).toContain(`.SS "midiq ${command.name()}`);
    for (const { long } of command.options) expect(page).toContain(long?.replaceAll("-", "\\-") ?? "");
  }
  const requests = page.split("\n").filter((line) => /^[.']/.test(line));
  expect(requests.filter((line) => !/^\.(TH|SH|SS|TP|B|I|br)( |$)/.test(line))).toEqual([]);
});
